package io.jdock.daemon.image.grpc;

import com.google.protobuf.ByteString;
import io.grpc.Channel;
import io.grpc.StatusException;
import io.jdock.api.grpc.GrpcErrors;
import io.jdock.api.supervisor.v1.CheckCredentialsRequest;
import io.jdock.api.supervisor.v1.ImageDocument;
import io.jdock.api.supervisor.v1.PutIndexRequest;
import io.jdock.api.supervisor.v1.RegistryGrpc;
import io.jdock.api.supervisor.v1.ResolveRequest;
import io.jdock.api.supervisor.v1.ResolveResponse;
import io.jdock.api.supervisor.v1.SearchRequest;
import io.jdock.api.supervisor.v1.TransferProgress;
import io.jdock.daemon.image.Credentials;
import io.jdock.daemon.image.PushStep;
import io.jdock.daemon.image.PushStep.Stage;
import io.jdock.daemon.image.Registries;
import io.jdock.daemon.image.RegistryOptions;
import io.jdock.errdefs.DataLossException;
import io.jdock.oci.image.Descriptor;
import io.jdock.oci.image.Digest;
import io.jdock.oci.image.ImageReference;
import io.jdock.oci.image.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** {@link Registries} by the supervisor's Registry service. */
public final class GrpcRegistries implements Registries {

    private final RegistryGrpc.RegistryBlockingV2Stub registry;
    private final Supplier<RegistryOptions> options;

    public GrpcRegistries(Channel channel, Supplier<RegistryOptions> options) {
        this.registry = RegistryGrpc.newBlockingV2Stub(channel);
        this.options = options;
    }

    @Override
    public Push push(ImageReference reference, String platform, Optional<Credentials> credentials) {
        var request = io.jdock.api.supervisor.v1.PushRequest.newBuilder()
                .setReference(reference.toString())
                .setPlatform(platform)
                .addAllInsecureRegistries(options.get().insecure())
                .putAllProxies(options.get().proxies())
                .setMaxConcurrentUploads(options.get().limits().uploads());
        credentials.ifPresent(known -> request.setCredentials(CredentialsMessage.of(known)));
        return new Call(new Answers<>(registry.push(request.build())));
    }

    @Override
    public String logIn(String host, Credentials credentials) {
        CheckCredentialsRequest request = CheckCredentialsRequest.newBuilder()
                .setRegistry(host)
                .setCredentials(CredentialsMessage.of(credentials))
                .addAllInsecureRegistries(options.get().insecure())
                .putAllProxies(options.get().proxies())
                .build();
        try {
            return registry.checkCredentials(request).getIdentityToken();
        } catch (StatusException e) {
            throw GrpcErrors.fromException(e);
        }
    }

    @Override
    public Remote find(ImageReference reference, Optional<Credentials> credentials) {
        return remote(resolve(reference, false, false, credentials));
    }

    @Override
    public Document document(ImageReference reference, boolean insecure, Optional<Credentials> credentials) {
        ResolveResponse found = resolve(reference, true, insecure, credentials);
        return new Document(remote(found), found.getDocument().toByteArray());
    }

    @Override
    public List<String> tags(ImageReference repository, Optional<Credentials> credentials) {
        try {
            return registry.listTags(question(repository, false, false, credentials))
                    .getTagsList();
        } catch (StatusException e) {
            throw GrpcErrors.fromException(e);
        }
    }

    private ResolveResponse resolve(
            ImageReference reference, boolean withDocument, boolean insecure, Optional<Credentials> credentials) {
        try {
            return registry.resolve(question(reference, withDocument, insecure, credentials));
        } catch (StatusException e) {
            throw GrpcErrors.fromException(e);
        }
    }

    private ResolveRequest question(
            ImageReference reference, boolean withDocument, boolean insecure, Optional<Credentials> credentials) {
        ResolveRequest.Builder request = ResolveRequest.newBuilder()
                .setReference(reference.toString())
                .addAllMirrors(options.get().mirrors())
                .addAllInsecureRegistries(insecure(reference, insecure))
                .putAllProxies(options.get().proxies())
                .setWithDocument(withDocument);
        credentials.ifPresent(known -> request.setCredentials(CredentialsMessage.of(known)));
        return request.build();
    }

