package io.jdock.daemon.image.grpc;

import com.google.protobuf.ByteString;
import io.grpc.Channel;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import io.jdock.api.grpc.GrpcErrors;
import io.jdock.api.supervisor.v1.LoadRequest;
import io.jdock.api.supervisor.v1.RegistryGrpc;
import io.jdock.api.supervisor.v1.SaveRequest;
import io.jdock.api.supervisor.v1.SaveResponse;
import io.jdock.api.supervisor.v1.TransferProgress;
import io.jdock.concurrent.Threads;
import io.jdock.daemon.image.TransferStep;
import io.jdock.daemon.image.Transfers;
import io.jdock.errdefs.DataLossException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** {@link Transfers} by the supervisor's Registry service. */
public final class GrpcTransfers implements Transfers {

    private static final int PIECE = 256 << 10;

    private final RegistryGrpc.RegistryBlockingV2Stub registry;

    public GrpcTransfers(Channel channel) {
        this.registry = RegistryGrpc.newBlockingV2Stub(channel);
    }

    @Override
    public Transfer pull(PullRequest request) {
        var message = io.jdock.api.supervisor.v1.PullRequest.newBuilder()
                .setReference(request.reference())
                .setPlatform(request.platform())
                .addAllMirrors(request.mirrors())
                .addAllInsecureRegistries(request.insecureRegistries());
        request.credentials().ifPresent(credentials -> message.setCredentials(CredentialsMessage.of(credentials)));
        return new Call(registry.pull(message.build()));
    }

    @Override
    public Transfer load(InputStream archive) {
        BlockingClientCall<LoadRequest, TransferProgress> call = registry.load();
        Threads.startVirtual("image-load", () -> send(archive, call));
        return new Call(call);
    }

    @Override
    public Archive save(List<SavedImage> images) {
        SaveRequest.Builder request = SaveRequest.newBuilder();
        for (SavedImage image : images) {
            request.addImages(
                    SaveRequest.Image.newBuilder().setRecord(image.record()).addAllReferences(image.references()));
        }
        return new Pieces(registry.save(request.build()));
    }

    /** The call's reader learns of the failure by the call's end. */
    private static void send(InputStream archive, BlockingClientCall<LoadRequest, TransferProgress> call) {
        try {
            byte[] piece = new byte[PIECE];
            for (int count = archive.read(piece); count >= 0; count = archive.read(piece)) {
                call.write(LoadRequest.newBuilder()
                        .setData(ByteString.copyFrom(piece, 0, count))
                        .build());
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

    private record Call(BlockingClientCall<?, TransferProgress> call) implements Transfer {

        @Override
        public Optional<TransferStep> next() throws InterruptedException {
            try {
                TransferProgress progress = call.read();
                return progress == null ? Optional.empty() : Optional.of(step(progress));
            } catch (StatusException e) {
                throw GrpcErrors.fromException(e);
            }
        }

        @Override
        public void close() {
            call.cancel("the client has left", null);
        }
    }

    private record Pieces(BlockingClientCall<?, SaveResponse> call) implements Archive {

        @Override
        public Optional<byte[]> next() throws InterruptedException {
            try {
                SaveResponse piece = call.read();
                return Optional.ofNullable(piece).map(it -> it.getData().toByteArray());
            } catch (StatusException e) {
                throw GrpcErrors.fromException(e);
            }
        }

        @Override
        public void close() {
            call.cancel("the client has left", null);
        }
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
