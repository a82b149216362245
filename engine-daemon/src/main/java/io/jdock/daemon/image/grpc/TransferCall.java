package io.jdock.daemon.image.grpc;

import io.grpc.stub.BlockingClientCall;
import io.jdock.api.supervisor.v1.TransferProgress;
import io.jdock.daemon.image.TransferStep;
import io.jdock.daemon.image.Transfers;
import io.jdock.errdefs.DataLossException;
import java.util.Optional;

/** A transfer of the supervisor's that goes on. */
record TransferCall(Answers<TransferProgress> answers) implements Transfers.Transfer {

    TransferCall(BlockingClientCall<?, TransferProgress> call) {
        this(new Answers<>(call));
    }

    @Override
    public Optional<TransferStep> next() throws InterruptedException {
        return answers.next().map(TransferCall::step);
    }

    @Override
    public void close() {
        answers.cancel();
    }

    private static TransferStep step(TransferProgress progress) {
        return switch (progress.getStatus()) {
            case STATUS_RESOLVED -> new TransferStep.Resolved(progress.getDigest());
            case STATUS_LAYER_WAITING -> layer(TransferStep.Stage.WAITING, progress);
            case STATUS_LAYER_EXISTS -> layer(TransferStep.Stage.EXISTS, progress);
            case STATUS_LAYER_DOWNLOADING -> layer(TransferStep.Stage.DOWNLOADING, progress);
            case STATUS_LAYER_VERIFYING -> layer(TransferStep.Stage.VERIFYING, progress);
            case STATUS_LAYER_DOWNLOADED -> layer(TransferStep.Stage.DOWNLOADED, progress);
            case STATUS_LAYER_EXTRACTING -> layer(TransferStep.Stage.EXTRACTING, progress);
            case STATUS_LAYER_COMPLETE -> layer(TransferStep.Stage.COMPLETE, progress);
            case STATUS_IMAGE_COMPLETE ->
                new TransferStep.Recorded(
                        progress.getReference(), progress.getDigest(), progress.getImageId(), progress.getUnchanged());
            case STATUS_UPLOAD_PREPARING,
                    STATUS_UPLOAD_WAITING,
                    STATUS_UPLOAD_EXISTS,
                    STATUS_UPLOAD_MOUNTED,
                    STATUS_UPLOAD_RUNNING,
                    STATUS_UPLOAD_COMPLETE,
                    STATUS_IMAGE_PUSHED,
                    STATUS_UNSPECIFIED,
                    UNRECOGNIZED ->
                throw new DataLossException("the supervisor reports progress %d, which this daemon does not know"
                        .formatted(progress.getStatusValue()));
        };
    }

    private static TransferStep layer(TransferStep.Stage stage, TransferProgress progress) {
        return new TransferStep.Layer(stage, progress.getDigest(), progress.getCurrent(), progress.getTotal());
    }
}
