package io.jdock.supervisor.grpc;

import com.google.protobuf.ByteString;
import io.grpc.stub.StreamObserver;
import io.jdock.api.supervisor.v1.CheckCredentialsRequest;
import io.jdock.api.supervisor.v1.CheckCredentialsResponse;
import io.jdock.api.supervisor.v1.ImagesVersionRequest;
import io.jdock.api.supervisor.v1.ImagesVersionResponse;
import io.jdock.api.supervisor.v1.ListTagsResponse;
import io.jdock.api.supervisor.v1.LoadRequest;
import io.jdock.api.supervisor.v1.PullRequest;
import io.jdock.api.supervisor.v1.PushRequest;
import io.jdock.api.supervisor.v1.PutIndexRequest;
import io.jdock.api.supervisor.v1.PutIndexResponse;
import io.jdock.api.supervisor.v1.RegistryGrpc;
import io.jdock.api.supervisor.v1.ResolveRequest;
import io.jdock.api.supervisor.v1.ResolveResponse;
import io.jdock.api.supervisor.v1.SaveRequest;
import io.jdock.api.supervisor.v1.SaveResponse;
import io.jdock.api.supervisor.v1.SearchRequest;
import io.jdock.api.supervisor.v1.SearchResponse;
import io.jdock.api.supervisor.v1.TransferProgress;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.oci.image.ImageReference;
import io.jdock.oci.image.Platform;
import io.jdock.supervisor.images.GarbageCollector;
import io.jdock.supervisor.images.Images;
import io.jdock.supervisor.images.IndexPush;
import io.jdock.supervisor.images.Loader;
import io.jdock.supervisor.images.PullOrder;
import io.jdock.supervisor.images.Puller;
import io.jdock.supervisor.images.PushOrder;
import io.jdock.supervisor.images.Pusher;
import io.jdock.supervisor.images.RemoteImage;
import io.jdock.supervisor.images.SaveOrder;
import io.jdock.supervisor.images.Saver;
import io.jdock.supervisor.images.TransferEvent;
import io.jdock.supervisor.registry.Credentials;
import io.jdock.supervisor.registry.RegistryLogin;
import io.jdock.supervisor.registry.RegistryPolicy;
import io.jdock.supervisor.registry.RegistrySearch;
import io.jdock.supervisor.registry.RegistryTags;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Everything with registries and archives over gRPC. A client that goes away ends what it asked for. */
public final class RegistryService extends RegistryGrpc.RegistryImplBase {

    private final Images images;
    private final Puller puller;
    private final Loader loader;
    private final Pusher pusher;
    private final Saver saver;
    private final GarbageCollector garbage;

    public RegistryService(
            Images images, Puller puller, Loader loader, Pusher pusher, Saver saver, GarbageCollector garbage) {
        this.images = images;
        this.puller = puller;
        this.loader = loader;
        this.pusher = pusher;
        this.saver = saver;
        this.garbage = garbage;
    }

    @Override
    public void imagesVersion(ImagesVersionRequest request, StreamObserver<ImagesVersionResponse> caller) {
        Reply.send(
                caller,
                ImagesVersionResponse.newBuilder().setVersion(images.version()).build());
    }

    @Override
    public void pull(PullRequest request, StreamObserver<TransferProgress> caller) {
        PullOrder order = order(request);
        run("pull " + order.reference(), caller, listener -> puller.pull(order, listener));
    }

    @Override
    public StreamObserver<LoadRequest> load(StreamObserver<TransferProgress> caller) {
        String namespace = CallNamespace.required();
        return RequestStream.start("load", caller, RequestStream.PIECES_AHEAD, (requests, answers) -> {
            LoadRequest first = requests.next()
                    .orElseThrow(() -> new InvalidArgumentException("load: the first message says what to load"));
            InputStream archive = new SequenceInputStream(
                    first.getData().newInput(), new MessageBytes<>(requests, LoadRequest::getData));
            List<Platform> platforms = platforms(first.getPlatformsList());
            TransferCall.run(
                    "load", answers, garbage, listener -> loader.load(namespace, archive, platforms, listener));
        });
    }

