package io.jdock.daemon.image.grpc;

import com.google.protobuf.ByteString;
import io.grpc.Channel;
import io.grpc.stub.BlockingClientCall;
import io.jdock.api.supervisor.v1.CommitRequest;
import io.jdock.api.supervisor.v1.ComposerGrpc;
import io.jdock.api.supervisor.v1.ConfigureRequest;
import io.jdock.api.supervisor.v1.CopyRequest;
import io.jdock.api.supervisor.v1.ExportRequest;
import io.jdock.api.supervisor.v1.ExportResponse;
import io.jdock.api.supervisor.v1.ImportRequest;
import io.jdock.api.supervisor.v1.TransferProgress;
import io.jdock.concurrent.Threads;
import io.jdock.daemon.image.Composer;
import io.jdock.daemon.image.RegistryOptions;
import io.jdock.daemon.image.Transfers;
import io.jdock.daemon.image.Trees;
import io.jdock.oci.image.Documents;
import java.io.InputStream;
import java.util.function.Supplier;

/** {@link Composer} by the supervisor's Composer service. */
public final class GrpcComposer implements Composer {

    private final ComposerGrpc.ComposerBlockingV2Stub composer;
    private final Supplier<RegistryOptions> options;

    public GrpcComposer(Channel channel, Supplier<RegistryOptions> options) {
        this.options = options;
        this.composer = ComposerGrpc.newBlockingV2Stub(channel);
    }

    @Override
    public Transfers.Transfer configure(NewImage image) {
        return new TransferCall(composer.configure(
                ConfigureRequest.newBuilder().setImage(message(image)).build()));
    }

    @Override
    public Transfers.Transfer copy(NewImage image, Trees.Copy copy) {
        CopyRequest.Builder request = CopyRequest.newBuilder()
                .setImage(message(image))
                .addAllFiles(TreeMessages.files(copy.files()))
                .setDestination(copy.destination())
                .setOwner(copy.owner());
        copy.mode().ifPresent(request::setMode);
        return new TransferCall(composer.copy(request.build()));
    }

    @Override
    public Transfers.Transfer commit(NewImage image, String containerId) {
        return new TransferCall(composer.commit(CommitRequest.newBuilder()
                .setImage(message(image))
                .setSnapshot(containerId)
                .build()));
    }

    @Override
    public Transfers.Transfer importFiles(NewImage image, InputStream archive) {
        BlockingClientCall<ImportRequest, TransferProgress> call = composer.import_();
        ImportRequest first =
                ImportRequest.newBuilder().setImage(message(image)).build();
        Threads.startVirtual(
                "image-import",
                () -> Upload.send(
                        first,
                        archive,
                        call,
                        data -> ImportRequest.newBuilder().setData(data).build()));
        return new TransferCall(call);
    }

    @Override
    public Transfers.Transfer importFiles(NewImage image, String url) {
        BlockingClientCall<ImportRequest, TransferProgress> call = composer.import_();
        ImportRequest only = ImportRequest.newBuilder()
                .setImage(message(image))
                .setUrl(url)
                .putAllProxies(options.get().proxies())
                .build();
        InputStream nothing = InputStream.nullInputStream();
        Threads.startVirtual("image-import", () -> Upload.send(only, nothing, call, _ -> only));
        return new TransferCall(call);
    }

    @Override
    public Transfers.Archive export(String containerId) {
        ExportRequest request =
                ExportRequest.newBuilder().setSnapshot(containerId).build();
        return Pieces.of(composer.export(request), ExportResponse::getData);
    }

    private static io.jdock.api.supervisor.v1.NewImage message(NewImage image) {
        return io.jdock.api.supervisor.v1.NewImage.newBuilder()
                .setBaseId(image.base().orElse(""))
                .setConfig(ByteString.copyFrom(Documents.write(image.config())))
                .setReference(image.reference())
                .setBuildKey(image.buildKey())
                .build();
    }
}