    private List<String> insecure(ImageReference reference, boolean also) {
        List<String> hosts = new ArrayList<>(options.get().insecure());
        if (also) {
            hosts.add(reference.domain());
        }
        return hosts;
    }

    private static Remote remote(ResolveResponse found) {
        return new Remote(
                descriptor(found.getTarget()),
                found.getPlatformsList().stream()
                        .map(it -> new Platform(it.getArchitecture(), it.getOs(), it.getVariant(), it.getOsVersion()))
                        .toList());
    }

    @Override
    public String putIndex(
            ImageReference reference,
            byte[] index,
            List<ImageReference> sources,
            boolean insecure,
            Optional<Credentials> credentials) {
        PutIndexRequest.Builder request = PutIndexRequest.newBuilder()
                .setReference(reference.toString())
                .setDocument(ByteString.copyFrom(index))
                .addAllSources(sources.stream().map(ImageReference::toString).toList())
                .addAllInsecureRegistries(insecure(reference, insecure))
                .putAllProxies(options.get().proxies());
        credentials.ifPresent(known -> request.setCredentials(CredentialsMessage.of(known)));
        try {
            return registry.putIndex(request.build()).getDigest();
        } catch (StatusException e) {
            throw GrpcErrors.fromException(e);
        }
    }

    @Override
    public List<Found> search(String host, String term, int limit, Optional<Credentials> credentials) {
        SearchRequest.Builder request = SearchRequest.newBuilder()
                .setRegistry(host)
                .setTerm(term)
                .setLimit(limit)
                .addAllInsecureRegistries(options.get().insecure())
                .putAllProxies(options.get().proxies());
        credentials.ifPresent(known -> request.setCredentials(CredentialsMessage.of(known)));
        try {
            return registry.search(request.build()).getRepositoriesList().stream()
                    .map(it -> new Found(
                            it.getName(), it.getDescription(), it.getStars(), it.getOfficial(), it.getAutomated()))
                    .toList();
        } catch (StatusException e) {
            throw GrpcErrors.fromException(e);
        }
    }

    private record Call(Answers<TransferProgress> answers) implements Push {

        @Override
        public Optional<PushStep> next() throws InterruptedException {
            return answers.next().map(GrpcRegistries::step);
        }

        @Override
        public void close() {
            answers.cancel();
        }
    }

    private static PushStep step(TransferProgress progress) {
        return switch (progress.getStatus()) {
            case STATUS_UPLOAD_PREPARING -> layer(Stage.PREPARING, progress);
            case STATUS_UPLOAD_WAITING -> layer(Stage.WAITING, progress);
            case STATUS_UPLOAD_EXISTS -> layer(Stage.EXISTS, progress);
            case STATUS_UPLOAD_MOUNTED -> layer(Stage.MOUNTED, progress);
            case STATUS_UPLOAD_RUNNING -> layer(Stage.RUNNING, progress);
            case STATUS_UPLOAD_COMPLETE -> layer(Stage.COMPLETE, progress);
            case STATUS_IMAGE_PUSHED ->
                new PushStep.Pushed(
                        descriptor(progress.getPushed()),
                        progress.hasInsteadOf() ? Optional.of(descriptor(progress.getInsteadOf())) : Optional.empty());
            case STATUS_RESOLVED,
                    STATUS_LAYER_WAITING,
                    STATUS_LAYER_EXISTS,
                    STATUS_LAYER_DOWNLOADING,
                    STATUS_LAYER_VERIFYING,
                    STATUS_LAYER_DOWNLOADED,
                    STATUS_LAYER_EXTRACTING,
                    STATUS_LAYER_COMPLETE,
                    STATUS_IMAGE_COMPLETE,
                    STATUS_UNSPECIFIED,
                    UNRECOGNIZED ->
                throw new DataLossException(
                        "the supervisor reports progress %d of a push, which this daemon does not know"
                                .formatted(progress.getStatusValue()));
        };
    }

    private static PushStep layer(Stage stage, TransferProgress progress) {
        return new PushStep.Layer(
                stage, progress.getDigest(), progress.getCurrent(), progress.getTotal(), progress.getReference());
    }

    private static Descriptor descriptor(ImageDocument document) {
        return new Descriptor(document.getMediaType(), Digest.parse(document.getDigest()), document.getSize());
    }
}
