package io.jdock.supervisor.grpc;

import com.google.protobuf.ByteString;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.jdock.api.supervisor.v1.LoadRequest;
import io.jdock.api.supervisor.v1.PullRequest;
import io.jdock.api.supervisor.v1.RegistryGrpc;
import io.jdock.api.supervisor.v1.SaveRequest;
import io.jdock.api.supervisor.v1.SaveResponse;
import io.jdock.api.supervisor.v1.TransferProgress;
import io.jdock.oci.image.ImageReference;
import io.jdock.oci.image.Platform;
import io.jdock.supervisor.images.GarbageCollector;
import io.jdock.supervisor.images.Loader;
import io.jdock.supervisor.images.PullOrder;
import io.jdock.supervisor.images.Puller;
import io.jdock.supervisor.images.SaveOrder;
import io.jdock.supervisor.images.Saver;
import io.jdock.supervisor.images.TransferEvent;
import io.jdock.supervisor.registry.Credentials;
import io.jdock.supervisor.registry.RegistryPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Pulling, loading and saving over gRPC. A client that goes away ends its transfer. */
public final class RegistryService extends RegistryGrpc.RegistryImplBase {

    private final Puller puller;
    private final Loader loader;
    private final Saver saver;
    private final GarbageCollector garbage;

    public RegistryService(Puller puller, Loader loader, Saver saver, GarbageCollector garbage) {
        this.puller = puller;
        this.loader = loader;
        this.saver = saver;
        this.garbage = garbage;
    }

    @Override
    public void pull(PullRequest request, StreamObserver<TransferProgress> caller) {
        PullOrder order = order(request);
        run("pull " + order.reference(), caller, listener -> puller.pull(order, listener));
    }

    @Override
    public StreamObserver<LoadRequest> load(StreamObserver<TransferProgress> caller) {
        String namespace = CallNamespace.required();
        var archive = new RequestBytes<>((ServerCallStreamObserver<?>) caller, LoadRequest::getData);
        run("load", caller, listener -> loader.load(namespace, archive, listener));
        return archive;
    }

    @Override
    public void save(SaveRequest request, StreamObserver<SaveResponse> caller) {
        String namespace = CallNamespace.required();
        List<SaveOrder> orders = request.getImagesList().stream()
                .map(image -> new SaveOrder(
                        image.getRecord(),
                        image.getReferencesList().stream()
                                .map(ImageReference::parse)
                                .toList()))
                .toList();
        ResponseStream.start("save images", caller, answers -> {
            try {
                saver.save(namespace, orders, new PieceStream<>(answers, RegistryService::piece));
            } catch (IOException e) {
                throw new UncheckedIOException("save images", e);
            }
        });
    }

    private static SaveResponse piece(ByteString data) {
        return SaveResponse.newBuilder().setData(data).build();
    }

    private void run(String name, StreamObserver<TransferProgress> caller, Consumer<TransferEvent.Listener> transfer) {
        ResponseStream.start(name, caller, answers -> {
            TransferFeed feed = new TransferFeed();
            Thread thread = feed.run(name, listener -> runAndTidy(transfer, listener));
            answers.onCancel(thread::interrupt);
            forward(feed, answers);
        });
    }

    private void runAndTidy(Consumer<TransferEvent.Listener> transfer, TransferEvent.Listener listener) {
        try {
            transfer.accept(listener);
        } finally {
            // What arrived for nothing, or belonged to no image of an archive.
            garbage.schedule();
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
