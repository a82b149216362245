package io.jdock.supervisor.images;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.errdefs.DataLossException;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.errdefs.NotFoundException;
import io.jdock.oci.image.Descriptor;
import io.jdock.oci.image.DiffId;
import io.jdock.oci.image.Digest;
import io.jdock.oci.image.Documents;
import io.jdock.oci.image.Index;
import io.jdock.oci.image.MediaTypes;
import io.jdock.oci.image.Platform;
import io.jdock.supervisor.tar.TarBuilder;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

final class LoaderTest {

    private static final String NAME = "docker.io/library/app:1";
    private static final byte[] LAYER = new TarBuilder().file("hello", "world").build();

    @TempDir
    Path root;

    private Warehouse warehouse;

    @BeforeEach
    void open() {
        RootOnly.require();
        warehouse = new Warehouse(root);
    }

    @AfterEach
    void close() {
        if (warehouse != null) {
            warehouse.close();
        }
    }

    private static TarBuilder saved(String tags) {
        TestImage image = TestImage.of(LAYER);
        return new TarBuilder()
                .file("abc/layer.tar", LAYER)
                .file("config.json", image.config())
                .file(
                        "manifest.json",
                        "[{\"Config\":\"config.json\",\"RepoTags\":%s,\"Layers\":[\"abc/layer.tar\"]}]"
                                .formatted(tags));
    }

    private static TarBuilder layout(TestImage image, Descriptor target) {
        TarBuilder archive = new TarBuilder().file("oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}");
        image.layers().forEach(layer -> blob(archive, layer));
        blob(archive, image.config());
        blob(archive, image.manifest());
        return archive.file("index.json", Documents.write(Index.oci(List.of(target))));
    }

    private static Descriptor on(TestImage image, String platform) {
        Descriptor plain = image.descriptor();
        return new Descriptor(plain.mediaType(), plain.digest(), plain.size(), Map.of(), Platform.parse(platform));
    }

    private static void blob(TarBuilder archive, byte[] bytes) {
        archive.file("blobs/sha256/" + Digest.of(bytes).hex(), bytes);
    }

    @Test
    void loadsWhatDockerSaveWrites() throws IOException {
        warehouse.load(saved("[\"app:1\"]").build());

        assertEquals("world", Files.readString(warehouse.top(NAME).resolve("hello")));
        assertEquals(List.of(), warehouse.leftovers());
    }

    @Test
    void loadsACompressedArchive() {
        warehouse.load(TestImage.gzip(saved("[\"app:1\"]").build()));

        assertTrue(warehouse.images.find(Warehouse.NAMESPACE, NAME).isPresent());
    }

    @Test
    void recordsAnImageWithoutTagUnderItsId() {
        warehouse.load(saved("null").build());

        String id = TestImage.of(LAYER).id().toString();
        assertEquals(id, warehouse.images.get(Warehouse.NAMESPACE, id).labels().get(ImageLabels.ID));
    }

    @Test
    void loadsAnOciLayoutUnderTheNameInItsAnnotation() {
        TestImage image = TestImage.of(LAYER);
        Descriptor plain = image.descriptor();
        Descriptor named = new Descriptor(
                plain.mediaType(),
                plain.digest(),
                plain.size(),
                Map.of("io.containerd.image.name", NAME, "org.opencontainers.image.ref.name", "1"),
                null);

        warehouse.load(layout(image, named).build());

        assertEquals(
                image.digest(),
                warehouse.images.get(Warehouse.NAMESPACE, NAME).target().digest());
    }

    @Test
    void namesOfOneImageKeepTheManifestThatEachStandsFor() {
        TestImage one = TestImage.of(LAYER);
        byte[] twoMembers = TestImage.gzip(Arrays.copyOf(LAYER, 512));
        byte[] rest = TestImage.gzip(Arrays.copyOfRange(LAYER, 512, LAYER.length));
        byte[] layer = Arrays.copyOf(twoMembers, twoMembers.length + rest.length);
        System.arraycopy(rest, 0, layer, twoMembers.length, rest.length);
        TestImage other = TestImage.of(List.of(new DiffId(Digest.of(LAYER))), List.of(layer));
        assertEquals(one.id(), other.id());
        TarBuilder archive = new TarBuilder()
                .file("oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}")
                .file("index.json", Documents.write(Index.oci(List.of(named(one, "app:1"), named(other, "app:2")))))
                .file(
                        "manifest.json",
                        "[{\"Config\":\"blobs/sha256/%s\",\"RepoTags\":[\"app:1\",\"app:2\",\"app:3\"],\"Layers\":[]}]"
                                .formatted(one.id().hex()));
        for (byte[] bytes : List.of(one.layers().getFirst(), layer, one.config(), one.manifest(), other.manifest())) {
            blob(archive, bytes);
        }

        warehouse.load(archive.build());

        assertEquals(one.digest(), target("app:1"));
        assertEquals(other.digest(), target("app:2"));
        assertEquals(one.digest(), target("app:3"));
    }

