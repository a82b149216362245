package io.jdock.supervisor.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.function.Function;

/** A stream of bytes as messages of up to 64 KiB; a caller that does not read holds the writer back. For one thread. */
final class PieceStream<T> extends OutputStream {

    /** Small enough to die young: what outlives a collection of the small new generation costs a full one later. */
    private static final int PIECE = 64 << 10;

    private final ResponseStream<T> answers;
    private final Function<ByteString, T> message;
    private byte[] piece = new byte[PIECE];
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
            ByteString data = UnsafeByteOperations.unsafeWrap(piece, 0, length);
            // The message keeps the array: gRPC may still be sending it.
            piece = new byte[PIECE];
            length = 0;
            answers.send(message.apply(data));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted while the caller does not read").initCause(e);
        }
    }
}
