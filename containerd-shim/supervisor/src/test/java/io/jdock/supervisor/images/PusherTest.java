package io.jdock.supervisor.images;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.errdefs.ConflictException;
import io.jdock.errdefs.EngineException;
import io.jdock.errdefs.NotFoundException;
import io.jdock.oci.image.Descriptor;
import io.jdock.oci.image.Digest;
import io.jdock.oci.image.Documents;
import io.jdock.oci.image.ImageReference;
import io.jdock.oci.image.Index;
import io.jdock.oci.image.MediaTypes;
import io.jdock.oci.image.Platform;
import io.jdock.supervisor.images.TransferEvent.Upload;
import io.jdock.supervisor.images.TransferEvent.UploadStep;
import io.jdock.supervisor.registry.Credentials;
import io.jdock.supervisor.registry.FakeRegistry;
import io.jdock.supervisor.registry.RegistryPolicy;
import io.jdock.supervisor.tar.TarBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is pushed of what is here, and in which order. */
final class PusherTest {

    @TempDir
    Path root;

    private final FakeRegistry registry = new FakeRegistry();
    private final String app = registry.host() + "/app:1";
    private Warehouse warehouse;

    @BeforeEach
    void open() {
        warehouse = new Warehouse(root);
    }

    @AfterEach
    void close() {
        registry.close();
        warehouse.close();
    }

    private static TestImage image(String text) {
        return TestImage.of(
                new TarBuilder().file("a", text).build(),
                new TarBuilder().file("b", text).build());
    }

    /** Has the blobs of an image here. */
    private TestImage keep(TestImage image) {
        image.layers().forEach(layer -> warehouse.content.put(Digest.of(layer), layer));
        warehouse.content.put(image.id(), image.config());
        warehouse.content.put(image.digest(), image.manifest());
        return image;
    }

    private void record(Descriptor target, Map<String, String> labels) {
        warehouse.images.create(Warehouse.NAMESPACE, app, labels, target);
    }

    private static Descriptor at(TestImage image, String platform) {
        return new Descriptor(
                MediaTypes.OCI_MANIFEST, image.digest(), image.manifest().length, Map.of(), Platform.parse(platform));
    }

    /** Has an index here that lists images which may not be. */
    private byte[] recordIndex(Map<String, String> labels, Descriptor... manifests) {
        byte[] index = Documents.write(Index.oci(List.of(manifests)));
        warehouse.content.put(Digest.of(index), index);
        record(new Descriptor(MediaTypes.OCI_INDEX, Digest.of(index), index.length), labels);
        return index;
    }

    private void push(String platform) {
        warehouse.pusher.push(
                new PushOrder(
                        Warehouse.NAMESPACE,
                        ImageReference.parse(app),
                        Optional.of(platform).filter(text -> !text.isEmpty()).map(Platform::parse),
                        Credentials.ANONYMOUS,
                        RegistryPolicy.of(List.of(), List.of()),
                        PushOrder.USUAL_PARALLEL),
                warehouse.events::add);
    }

    private byte[] tagged() {
        return registry.object("/v2/app/manifests/1").orElseThrow();
    }

    private List<UploadStep> steps(byte[] layer) {
        return warehouse.events.stream()
                .filter(Upload.class::isInstance)
                .map(Upload.class::cast)
                .filter(upload -> upload.digest().equals(Digest.of(layer)))
                .map(Upload::step)
                .filter(step -> step != UploadStep.WAITING && step != UploadStep.RUNNING)
                .toList();
    }

    @Test
    void pushesLayersAndConfigFirstAndTheTagLast() {
        TestImage image = keep(image("1"));
        record(image.descriptor(), Map.of());

        push("");

        assertArrayEquals(image.manifest(), tagged());
        assertEquals(MediaTypes.OCI_MANIFEST, registry.type("/v2/app/manifests/1"));
        assertEquals("PUT /v2/app/manifests/1", registry.lines().getLast());
        for (byte[] layer : image.layers()) {
            assertArrayEquals(
                    layer, registry.object("/v2/app/blobs/" + Digest.of(layer)).orElseThrow());
            assertEquals(List.of(UploadStep.PREPARING, UploadStep.COMPLETE), steps(layer));
        }
        assertEquals(new TransferEvent.Pushed(app, image.descriptor(), Optional.empty()), warehouse.events.getLast());
    }

