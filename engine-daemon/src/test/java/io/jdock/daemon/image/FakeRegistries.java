package io.jdock.daemon.image;

import io.jdock.errdefs.EngineException;
import io.jdock.errdefs.NotFoundException;
import io.jdock.errdefs.UnauthenticatedException;
import io.jdock.oci.image.Descriptor;
import io.jdock.oci.image.Digest;
import io.jdock.oci.image.ImageReference;
import io.jdock.oci.image.Platform;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Pushes go as they are told to; knows {@code me} with the password {@code secret}. */
final class FakeRegistries implements Registries {

    private final Map<String, List<PushStep>> pushes = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private @Nullable EngineException failure;

    /** Says what a push of a name tells. */
    void onPush(String reference, PushStep... steps) {
        pushes.put(reference, List.of(steps));
    }

    /** Has every push end with this. */
    void failWith(EngineException error) {
        failure = error;
    }

    /** What was pushed, with platform and user. */
    List<String> asked() {
        return asked;
    }

    @Override
    public Push push(ImageReference reference, String platform, Optional<Credentials> credentials) {
        String who = credentials.map(Credentials::toString).orElse("nobody");
        asked.add("%s %s by %s".formatted(reference, platform, who));
        Deque<PushStep> steps = new ArrayDeque<>(pushes.getOrDefault(reference.toString(), List.of()));
        return new Push() {
            @Override
            public Optional<PushStep> next() {
                if (steps.isEmpty() && failure != null) {
                    throw failure;
                }
                return Optional.ofNullable(steps.poll());
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public String logIn(String host, Credentials credentials) {
        asked.add("login at %s by %s".formatted(host, credentials.username()));
        if (!"secret".equals(credentials.password())) {
            throw new UnauthenticatedException(
                    "login attempt to https://%s/v2/ failed with status: 401 Unauthorized".formatted(host));
        }
        return "identity";
    }

    @Override
    public List<Found> search(String host, String term, int limit, Optional<Credentials> credentials) {
        String who = credentials.map(Credentials::toString).orElse("nobody");
        asked.add("search %s for %s, %d, by %s".formatted(host, term, limit, who));
        return List.of(
                new Found("busybox", "small", 33, true, false),
                new Found("u/busy", "", 2, false, true),
                new Found("u/busier", "", 3, false, false));
    }

    @Override
    public List<String> tags(ImageReference repository, Optional<Credentials> credentials) {
        asked.add("tags of " + repository);
        return List.of("1", "2");
    }

    @Override
    public Document document(ImageReference reference, boolean insecure, Optional<Credentials> credentials) {
        asked.add("document of %s%s".formatted(reference, insecure ? " without TLS" : ""));
        return new Document(find(reference, credentials), new byte[] {'{', '}'});
    }

    @Override
    public String putIndex(
            ImageReference reference,
            byte[] index,
            List<ImageReference> sources,
            boolean insecure,
            Optional<Credentials> credentials) {
        String who = credentials.map(Credentials::toString).orElse("nobody");
        asked.add("put %d bytes of %s as %s by %s%s"
                .formatted(index.length, sources, reference, who, insecure ? " without TLS" : ""));
        return Digest.of(index).toString();
    }

    @Override
    public Remote find(ImageReference reference, Optional<Credentials> credentials) {
        if (!"1".equals(reference.tag())) {
            throw new NotFoundException("manifest for %s not found".formatted(reference.familiar()));
        }
        return new Remote(
                new Descriptor("application/vnd.oci.image.index.v1+json", Digest.of(new byte[0]), 7),
                List.of(Platform.parse("linux/amd64"), Platform.parse("linux/arm/v7")));
    }
}
