package io.jdock.supervisor.images;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.errdefs.DataLossException;
import io.jdock.errdefs.NotFoundException;
import io.jdock.oci.image.Descriptor;
import io.jdock.oci.image.Digest;
import io.jdock.oci.image.Documents;
import io.jdock.oci.image.ImageReference;
import io.jdock.oci.image.Index;
import io.jdock.oci.image.Manifest;
import io.jdock.oci.image.MediaTypes;
import io.jdock.oci.image.Platform;
import io.jdock.supervisor.content.BlobInfo;
import io.jdock.supervisor.registry.Credentials;
import io.jdock.supervisor.registry.FakeRegistry;
import io.jdock.supervisor.tar.TarBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is no image is kept as it came, whatever it is. */
@Timeout(60)
final class ArtifactsTest {

    private static final byte[] NOTES = "notes".getBytes(UTF_8);

    @TempDir
    Path root;

    @TempDir
    Path elsewhere;

    private final FakeRegistry registry = new FakeRegistry();
    private Warehouse warehouse;
    private String app;

    @BeforeEach
    void open() {
        RootOnly.require();
        warehouse = new Warehouse(root);
        app = registry.host() + "/app:1";
    }

    @AfterEach
    void close() {
        registry.close();
        if (warehouse != null) {
            warehouse.close();
        }
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static List<Digest> stored(Warehouse warehouse) {
        return sorted(warehouse.content.list().stream().map(BlobInfo::digest).toList());
    }

    private static List<Digest> sorted(List<Digest> digests) {
        return digests.stream().sorted(Comparator.comparing(Digest::hex)).toList();
    }

    private Image image(String name) {
        return warehouse.images.get(Warehouse.NAMESPACE, name);
    }

    /** One whose configuration is too long to be a document and no JSON, with a layer that looks like one of an image. */
    private static TestArtifact odd() {
        return TestArtifact.of(
                "application/vnd.example.weights",
                random(Documents.MAX_BYTES + 1),
                NOTES,
                NOTES,
                new byte[0],
                new TarBuilder().file("../../evil", random(100_000)).build());
    }

    @Test
    void aPullBringsEveryBlobAndUnpacksNone() {
        TestArtifact artifact = odd();
        artifact.publish(registry, "1");

        warehouse.pull(app);

        assertEquals(artifact.digest(), image(app).target().digest());
        assertEquals(sorted(artifact.digests()), stored(warehouse));
        assertEquals(List.of(), warehouse.snapshots.list());
        assertEquals(List.of(), warehouse.leftovers());
    }

    @Test
    void itsRecordSaysWhatItIs() {
        TestArtifact artifact = TestArtifact.of(NOTES);
        artifact.publish(registry, "1");

        warehouse.pull(app);

        int size = artifact.manifest().length + TestArtifact.EMPTY_CONFIG.length + NOTES.length;
        assertEquals(
                Map.of(
                        ImageLabels.ID, artifact.digest().toString(),
                        ImageLabels.MANIFEST, artifact.digest().toString(),
                        ImageLabels.ARTIFACT_TYPE, TestArtifact.TYPE,
                        ImageLabels.ARTIFACT_SIZE, Integer.toString(size)),
                image(app).labels());
    }

    @Test
    void collectionKeepsItAsLongAsItHasAName() {
        TestArtifact artifact = odd();
        artifact.publish(registry, "1");
        warehouse.pull(app);

        warehouse.garbage.collect();
        assertEquals(sorted(artifact.digests()), stored(warehouse));

        warehouse.images.delete(Warehouse.NAMESPACE, app);
        warehouse.garbage.collect();
        assertEquals(List.of(), stored(warehouse));
    }

    @Test
    void thoseWithTheSameEmptyConfigurationAreDifferentOnes() {
        TestArtifact.of(NOTES).publish(registry, "1");
        TestArtifact.of(random(10)).publish(registry, "2");

        warehouse.pull(app);
        warehouse.pull(registry.host() + "/app:2");

        assertEquals(
                2,
                warehouse.images.list(Warehouse.NAMESPACE).stream()
                        .map(it -> it.labels().get(ImageLabels.ID))
                        .distinct()
                        .count());
    }

    @Test
    void ofAnIndexTheOneWithoutAPlatformIsKept() {
        TestArtifact artifact = TestArtifact.of(NOTES);
        artifact.publish(registry, "part");
        byte[] index = Documents.write(Index.oci(List.of(artifact.descriptor())));
        registry.manifest("app", "1", MediaTypes.OCI_INDEX, index);

        warehouse.pull(app);

        assertEquals(Digest.of(index), image(app).target().digest());
        assertEquals(artifact.digest().toString(), image(app).labels().get(ImageLabels.ID));
    }

    private byte[] saveAs(String record, String name) throws IOException {
        return save(new SaveOrder(record, List.of(ImageReference.parse(name)), List.of()));
    }

    private byte[] save(String... records) throws IOException {
        return save(Stream.of(records)
                .map(record -> new SaveOrder(record, List.of(ImageReference.parse(record)), List.of()))
                .toArray(SaveOrder[]::new));
    }

    private byte[] save(SaveOrder... orders) throws IOException {
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        new Saver(warehouse.content, warehouse.images, new Pins()).save(Warehouse.NAMESPACE, List.of(orders), archive);
        return archive.toByteArray();
    }

    @Test
    void savedAndLoadedItIsTheSame() throws IOException {
        TestArtifact artifact = odd();
        artifact.publish(registry, "1");
        warehouse.pull(app);

        byte[] archive = saveAs(app, "docker.io/library/notes:1");

        try (Warehouse other = new Warehouse(elsewhere)) {
            other.load(archive);
            Image loaded = other.images.get(Warehouse.NAMESPACE, "docker.io/library/notes:1");
            assertEquals(image(app).labels(), loaded.labels());
            assertEquals(artifact.digest(), loaded.target().digest());
            other.garbage.collect();
            assertEquals(sorted(artifact.digests()), stored(other));
            assertEquals(List.of(), other.snapshots.list());
            assertEquals(List.of(), other.leftovers());
        }
    }

    @Test
    void pushedItIsTheSame() {
        TestArtifact artifact = odd();
        artifact.publish(registry, "1");
        warehouse.pull(app);
        warehouse.tag(app, registry.host() + "/copy:2");

        warehouse.push(registry.host() + "/copy:2", Credentials.ANONYMOUS);

        assertArrayEquals(
                artifact.manifest(), registry.object("/v2/copy/manifests/2").orElseThrow());
        for (byte[] blob : artifact.blobs()) {
            assertArrayEquals(
                    blob, registry.object("/v2/copy/blobs/" + Digest.of(blob)).orElseThrow());
        }
    }

    @Test
    void aBlobThatIsMissingIsNamedAndNothingIsRecorded() {
        TestArtifact artifact = TestArtifact.of(NOTES);
        registry.manifest("app", "1", MediaTypes.OCI_MANIFEST, artifact.manifest());
        registry.blob("app", TestArtifact.EMPTY_CONFIG);

        assertThrows(NotFoundException.class, () -> warehouse.pull(app));

        assertNothing();
    }

    /** So that what the list shows as its size is not what somebody says. */
    @Test
    void aBlobOfAnotherLengthIsRefusedAlsoWhenItIsHere() {
        TestArtifact artifact = TestArtifact.of(NOTES);
        String lie = new String(artifact.manifest(), UTF_8).replace("\"size\":5", "\"size\":9223372036854775807");
        registry.manifest("app", "1", MediaTypes.OCI_MANIFEST, lie.getBytes(UTF_8));
        registry.blob("app", TestArtifact.EMPTY_CONFIG);
        warehouse.content.put(Digest.of(NOTES), NOTES);

        var error = assertThrows(DataLossException.class, () -> warehouse.pull(app));

        assertTrue(error.text().contains("has 5 bytes, its manifest says 9223372036854775807"), error.text());
        assertNothing();
    }

    @Test
    void aTypeAsLongAsABookIsRefused() {
        TestArtifact artifact = TestArtifact.of(NOTES);
        String lie = new String(artifact.manifest(), UTF_8).replace(TestArtifact.TYPE, "x".repeat(1_000_000));
        registry.manifest("app", "1", MediaTypes.OCI_MANIFEST, lie.getBytes(UTF_8));

        var error = assertThrows(DataLossException.class, () -> warehouse.pull(app));

        assertTrue(
                error.text().endsWith("a media type has 1000000 characters, at most 255 are supported"), error.text());
        assertNothing();
    }

    private void assertNothing() {
        assertEquals(List.of(), warehouse.images.list(Warehouse.NAMESPACE));
        warehouse.garbage.collect();
        assertEquals(List.of(), stored(warehouse));
    }

    /** Followed it would end every collection: it cannot be read as what it is said to be. */
    @Test
    void aLayerThatIsCalledAManifestIsStillALayer() throws IOException {
        Manifest manifest = new Manifest(
                2,
                MediaTypes.OCI_MANIFEST,
                "",
                TestArtifact.descriptor(TestArtifact.TYPE, TestArtifact.EMPTY_CONFIG),
                List.of(TestArtifact.descriptor(MediaTypes.OCI_MANIFEST, NOTES)),
                Map.of());
        TestArtifact artifact = new TestArtifact(Documents.write(manifest), List.of(TestArtifact.EMPTY_CONFIG, NOTES));
        artifact.publish(registry, "1");

        warehouse.pull(app);

        warehouse.garbage.collect();
        assertEquals(sorted(artifact.digests()), stored(warehouse));
        assertTrue(save(app).length > 0);
    }

    @Test
    void anImageIsSavedWholeAfterAnArtifactThatHasItsManifestAsAFile() throws IOException {
        TestImage image = TestImage.of(new TarBuilder().file("f", "content").build());
        Warehouse.publish(registry, "image", image);
        TestArtifact.of(image.manifest()).publish(registry, "1");
        warehouse.pull(app);
        warehouse.pull(registry.host() + "/app:image");

        byte[] archive = save(app, registry.host() + "/app:image");

        try (Warehouse other = new Warehouse(elsewhere)) {
            other.load(archive);
            assertTrue(other.images
                    .find(Warehouse.NAMESPACE, registry.host() + "/app:image")
                    .isPresent());
        }
    }

    /** Some registries serve every document as JSON. */
    @Test
    void collectionKeepsWhatCameUnderAnotherType() {
        TestArtifact artifact = TestArtifact.of(NOTES);
        artifact.publish(registry, "part");
        Descriptor plain = artifact.descriptor();
        byte[] index =
                ("{\"schemaVersion\":2,\"manifests\":[{\"mediaType\":\"text/json\",\"digest\":\"%s\",\"size\":%d}]}")
                        .formatted(plain.digest(), plain.size())
                        .getBytes(UTF_8);
        registry.manifest("app", "1", "application/json", index);

        warehouse.pull(app);
        warehouse.garbage.collect();

        assertTrue(artifact.digests().stream().allMatch(warehouse.content::contains));
    }

    /** An index may call a manifest what is here as something else. */
    @Test
    void aLayerThatAnIndexCallsAManifestDoesNotEndTheCollection() throws IOException {
        TestImage image = TestImage.of(new TarBuilder().file("f", "content").build());
        Warehouse.publish(registry, "part", image);
        Descriptor plain = image.descriptor();
        byte[] layer = image.layers().getFirst();
        byte[] index = Documents.write(Index.oci(List.of(
                new Descriptor(plain.mediaType(), plain.digest(), plain.size(), Map.of(), Platform.host()),
                TestArtifact.descriptor(MediaTypes.OCI_MANIFEST, layer),
                TestArtifact.descriptor(MediaTypes.OCI_INDEX, image.manifest()))));
        registry.manifest("app", "1", MediaTypes.OCI_INDEX, index);

        warehouse.pull(app);

        warehouse.garbage.collect();
        assertEquals(4, stored(warehouse).size());
        assertTrue(save(app).length > 0);
        warehouse.tag(app, registry.host() + "/copy:2");
        warehouse.push(registry.host() + "/copy:2", Credentials.ANONYMOUS);
        assertArrayEquals(
                image.manifest(), registry.object("/v2/copy/manifests/2").orElseThrow());
    }
}
