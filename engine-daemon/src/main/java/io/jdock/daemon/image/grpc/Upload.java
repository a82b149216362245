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

    /** @param first sent before the pieces */
    static <Q> void send(Q first, InputStream archive, BlockingClientCall<Q, ?> call, Function<ByteString, Q> message) {
        try {
            call.write(first);
            // Each message keeps its array: gRPC may still be sending it.
            byte[] piece = new byte[PIECE];
            for (int count = fill(piece, archive); count > 0; count = fill(piece, archive)) {
                call.write(message.apply(UnsafeByteOperations.unsafeWrap(piece, 0, count)));
                piece = new byte[PIECE];
            }
            call.halfClose();
        } catch (IOException e) {
            call.cancel("the archive cannot be read: " + e.getMessage(), e);
        } catch (StatusException e) {
            call.cancel("the archive is no longer taken", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            call.cancel("interrupted", e);
        }
    }

    /** Whole pieces: what a socket brings at once is small, and a message costs much more than its bytes. */
    private static int fill(byte[] piece, InputStream archive) throws IOException {
        return archive.readNBytes(piece, 0, piece.length);
    }
}