    @Test
    void saysWhatAnArtifactLacks() {
        TestArtifact artifact = TestArtifact.of("notes".getBytes(UTF_8));
        TestImage incomplete = new TestImage(artifact.manifest(), TestArtifact.EMPTY_CONFIG, List.of());
        byte[] archive = layout(incomplete, artifact.descriptor()).build();

        var refused = assertThrows(DataLossException.class, () -> warehouse.load(archive));

        assertEquals(
                "blob %s of the manifest is missing".formatted(Digest.of("notes".getBytes(UTF_8))), refused.text());
        assertEquals(List.of(), warehouse.images.list(Warehouse.NAMESPACE));
    }

    @Test
    void anArtifactIsForNoPlatform() {
        TestArtifact artifact = TestArtifact.of();
        TestImage same = new TestImage(artifact.manifest(), TestArtifact.EMPTY_CONFIG, List.of());
        byte[] archive = layout(same, artifact.descriptor()).build();

        assertThrows(NotFoundException.class, () -> warehouse.load(archive, "linux/amd64"));
        warehouse.load(archive);

        String id = artifact.digest().toString();
        assertEquals(
                TestArtifact.TYPE,
                warehouse.images.get(Warehouse.NAMESPACE, id).labels().get(ImageLabels.ARTIFACT_TYPE));
    }

    private static Descriptor named(TestImage image, String name) {
        Descriptor plain = image.descriptor();
        return new Descriptor(
                plain.mediaType(),
                plain.digest(),
                plain.size(),
                Map.of("org.opencontainers.image.ref.name", name),
                null);
    }

    private Digest target(String name) {
        return warehouse
                .images
                .get(Warehouse.NAMESPACE, "docker.io/library/" + name)
                .target()
                .digest();
    }

    @Test
    void takesOnlyWhatIsForTheWantedPlatform() {
        TestImage amd = TestImage.of(LAYER);
        TestImage arm = TestImage.of("arm64", new TarBuilder().file("arm", "x").build());
        byte[] index = Documents.write(Index.oci(List.of(on(amd, "linux/amd64"), on(arm, "linux/arm64"))));
        Descriptor target = new Descriptor(MediaTypes.OCI_INDEX, Digest.of(index), index.length);
        TarBuilder archive = layout(amd, target);
        arm.layers().forEach(layer -> blob(archive, layer));
        blob(archive, arm.config());
        blob(archive, arm.manifest());
        blob(archive, index);
        byte[] bytes = archive.build();

        warehouse.load(bytes, "linux/arm64");
        var missing = assertThrows(NotFoundException.class, () -> warehouse.load(bytes, "linux/s390x"));

        assertEquals(
                List.of(arm.id().toString()),
                warehouse.images.list(Warehouse.NAMESPACE).stream()
                        .map(Image::name)
                        .toList());
        assertEquals("load: the archive has no image for platform linux/s390x", missing.text());
        warehouse.load(bytes, "linux/s390x,linux/amd64");
        assertEquals(2, warehouse.images.list(Warehouse.NAMESPACE).size());
    }

    @Test
    void followsLinksToSharedLayersInsideTheArchive() {
        TestImage image = TestImage.of(LAYER);
        byte[] archive = new TarBuilder()
                .file("abc/layer.tar", LAYER)
                .symlink("def/layer.tar", "../abc/layer.tar")
                .file("config.json", image.config())
                .file(
                        "manifest.json",
                        "[{\"Config\":\"config.json\",\"RepoTags\":[\"app:1\"],\"Layers\":[\"def/layer.tar\"]}]")
                .build();

        warehouse.load(archive);

        assertTrue(warehouse.images.find(Warehouse.NAMESPACE, NAME).isPresent());
    }

