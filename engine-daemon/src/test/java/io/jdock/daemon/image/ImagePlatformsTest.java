package io.jdock.daemon.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.daemon.event.EventBus;
import io.jdock.daemon.http.Filters;
import io.jdock.engine.api.image.ImageDeleteItem;
import io.jdock.engine.api.image.ImageManifestSummary;
import io.jdock.errdefs.ConflictException;
import io.jdock.errdefs.NotFoundException;
import io.jdock.oci.image.Descriptor;
import io.jdock.oci.image.Digest;
import io.jdock.oci.image.Documents;
import io.jdock.oci.image.Index;
import io.jdock.oci.image.Manifest;
import io.jdock.oci.image.MediaTypes;
import io.jdock.oci.image.Platform;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An image for several platforms, of which one is unpacked, another is here too and a third is not. */
final class ImagePlatformsTest {

    private static final String APP = "docker.io/library/app:1";
    private static final Platform ARM = Platform.parse("linux/arm64");
    private static final Digest ABSENT = Digest.of(new byte[] {9});

    private final FakeImageStore store = new FakeImageStore();
    private final List<ImageUse.User> users = new ArrayList<>();
    private final ImageCatalog catalog = new ImageCatalog(store);
    private final ManifestViews views = new ManifestViews(catalog, _ -> List.copyOf(users));
    private final ImageNames names = new ImageNames(
            catalog, store, _ -> List.copyOf(users), new FakeLastUses(), new EventBus(() -> Instant.EPOCH));

    private final Manifest amd = manifest("amd64");
    private final Manifest arm = manifest("arm64");
    private final Descriptor target = index(
            listed(amd, "linux/amd64", Map.of()),
            listed(arm, "linux/arm64", Map.of()),
            new Descriptor(MediaTypes.OCI_MANIFEST, ABSENT, 7, Map.of(), Platform.parse("linux/riscv64")),
            listed(
                    manifest("unknown"),
                    "unknown/unknown",
                    Map.of(
                            "vnd.docker.reference.type",
                            "attestation-manifest",
                            "vnd.docker.reference.digest",
                            Digest.of(Documents.write(amd)) + "")));

    @BeforeEach
    void record() {
        store.put(new ImageRecord(APP, id(amd), target, Map.of(), Instant.EPOCH));
    }

    private Manifest manifest(String architecture) {
        byte[] config = """
                {"architecture":"%s","os":"linux","config":{},"history":[],
                 "rootfs":{"type":"layers","diff_ids":["sha256:%s"]}}
                """.formatted(architecture, "a".repeat(64)).getBytes(UTF_8);
        byte[] layer = ("layer of " + architecture).getBytes(UTF_8);
        Manifest manifest = Manifest.oci(
                new Descriptor(MediaTypes.OCI_CONFIG, store.add(config), config.length),
                List.of(new Descriptor(MediaTypes.OCI_LAYER, store.add(layer), layer.length)));
        store.add(Documents.write(manifest));
        return manifest;
    }

    private Descriptor index(Descriptor... manifests) {
        byte[] index = Documents.write(Index.oci(List.of(manifests)));
        return new Descriptor(MediaTypes.OCI_INDEX, store.add(index), index.length);
    }

    private static Descriptor listed(Manifest manifest, String platform, Map<String, String> annotations) {
        byte[] bytes = Documents.write(manifest);
        return new Descriptor(
                MediaTypes.OCI_MANIFEST, Digest.of(bytes), bytes.length, annotations, Platform.parse(platform));
    }

    private static String id(Manifest manifest) {
        return manifest.config().digest().toString();
    }

    private static String digest(Manifest manifest) {
        return Digest.of(Documents.write(manifest)).toString();
    }

    private static ImageManifestSummary.ImageData image(ImageManifestSummary manifest) {
        return requireNonNull(manifest.imageData());
    }

    @Test
    void listsAllManifestsAndWhatOfThemIsHere() {
        users.add(new ImageUse.User("0123456789abcdef", false));

        List<ImageManifestSummary> all = views.of(catalog.resolve("app:1"));

        assertEquals(
                List.of("image", "image", "image", "attestation"),
                all.stream().map(ImageManifestSummary::kind).toList());
        assertEquals(
                List.of(true, true, false, true),
                all.stream().map(ImageManifestSummary::available).toList());
        long content = Documents.write(amd).length
                + amd.config().size()
                + amd.layers().getFirst().size();
        assertEquals(
                new ImageManifestSummary.Size(content + 1000, content),
                all.getFirst().size());
        assertEquals(List.of("0123456789abcdef"), image(all.getFirst()).containers());
        assertEquals("riscv64", image(all.get(2)).platform().architecture());
        assertEquals(new ImageManifestSummary.Size(0, 0), all.get(2).size());
        assertEquals(
                digest(amd), requireNonNull(all.getLast().attestationData()).subject());
    }

