package io.jdock.supervisor.images;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.errdefs.DataLossException;
import io.jdock.errdefs.FailedPreconditionException;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.errdefs.NotFoundException;
import io.jdock.oci.image.Descriptor;
import io.jdock.oci.image.Digest;
import io.jdock.oci.image.Documents;
import io.jdock.oci.image.ImageReference;
import io.jdock.oci.image.Index;
import io.jdock.oci.image.MediaTypes;
import io.jdock.oci.image.Platform;
import io.jdock.supervisor.registry.Credentials;
import io.jdock.supervisor.registry.FakeRegistry;
import io.jdock.supervisor.registry.RegistryPolicy;
import io.jdock.supervisor.tar.TarBuilder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Lists of manifests that are in a registry already. */
@Timeout(60)
final class IndexPushTest {

    private static final TestImage AMD =
            TestImage.of("amd64", new TarBuilder().file("f", "amd").build());
    private static final TestImage ARM =
            TestImage.of("arm64", new TarBuilder().file("f", "arm").build());

    private final FakeRegistry registry = new FakeRegistry();

    @AfterEach
    void close() {
        registry.close();
    }

    private static void publish(FakeRegistry registry, String repository, TestImage image) {
        registry.manifest(repository, "1", MediaTypes.OCI_MANIFEST, image.manifest());
        registry.blob(repository, image.config());
        image.layers().forEach(layer -> registry.blob(repository, layer));
    }

    private static byte[] index(TestImage... images) {
        return Documents.write(Index.oci(Arrays.stream(images)
                .map(image -> new Descriptor(
                        MediaTypes.OCI_MANIFEST, image.digest(), image.manifest().length, Map.of(), Platform.host()))
                .toList()));
    }

    private ImageReference at(String repository, TestImage image) {
        return ImageReference.parse("%s/%s@%s".formatted(registry.host(), repository, image.digest()));
    }

    private Digest push(byte[] document, ImageReference... sources) {
        return new IndexPush(
                        ImageReference.parse(registry.host() + "/app:all"),
                        document,
                        List.of(sources),
                        RegistryPolicy.of(List.of(), List.of()),
                        Credentials.ANONYMOUS)
                .run();
    }

    private byte[] stored(String path) {
        return registry.object(path).orElseThrow(() -> new AssertionError(path + " among " + registry.lines()));
    }

    @Test
    void bringsWhatIsElsewhereAndSetsTheTag() {
        publish(registry, "app", AMD);
        publish(registry, "team/other", ARM);
        byte[] index = index(AMD, ARM);

        Digest digest = push(index, at("app", AMD), at("team/other", ARM));

        assertEquals(Digest.of(index), digest);
        assertArrayEquals(index, stored("/v2/app/manifests/all"));
        assertEquals(MediaTypes.OCI_INDEX, registry.type("/v2/app/manifests/all"));
        assertArrayEquals(ARM.manifest(), stored("/v2/app/manifests/" + ARM.digest()));
        assertArrayEquals(ARM.config(), stored("/v2/app/blobs/" + ARM.id()));
        assertArrayEquals(
                ARM.layers().getFirst(),
                stored("/v2/app/blobs/" + Digest.of(ARM.layers().getFirst())));
        assertEquals(0, registry.countOf("GET", "/v2/app/manifests/" + AMD.digest()));
    }

    @Test
    void aRegistryThatDoesNotShareIsToldOf() {
        publish(registry, "team/other", ARM);
        registry.misbehave("POST", "/v2/app/blobs/uploads/", exchange -> {
            exchange.getResponseHeaders().set("Location", "/v2/app/blobs/uploads/1");
            FakeRegistry.answer(exchange, 202, "");
        });

        var error = assertThrows(FailedPreconditionException.class, () -> push(index(ARM), at("team/other", ARM)));

        assertTrue(error.text().startsWith("the registry does not mount blob " + ARM.id()), error.text());
        assertEquals(0, registry.countOf("PUT", "/v2/app/manifests/all"));
    }

    @Test
    void whatIsMissingIsToldAndTheTagNotSet() {
        assertThrows(NotFoundException.class, () -> push(index(ARM), at("team/other", ARM)));

        assertEquals(0, registry.countOf("PUT", "/v2/app/manifests/all"));
    }

    @Test
    void takesNothingFromAnotherRegistry() {
        ImageReference elsewhere = ImageReference.parse("elsewhere.example/app@" + AMD.digest());

        var error = assertThrows(InvalidArgumentException.class, () -> push(index(AMD), elsewhere));

        assertEquals(
                "cannot use source images from a different registry than the target image: elsewhere.example != "
                        + registry.host(),
                error.text());
        assertEquals(List.of(), registry.asked());
    }

    @Test
    void refusesWhatIsNoIndexOrHasMoreThanItSays() {
        assertThrows(InvalidArgumentException.class, () -> push(AMD.manifest(), at("app", AMD)));
        assertThrows(DataLossException.class, () -> push("{}".getBytes(UTF_8), at("app", AMD)));
        assertThrows(InvalidArgumentException.class, () -> push(index(AMD, ARM), at("app", AMD)));
        assertThrows(
                InvalidArgumentException.class,
                () -> push(index(AMD), ImageReference.parse(registry.host() + "/app:1")));

        assertEquals(List.of(), registry.asked());
    }
}
