package io.jdock.supervisor.grpc;

import com.google.protobuf.ByteString;
import io.jdock.api.supervisor.v1.ImportRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Objects;
import java.util.Optional;

/** The archive in the messages of an import, for code that blocks. For one thread. */
final class ImportBytes extends InputStream {

    private final RequestStream<ImportRequest> requests;
    private ByteString piece = ByteString.EMPTY;
    private int offset;

    ImportBytes(RequestStream<ImportRequest> requests) {
        this.requests = requests;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
        Objects.checkFromIndexSize(from, length, target.length);
        if (length == 0) {
            return 0;
        }
        while (offset == piece.size()) {
            Optional<ImportRequest> next = next();
            if (next.isEmpty()) {
                return -1;
            }
            piece = next.get().getData();
            offset = 0;
        }
        int count = Math.min(length, piece.size() - offset);
        piece.substring(offset, offset + count).copyTo(target, from);
        offset += count;
        return count;
    }

    private Optional<ImportRequest> next() throws IOException {
        try {
            return requests.next();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted while waiting for the client").initCause(e);
        }
    }
}
