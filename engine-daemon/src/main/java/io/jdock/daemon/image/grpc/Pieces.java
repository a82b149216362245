package io.jdock.daemon.image.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.grpc.stub.BlockingClientCall;
import io.jdock.daemon.image.Transfers;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.function.Function;

/** An archive that the supervisor makes. @param data what of an answer is the archive's */
record Pieces<M>(Answers<M> answers, Function<M, ByteString> data) implements Transfers.Archive {

    static <M> Pieces<M> of(BlockingClientCall<?, M> call, Function<M, ByteString> data) {
        return new Pieces<>(new Answers<>(call), data);
    }

    @Override
    public Optional<Transfers.Piece> next() throws InterruptedException {
        return answers.next().map(data).map(bytes -> out -> write(bytes, out));
    }

    /** A byte string would copy itself first, lest the stream changes it. */
    private static void write(ByteString bytes, OutputStream out) throws IOException {
        UnsafeByteOperations.unsafeWriteTo(bytes, new StreamOutput(out));
    }

    @Override
    public void close() {
        answers.cancel();
    }
}
