package io.jdock.daemon.image.grpc;

import io.grpc.Channel;
import io.grpc.stub.BlockingClientCall;
import io.jdock.api.supervisor.v1.LoadRequest;
import io.jdock.api.supervisor.v1.RegistryGrpc;
import io.jdock.api.supervisor.v1.SaveRequest;
import io.jdock.api.supervisor.v1.SaveResponse;
import io.jdock.api.supervisor.v1.TransferProgress;
import io.jdock.concurrent.Threads;
import io.jdock.daemon.image.Transfers;
import java.io.InputStream;
import java.util.List;

/** {@link Transfers} by the supervisor's Registry service. */
public final class GrpcTransfers implements Transfers {

    private final RegistryGrpc.RegistryBlockingV2Stub registry;

    public GrpcTransfers(Channel channel) {
        this.registry = RegistryGrpc.newBlockingV2Stub(channel);
    }

    @Override
    public Transfer pull(PullRequest request) {
        var message = io.jdock.api.supervisor.v1.PullRequest.newBuilder()
                .setReference(request.reference())
                .setPlatform(request.platform())
                .addAllMirrors(request.registries().mirrors())
                .addAllInsecureRegistries(request.registries().insecure())
                .putAllProxies(request.registries().proxies())
                .setMaxConcurrentDownloads(request.registries().limits().downloads())
                .setMaxDownloadAttempts(request.registries().limits().attempts());
        request.credentials().ifPresent(credentials -> message.setCredentials(CredentialsMessage.of(credentials)));
        return new TransferCall(registry.pull(message.build()));
    }

    @Override
    public Transfer load(InputStream archive, List<String> platforms) {
        BlockingClientCall<LoadRequest, TransferProgress> call = registry.load();
        LoadRequest first = LoadRequest.newBuilder().addAllPlatforms(platforms).build();
        Threads.startVirtual(
                "image-load",
                () -> Upload.send(
                        first,
                        archive,
                        call,
                        data -> LoadRequest.newBuilder().setData(data).build()));
        return new TransferCall(call);
    }

    @Override
    public Archive save(List<SavedImage> images) {
        SaveRequest.Builder request = SaveRequest.newBuilder();
        for (SavedImage image : images) {
            request.addImages(SaveRequest.Image.newBuilder()
                    .setRecord(image.record())
                    .addAllReferences(image.references())
                    .addAllPlatforms(image.platforms()));
        }
        return Pieces.of(registry.save(request.build()), SaveResponse::getData);
    }
}
