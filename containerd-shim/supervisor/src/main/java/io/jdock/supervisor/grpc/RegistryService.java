package io.jdock.supervisor.grpc;

import io.grpc.stub.StreamObserver;
import io.jdock.api.supervisor.v1.PullRequest;
import io.jdock.api.supervisor.v1.RegistryGrpc;
import io.jdock.api.supervisor.v1.TransferProgress;
import io.jdock.oci.image.ImageReference;
import io.jdock.oci.image.Platform;
import io.jdock.supervisor.images.GarbageCollector;
import io.jdock.supervisor.images.PullOrder;
import io.jdock.supervisor.images.Puller;
import io.jdock.supervisor.images.TransferEvent;
import io.jdock.supervisor.registry.Credentials;
import io.jdock.supervisor.registry.RegistryPolicy;
import java.util.Optional;

/** Pulling and loading over gRPC. A client that goes away ends its transfer. */
public final class RegistryService extends RegistryGrpc.RegistryImplBase {

    private final Puller puller;
    private final GarbageCollector garbage;

    public RegistryService(Puller puller, GarbageCollector garbage) {
        this.puller = puller;
        this.garbage = garbage;
    }

    @Override
    public void pull(PullRequest request, StreamObserver<TransferProgress> caller) {
        PullOrder order = order(request);
        ResponseStream.start("pull", caller, answers -> {
            TransferFeed feed = new TransferFeed();
            Thread transfer = feed.run("pull " + order.reference(), listener -> pull(order, listener));
            answers.onCancel(transfer::interrupt);
            forward(feed, answers);
        });
    }

    private void pull(PullOrder order, TransferEvent.Listener listener) {
        try {
            puller.pull(order, listener);
        } catch (RuntimeException e) {
            // What has arrived belongs to no image.
            garbage.schedule();
            throw e;
        }
    }

    private static void forward(TransferFeed feed, ResponseStream<TransferProgress> answers)
            throws InterruptedException {
        Optional<TransferEvent> event = feed.take();
        while (event.isPresent()) {
            answers.send(TransferMessages.message(event.get()));
            event = feed.take();
        }
    }

    private static PullOrder order(PullRequest request) {
        var credentials = request.getCredentials();
        return new PullOrder(
                CallNamespace.required(),
                ImageReference.parse(request.getReference()).withDefaultTag(),
                request.getPlatform().isEmpty() ? Optional.empty() : Optional.of(Platform.parse(request.getPlatform())),
                new Credentials(
                        credentials.getUsername(),
                        credentials.getPassword(),
                        credentials.getIdentityToken(),
                        credentials.getRegistryToken()),
                RegistryPolicy.of(request.getMirrorsList(), request.getInsecureRegistriesList()));
    }
}