    @Test
    void refusesPathsThatLeadOutOfTheArchive() {
        var outside = assertThrows(
                InvalidArgumentException.class,
                () -> warehouse.load(new TarBuilder().file("../x.json", "{}").build()));
        assertTrue(outside.text().contains("\"../x.json\" leads out"), outside.text());

        byte[] manifest = "[{\"Config\":\"/../../etc/passwd\",\"Layers\":[]}]".getBytes(UTF_8);
        assertThrows(
                InvalidArgumentException.class,
                () -> warehouse.load(
                        new TarBuilder().file("manifest.json", manifest).build()));
    }

    @Test
    void refusesABlobThatIsNotWhatItsNameSays() {
        String hex = Digest.of("other".getBytes(UTF_8)).hex();

        assertThrows(
                DataLossException.class,
                () -> warehouse.load(
                        new TarBuilder().file("blobs/sha256/" + hex, "content").build()));
    }

    @Test
    void refusesWhatIsNoArchiveOfImages() {
        var empty = assertThrows(
                InvalidArgumentException.class,
                () -> warehouse.load(new TarBuilder().file("readme", "hi").build()));
        assertTrue(empty.text().contains("unrecognized image format"), empty.text());

        assertThrows(
                DataLossException.class,
                () -> warehouse.load("not a tar archive".repeat(100).getBytes(UTF_8)));
    }

    private static byte[] bigLayer() {
        byte[] noise = new byte[1 << 20];
        new Random(1).nextBytes(noise);
        return new TarBuilder().file("hello", "world").file("noise", noise).build();
    }

    /** The second half is sent only once a file of the layer in the first half has been unpacked. */
    @Test
    @Timeout(60)
    void unpacksALayerWhileTheArchiveIsStillComing() throws IOException {
        byte[] layer = bigLayer();
        TestImage image = TestImage.of(layer);
        byte[] archive = new TarBuilder()
                .file("abc/layer.tar", layer)
                .file("config.json", image.config())
                .file(
                        "manifest.json",
                        "[{\"Config\":\"config.json\",\"RepoTags\":[\"app:1\"],\"Layers\":[\"abc/layer.tar\"]}]")
                .build();
        int half = layer.length / 2;
        InputStream beginning = new ByteArrayInputStream(archive, 0, half);
        InputStream rest = new ByteArrayInputStream(archive, half, archive.length - half);

        warehouse.load(new SequenceInputStream(beginning, new FilterInputStream(rest) {
            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                while (warehouse.unrecorded("hello").isEmpty()) {
                    Thread.onSpinWait();
                }
                return super.read(target, offset, length);
            }
        }));

        assertEquals("world", Files.readString(warehouse.top(NAME).resolve("hello")));
        assertEquals(List.of(), warehouse.leftovers());
    }

    @Test
    void leavesNothingOfALayerThatNoImageHas() {
        byte[] archive =
                saved("[\"app:1\"]").file("other/layer.tar", bigLayer()).build();

        warehouse.load(archive);

        assertTrue(warehouse.images.find(Warehouse.NAMESPACE, NAME).isPresent());
        assertEquals(List.of(), warehouse.leftovers());
    }

    @Test
    void namesTheFileOfALayerThatCannotBeUnpacked() {
        byte[] layer = Arrays.copyOf(bigLayer(), 600_000);
        byte[] archive = new TarBuilder()
                .file("abc/layer.tar", layer)
                .file("config.json", TestImage.of(layer).config())
                .file(
                        "manifest.json",
                        "[{\"Config\":\"config.json\",\"RepoTags\":[\"app:1\"],\"Layers\":[\"abc/layer.tar\"]}]")
                .build();

        var damaged = assertThrows(DataLossException.class, () -> warehouse.load(archive));

        assertTrue(damaged.text().contains("unpack layer abc/layer.tar: the archive ends"), damaged.text());
        assertEquals(List.of(), warehouse.leftovers());
    }

    @Test
    void recordsNothingWhenTheArchiveIsCutShort() {
        byte[] archive = saved("[\"app:1\"]").build();

        for (int length = 512; length < archive.length - 1024; length += 512) {
            byte[] cut = Arrays.copyOf(archive, length + 100);
            assertThrows(RuntimeException.class, () -> warehouse.load(cut));
        }

        assertEquals(List.of(), warehouse.images.list(Warehouse.NAMESPACE));
        assertEquals(List.of(), warehouse.leftovers());
    }
}