    @Override
    public void save(SaveRequest request, StreamObserver<SaveResponse> caller) {
        String namespace = CallNamespace.required();
        List<SaveOrder> orders = request.getImagesList().stream()
                .map(image -> new SaveOrder(
                        image.getRecord(),
                        image.getReferencesList().stream()
                                .map(ImageReference::parse)
                                .toList(),
                        platforms(image.getPlatformsList())))
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

    @Override
    public void push(PushRequest request, StreamObserver<TransferProgress> caller) {
        PushOrder order = new PushOrder(
                CallNamespace.required(),
                ImageReference.parse(request.getReference()).withDefaultTag(),
                platform(request.getPlatform()),
                credentials(request.getCredentials()),
                RegistryPolicy.of(List.of(), request.getInsecureRegistriesList())
                        .through(request.getProxiesMap()),
                orUsual(request.getMaxConcurrentUploads(), PushOrder.USUAL_PARALLEL));
        run("push " + order.reference(), caller, listener -> pusher.push(order, listener));
    }

    @Override
    public void checkCredentials(CheckCredentialsRequest request, StreamObserver<CheckCredentialsResponse> caller) {
        String domain = domain(request.getRegistry());
        RegistryLogin login = new RegistryLogin(
                domain,
                RegistryPolicy.of(List.of(), request.getInsecureRegistriesList())
                        .through(request.getProxiesMap()),
                credentials(request.getCredentials()));
        answer(
                "log in to " + domain,
                caller,
                () -> CheckCredentialsResponse.newBuilder()
                        .setIdentityToken(login.check())
                        .build());
    }

    @Override
    public void resolve(ResolveRequest request, StreamObserver<ResolveResponse> caller) {
        ImageReference reference = ImageReference.parse(request.getReference()).withDefaultTag();
        RegistryPolicy policy = RegistryPolicy.of(request.getMirrorsList(), request.getInsecureRegistriesList())
                .through(request.getProxiesMap());
        Credentials credentials = credentials(request.getCredentials());
        answer(
                "resolve " + reference,
                caller,
                () -> ImageMessages.message(
                        RemoteImage.find(reference, policy, credentials), request.getWithDocument()));
    }

    @Override
    public void listTags(ResolveRequest request, StreamObserver<ListTagsResponse> caller) {
        ImageReference repository = ImageReference.parse(request.getReference());
        RegistryPolicy policy = RegistryPolicy.of(request.getMirrorsList(), request.getInsecureRegistriesList())
                .through(request.getProxiesMap());
        RegistryTags tags = new RegistryTags(repository, policy, credentials(request.getCredentials()));
        answer(
                "list tags of " + repository,
                caller,
                () -> ListTagsResponse.newBuilder().addAllTags(tags.list()).build());
    }

    @Override
    public void putIndex(PutIndexRequest request, StreamObserver<PutIndexResponse> caller) {
        ImageReference reference = ImageReference.parse(request.getReference()).withDefaultTag();
        IndexPush push = new IndexPush(
                reference,
                request.getDocument().toByteArray(),
                request.getSourcesList().stream().map(ImageReference::parse).toList(),
                RegistryPolicy.of(List.of(), request.getInsecureRegistriesList())
                        .through(request.getProxiesMap()),
                credentials(request.getCredentials()));
        answer(
                "push " + reference,
                caller,
                () -> PutIndexResponse.newBuilder()
                        .setDigest(push.run().toString())
                        .build());
    }

    @Override
    public void search(SearchRequest request, StreamObserver<SearchResponse> caller) {
        String domain = domain(request.getRegistry());
        RegistrySearch search = new RegistrySearch(
                domain,
                RegistryPolicy.of(List.of(), request.getInsecureRegistriesList())
                        .through(request.getProxiesMap()),
                credentials(request.getCredentials()));
        answer(
                "search " + domain,
                caller,
                () -> ImageMessages.message(search.find(request.getTerm(), request.getLimit())));
    }

    /** A reference's rules on hosts keep everything else out of the URL. */
    private static String domain(String registry) {
        return new ImageReference(registry, "login", null, null).domain();
    }

    /** Asks a registry for the one answer of a call. */
    private static <T> void answer(String name, StreamObserver<T> caller, Supplier<T> question) {
        ResponseStream.start(name, caller, answers -> {
            answers.onCancel(Thread.currentThread()::interrupt);
            answers.send(question.get());
        });
    }

    private void run(String name, StreamObserver<TransferProgress> caller, Consumer<TransferEvent.Listener> transfer) {
        ResponseStream.start(name, caller, answers -> TransferCall.run(name, answers, garbage, transfer));
    }

    private static PullOrder order(PullRequest request) {
        RegistryPolicy policy = RegistryPolicy.of(request.getMirrorsList(), request.getInsecureRegistriesList())
                .through(request.getProxiesMap());
        return new PullOrder(
                CallNamespace.required(),
                ImageReference.parse(request.getReference()).withDefaultTag(),
                platform(request.getPlatform()),
                credentials(request.getCredentials()),
                policy.trying(orUsual(request.getMaxDownloadAttempts(), policy.attempts())),
                orUsual(request.getMaxConcurrentDownloads(), PullOrder.USUAL_PARALLEL));
    }

    /** What a client says; nothing is 0, and more than anybody means is as good as the most there can be. */
    private static int orUsual(int said, int usual) {
        return said == 0 ? usual : said < 0 ? Integer.MAX_VALUE : said;
    }

    private static List<Platform> platforms(List<String> texts) {
        return texts.stream().map(Platform::parse).toList();
    }

    private static Optional<Platform> platform(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(Platform.parse(text));
    }

    private static Credentials credentials(io.jdock.api.supervisor.v1.Credentials message) {
        return new Credentials(
                message.getUsername(), message.getPassword(), message.getIdentityToken(), message.getRegistryToken());
    }
}