    @Test
    void sendsNothingTwice() {
        TestImage image = keep(image("1"));
        record(image.descriptor(), Map.of());
        push("");
        warehouse.events.clear();

        push("");

        assertEquals(
                List.of(UploadStep.PREPARING, UploadStep.EXISTS),
                steps(image.layers().getFirst()));
        assertEquals(3, registry.countOf("POST", "/v2/app/blobs/uploads/"));
    }

    @Test
    void hasLayersTakenFromARepositoryThatIsKnownToHaveThem() {
        TestImage image = keep(image("1"));
        record(image.descriptor(), Map.of());
        byte[] layer = image.layers().getFirst();
        registry.blob("base", layer);
        warehouse.origins.add(ImageReference.parse(registry.host() + "/base"), List.of(Digest.of(layer)));

        push("");

        assertEquals(List.of(UploadStep.PREPARING, UploadStep.MOUNTED), steps(layer));
        assertTrue(warehouse.events.contains(
                new Upload(Digest.of(layer), UploadStep.MOUNTED, layer.length, layer.length, "base")));
    }

    @Test
    void aFailureLeavesTheTagAsItWas() {
        TestImage image = keep(image("1"));
        record(image.descriptor(), Map.of());
        registry.misbehave("HEAD", "/v2/app/blobs/" + image.id(), exchange -> FakeRegistry.answer(exchange, 400, ""));

        assertThrows(EngineException.class, () -> push(""));

        assertEquals(Optional.empty(), registry.object("/v2/app/manifests/1"));
    }

    @Test
    void pushesAWholeIndexWhenAllOfItIsHere() {
        TestImage one = keep(image("1"));
        TestImage two = keep(image("2"));
        byte[] index = recordIndex(Map.of(), at(one, "linux/amd64"), at(two, "linux/arm64"));

        push("");

        assertArrayEquals(index, tagged());
        assertEquals(MediaTypes.OCI_INDEX, registry.type("/v2/app/manifests/1"));
        assertArrayEquals(
                two.manifest(),
                registry.object("/v2/app/manifests/" + two.digest()).orElseThrow());
        assertEquals("PUT /v2/app/manifests/1", registry.lines().getLast());
    }

    @Test
    void pushesTheManifestThatIsHereWhenNotAllOfAnIndexIs() {
        TestImage one = keep(image("1"));
        byte[] index = recordIndex(Map.of(), at(one, "linux/amd64"), at(image("2"), "linux/arm64"));

        push("");

        assertArrayEquals(one.manifest(), tagged());
        assertEquals(
                new TransferEvent.Pushed(
                        app,
                        one.descriptor(),
                        Optional.of(new Descriptor(MediaTypes.OCI_INDEX, Digest.of(index), index.length))),
                warehouse.events.getLast());
    }

    @Test
    void ofSeveralManifestsThatAreHerePushesTheUnpackedOne() {
        TestImage one = keep(image("1"));
        TestImage two = keep(image("2"));
        recordIndex(
                Map.of(ImageLabels.MANIFEST, two.digest().toString()),
                at(one, "linux/amd64"),
                at(two, "linux/386"),
                at(image("3"), "linux/arm64"));

        push("");

        assertArrayEquals(two.manifest(), tagged());
    }

    @Test
    void doesNotGuessBetweenManifests() {
        recordIndex(
                Map.of(),
                at(keep(image("1")), "linux/amd64"),
                at(keep(image("2")), "linux/386"),
                at(image("3"), "linux/arm64"));

        assertThrows(ConflictException.class, () -> push(""));
    }

    @Test
    void aPlatformChoosesItsManifest() {
        TestImage one = keep(image("1"));
        TestImage two = keep(image("2"));
        recordIndex(Map.of(), at(one, "linux/amd64"), at(two, "linux/arm64"));

        push("linux/arm64");

        assertArrayEquals(two.manifest(), tagged());
        var error = assertThrows(NotFoundException.class, () -> push("linux/s390x"));
        assertEquals(
                "image with reference %s was found but does not provide the specified platform (linux/s390x)"
                        .formatted(app),
                error.text());
    }

    @Test
    void saysThatThereIsNoSuchTag() {
        var error = assertThrows(NotFoundException.class, () -> push(""));

        assertEquals("tag does not exist: " + app, error.text());
        assertEquals(List.of(), registry.lines());
    }
}
