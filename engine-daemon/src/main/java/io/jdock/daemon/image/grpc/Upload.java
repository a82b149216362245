package io.jdock.daemon.image.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Function;

/** Sends an archive to the supervisor in pieces. Whoever reads the call learns of a failure by the call's end. */
final class Upload {

    /** Small enough to die young: what outlives a collection of the small new generation costs a full one later. */
    private static final int PIECE = 64 << 10;

    private Upload() {}

    /** Sends pieces and closes the call's own side. @param first sent before the pieces */
    static <Q> void send(Q first, InputStream archive, BlockingClientCall<Q, ?> call, Function<ByteString, Q> message) {
        guarded(call, () -> {
            pieces(first, archive, call, message);
            call.halfClose();
        });
    }

    /** Sends pieces and leaves the call's own side open. @param last sent after the pieces */
    static <Q> void keepOpen(
            Q first, InputStream archive, BlockingClientCall<Q, ?> call, Function<ByteString, Q> message, Q last) {
        guarded(call, () -> {
            pieces(first, archive, call, message);
            call.write(last);
        });
    }

    @FunctionalInterface
    private interface Sending {
        void run() throws IOException, StatusException, InterruptedException;
    }

    private static void guarded(BlockingClientCall<?, ?> call, Sending sending) {
        try {
            sending.run();
        } catch (IOException e) {
            call.cancel("the archive cannot be read: " + e.getMessage(), e);
        } catch (StatusException e) {
            call.cancel("the archive is no longer taken", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            call.cancel("interrupted", e);
        }
    }

    private static <Q> void pieces(
            Q first, InputStream archive, BlockingClientCall<Q, ?> call, Function<ByteString, Q> message)
            throws IOException, StatusException, InterruptedException {
        call.write(first);
        // Each message keeps its array: gRPC may still be sending it.
        byte[] piece = new byte[PIECE];
        for (int count = fill(piece, archive); count > 0; count = fill(piece, archive)) {
            call.write(message.apply(UnsafeByteOperations.unsafeWrap(piece, 0, count)));
            piece = new byte[PIECE];
        }
    }

    /** Whole pieces: what a socket brings at once is small, and a message costs much more than its bytes. */
    private static int fill(byte[] piece, InputStream archive) throws IOException {
        return archive.readNBytes(piece, 0, piece.length);
    }
}
