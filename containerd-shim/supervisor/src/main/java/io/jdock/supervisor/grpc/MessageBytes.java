package io.jdock.supervisor.grpc;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The bytes that a caller streams in its messages, for code that blocks. For one thread.
 *
 * @param <Q> the message that carries the bytes
 */
final class MessageBytes<Q> extends InputStream {

    private final RequestStream<Q> requests;
    private final Function<Q, ByteString> data;
    private final Predicate<Q> last;
    private boolean ended;
    private ByteString piece = ByteString.EMPTY;
    private int offset;

    MessageBytes(RequestStream<Q> requests, Function<Q, ByteString> data) {
        this(requests, data, _ -> false);
    }

    /** @param last which message is the last one that has bytes, even when the caller sends others */
    MessageBytes(RequestStream<Q> requests, Function<Q, ByteString> data, Predicate<Q> last) {
        this.requests = requests;
        this.data = data;
        this.last = last;
    }

    /** Whether the last message with bytes was read. */
    boolean isComplete() {
        return ended;
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
            Optional<Q> next = ended ? Optional.empty() : next();
            if (next.isEmpty()) {
                return -1;
            }
            ended = last.test(next.get());
            piece = data.apply(next.get());
            offset = 0;
        }
        int count = Math.min(length, piece.size() - offset);
        piece.substring(offset, offset + count).copyTo(target, from);
        offset += count;
        return count;
    }

    private Optional<Q> next() throws IOException {
        try {
            return requests.next();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted while waiting for the client").initCause(e);
        }
    }
}
