package io.jdock.daemon.image.grpc;

import com.google.protobuf.ByteString;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Function;

/** Sends an archive to the supervisor in pieces. Whoever reads the call learns of a failure by the call's end. */
final class Upload {

    private static final int PIECE = 256 << 10;

    private Upload() {}

    /** @param first sent before the pieces */
    static <Q> void send(Q first, InputStream archive, BlockingClientCall<Q, ?> call, Function<ByteString, Q> message) {
        try {
            call.write(first);
            byte[] piece = new byte[PIECE];
            for (int count = archive.read(piece); count >= 0; count = archive.read(piece)) {
                call.write(message.apply(ByteString.copyFrom(piece, 0, count)));
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
}
