package io.jdock.daemon.image.grpc;

import com.google.protobuf.ByteString;
import io.grpc.stub.BlockingClientCall;
import io.jdock.daemon.image.Transfers;
import java.util.Optional;
import java.util.function.Function;

/** An archive that the supervisor makes. @param data what of an answer is the archive's */
record Pieces<M>(Answers<M> answers, Function<M, ByteString> data) implements Transfers.Archive {

    static <M> Pieces<M> of(BlockingClientCall<?, M> call, Function<M, ByteString> data) {
        return new Pieces<>(new Answers<>(call), data);
    }

    @Override
    public Optional<byte[]> next() throws InterruptedException {
        return answers.next().map(data).map(ByteString::toByteArray);
    }

    @Override
    public void close() {
        answers.cancel();
    }
}
