package io.jdock.supervisor.grpc;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.function.Function;

/** A stream of bytes as messages of up to 256 KiB; a caller that does not read holds the writer back. For one thread. */
final class PieceStream<T> extends OutputStream {

    private static final int PIECE = 256 << 10;

    private final ResponseStream<T> answers;
    private final Function<ByteString, T> message;
    private final byte[] piece = new byte[PIECE];
    private int length;

    PieceStream(ResponseStream<T> answers, Function<ByteString, T> message) {
        this.answers = answers;
        this.message = message;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        int done = 0;
        while (done < count) {
            int part = Math.min(count - done, PIECE - length);
            System.arraycopy(bytes, offset + done, piece, length, part);
            length += part;
            done += part;
            if (length == PIECE) {
                flush();
            }
        }
    }

    @Override
    public void flush() throws IOException {
        if (length == 0) {
            return;
        }
        try {
            answers.send(message.apply(ByteString.copyFrom(piece, 0, length)));
            length = 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted while the caller does not read").initCause(e);
        }
    }
}