    @Test
    void aSingleManifestIsItsOnlyOne() {
        byte[] bytes = Documents.write(arm);
        Descriptor single = new Descriptor(MediaTypes.OCI_MANIFEST, Digest.of(bytes), bytes.length);
        store.put(new ImageRecord("docker.io/library/one:1", id(arm), single, Map.of(), Instant.EPOCH));

        List<ImageManifestSummary> all = views.of(catalog.resolve("one:1"));

        assertEquals(
                List.of(digest(arm)), all.stream().map(ImageManifestSummary::id).toList());
        assertEquals("arm64", image(all.getFirst()).platform().architecture());
    }

    @Test
    void findsWhatIsHereForAPlatform() {
        StoredImage found = catalog.variant("app:1", ARM);

        assertEquals(id(arm), found.id());
        assertEquals(List.of("app:1"), found.tags());
        assertEquals(
                id(amd), catalog.variant("app:1", Platform.parse("linux/amd64")).id());
        var error =
                assertThrows(NotFoundException.class, () -> catalog.variant("app:1", Platform.parse("linux/riscv64")));
        assertTrue(error.text().endsWith("does not match the specified platform (linux/riscv64)"), error.text());
    }

    @Test
    void removesWhatIsHereForAPlatform() {
        List<ImageDeleteItem> done = names.removePlatforms("app:1", List.of(ARM));

        assertEquals(List.of(ImageDeleteItem.deleted(digest(arm))), done);
        assertThrows(NotFoundException.class, () -> catalog.variant("app:1", ARM));
        assertEquals(id(amd), catalog.resolve("app:1").id());
    }

    @Test
    void removesWhatWasPulledBeforeAndHasNoNameAnyMore() {
        store.put(new ImageRecord(id(arm), id(arm), target, Map.of(), Instant.EPOCH));

        names.removePlatforms("app:1", List.of(ARM));

        assertEquals(List.of(APP), store.names());
    }

    @Test
    void keepsWhatAContainerIsMadeOfThoughItHasNoName() {
        store.put(new ImageRecord(id(arm), id(arm), target, Map.of(), Instant.EPOCH));
        users.add(new ImageUse.User("0123456789abcdef", false));

        assertThrows(ConflictException.class, () -> names.removePlatforms("app:1", List.of(ARM)));

        assertEquals(List.of(APP, id(arm)), store.names());
    }

    @Test
    void aFilterByNamesLeavesOtherNamesOut() {
        store.put(new ImageRecord("docker.io/team/other:1", id(amd), target, Map.of(), Instant.EPOCH));
        Filters filters = Filters.parse(Optional.of("{\"reference\":[\"team/*\"]}"), Set.of("reference"));

        StoredImage named = ImageList.named(catalog.resolve("app:1"), filters);

        assertEquals(List.of("team/other:1"), named.tags());
        assertEquals(List.of("team/other@" + target.digest()), named.digests());
    }

    @Test
    void keepsThePlatformThatContainersAreMadeOf() {
        var error = assertThrows(
                ConflictException.class,
                () -> names.removePlatforms("app:1", List.of(ARM, Platform.parse("linux/amd64"))));

        assertEquals(
                "conflict: unable to delete platform linux/amd64 of app:1 - containers are made of it,"
                        + " remove the image instead",
                error.text());
        assertEquals(id(arm), catalog.variant("app:1", ARM).id());
    }

    @Test
    void keepsWhatAnotherImageHasToo() {
        byte[] bytes = Documents.write(arm);
        Descriptor single = new Descriptor(MediaTypes.OCI_MANIFEST, Digest.of(bytes), bytes.length);
        store.put(new ImageRecord("docker.io/library/one:1", id(arm), single, Map.of(), Instant.EPOCH));

        assertThrows(ConflictException.class, () -> names.removePlatforms("app:1", List.of(ARM)));

        assertEquals(id(arm), catalog.variant("app:1", ARM).id());
    }
}
