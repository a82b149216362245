package io.jdock.supervisor.images;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.errdefs.NotFoundException;
import io.jdock.oci.image.Descriptor;
import io.jdock.oci.image.Digest;
import io.jdock.oci.image.Documents;
import io.jdock.oci.image.ImageReference;
import io.jdock.oci.image.Index;
import io.jdock.oci.image.MediaTypes;
import io.jdock.oci.image.Platform;
import io.jdock.supervisor.tar.TarBuilder;
import io.jdock.supervisor.tar.TarEntry;
import io.jdock.supervisor.tar.TarReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SaverTest {

    private static final String NAME = "docker.io/library/app:1";
    private static final byte[] BASE = new TarBuilder().file("hello", "world").build();
    private static final byte[] TOP = new TarBuilder().file("more", "text").build();

    @TempDir
    Path root;

    @TempDir
    Path elsewhere;

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

    private void load(TestImage image, String name, Descriptor target, byte[]... more) {
        Map<String, String> annotations = name.isEmpty() ? Map.of() : Map.of("io.containerd.image.name", name);
        TarBuilder archive = new TarBuilder();
        image.layers().forEach(layer -> blob(archive, layer));
        blob(archive, image.config());
        blob(archive, image.manifest());
        for (byte[] blob : more) {
            blob(archive, blob);
        }
        Descriptor named = new Descriptor(target.mediaType(), target.digest(), target.size(), annotations, null);
        warehouse.load(archive.file("index.json", Documents.write(Index.oci(List.of(named))))
                .build());
    }

    private static void blob(TarBuilder archive, byte[] bytes) {
        archive.file("blobs/sha256/" + Digest.of(bytes).hex(), bytes);
    }

    private byte[] save(SaveOrder... orders) throws IOException {
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        new Saver(warehouse.content, warehouse.images, new Pins()).save(Warehouse.NAMESPACE, List.of(orders), archive);
        return archive.toByteArray();
    }

    private static SaveOrder order(String... names) {
        return new SaveOrder(
                names[0], Arrays.stream(names).map(ImageReference::parse).toList(), List.of());
    }

    private static List<String> names(byte[] archive) throws IOException {
        List<String> names = new ArrayList<>();
        TarReader reader = new TarReader(new ByteArrayInputStream(archive));
        for (Optional<TarEntry> entry = reader.next(); entry.isPresent(); entry = reader.next()) {
            names.add(entry.get().name());
        }
        return names;
    }

    @Test
    void anotherStoreLoadsTheSameImageUnderTheSameName() throws IOException {
        TestImage image = TestImage.of(BASE, TOP);
        load(image, NAME, image.descriptor());

        byte[] archive = save(order(NAME));

        try (Warehouse other = new Warehouse(elsewhere)) {
            other.load(archive);
            assertEquals(
                    image.digest(),
                    other.images.get(Warehouse.NAMESPACE, NAME).target().digest());
            assertEquals("text", Files.readString(other.top(NAME).resolve("more")));
        }
    }

    @Test
    void sharedBlobsAreWrittenOnceAndEqualOrdersGiveEqualArchives() throws IOException {
        TestImage small = TestImage.of(BASE);
        TestImage large = TestImage.of(BASE, TOP);
        load(small, NAME, small.descriptor());
        load(large, "docker.io/library/app:2", large.descriptor());

        byte[] archive = save(order(NAME), order("docker.io/library/app:2"));

        List<String> names = names(archive);
        assertEquals(names.stream().distinct().toList(), names);
        assertTrue(
                names.contains(
                        "blobs/sha256/" + Digest.of(small.layers().getFirst()).hex()),
                names.toString());
        assertArrayEquals(archive, save(order(NAME), order("docker.io/library/app:2")));
    }

    @Test
    void anImageAskedForByItsIdGetsNoName() throws IOException {
        TestImage image = TestImage.of(BASE);
        load(image, NAME, image.descriptor());

        byte[] archive = save(new SaveOrder(NAME, List.of(), List.of()));

        try (Warehouse other = new Warehouse(elsewhere)) {
            other.load(archive);
            assertEquals(
                    List.of(image.id().toString()),
                    other.images.list(Warehouse.NAMESPACE).stream()
                            .map(Image::name)
                            .toList());
        }
    }

    @Test
    void ofAnIndexWithMissingPlatformsOnlyTheOneThatIsHereIsSaved() throws IOException {
        TestImage image = TestImage.of(BASE);
        Digest missing = Digest.of("another platform".getBytes(UTF_8));
        byte[] index = Documents.write(Index.oci(List.of(
                new Descriptor(
                        MediaTypes.OCI_MANIFEST, image.digest(), image.manifest().length, Map.of(), Platform.host()),
                new Descriptor(MediaTypes.OCI_MANIFEST, missing, 7, Map.of(), Platform.parse("linux/s390x")))));
        load(image, NAME, new Descriptor(MediaTypes.OCI_INDEX, Digest.of(index), index.length), index);

        byte[] archive = save(order(NAME));

        try (Warehouse other = new Warehouse(elsewhere)) {
            other.load(archive);
            assertEquals(
                    image.digest(),
                    other.images.get(Warehouse.NAMESPACE, NAME).target().digest());
        }
    }

    @Test
    void ofSeveralPlatformsTheOneThatIsAskedForIsSavedAlone() throws IOException {
        TestImage host = TestImage.of(BASE);
        TestImage other = TestImage.of("s390x", TOP);
        Platform platform = Platform.parse("linux/s390x");
        byte[] index = Documents.write(Index.oci(List.of(listed(host, Platform.host()), listed(other, platform))));
        load(
                host,
                NAME,
                new Descriptor(MediaTypes.OCI_INDEX, Digest.of(index), index.length),
                index,
                other.manifest(),
                other.config(),
                other.layers().getFirst());
        List<ImageReference> names = List.of(ImageReference.parse(NAME));

        byte[] archive = save(new SaveOrder(NAME, names, List.of(platform)));

        assertTrue(names(archive).contains("blobs/sha256/" + other.digest().hex()));
        assertFalse(names(archive).contains("blobs/sha256/" + host.digest().hex()));
        var error = assertThrows(
                NotFoundException.class,
                () -> save(new SaveOrder(NAME, names, List.of(Platform.parse("linux/riscv64")))));
        assertEquals(
                "image with reference app:1 was found but does not provide the specified platform (linux/riscv64)",
                error.text());
    }

    @Test
    void ofManyPlatformsThoseThatAreAskedForAreSavedWithTheirIndex() throws IOException {
        TestImage one = TestImage.of(BASE);
        TestImage two = TestImage.of("s390x", TOP);
        TestImage three = TestImage.of("riscv64", BASE, TOP);
        TestArtifact said = TestArtifact.of("said of two".getBytes(UTF_8));
        Descriptor plain = said.descriptor();
        Map<String, String> aboutTwo = Map.of(
                "vnd.docker.reference.type",
                "x",
                "vnd.docker.reference.digest",
                two.digest().toString());
        byte[] index = Documents.write(Index.oci(List.of(
                listed(one, Platform.parse("linux/amd64")),
                listed(two, Platform.parse("linux/s390x")),
                listed(three, Platform.parse("linux/riscv64")),
                new Descriptor(plain.mediaType(), plain.digest(), plain.size(), aboutTwo, null))));
        List<byte[]> all = new ArrayList<>(List.of(index, said.manifest()));
        all.addAll(said.blobs());
        for (TestImage image : List.of(one, two, three)) {
            all.add(image.manifest());
            all.add(image.config());
            all.addAll(image.layers());
        }
        Descriptor target = new Descriptor(MediaTypes.OCI_INDEX, Digest.of(index), index.length);
        load(one, NAME, target, all.toArray(byte[][]::new));
        List<ImageReference> names = List.of(ImageReference.parse(NAME));

        byte[] archive =
                save(new SaveOrder(NAME, names, List.of(Platform.parse("linux/s390x"), Platform.parse("linux/amd64"))));

        assertTrue(names(archive).contains("blobs/sha256/" + said.digest().hex()));
        assertFalse(names(archive).contains("blobs/sha256/" + three.digest().hex()));
        try (Warehouse other = new Warehouse(elsewhere)) {
            other.load(archive, "linux/riscv64,linux/s390x");
            Image loaded = other.images.get(Warehouse.NAMESPACE, NAME);
            assertEquals(target.digest(), loaded.target().digest());
            assertEquals(two.id().toString(), loaded.labels().get(ImageLabels.ID));
            assertTrue(other.content.contains(Digest.of(one.layers().getFirst())));
        }
    }

    private static Descriptor listed(TestImage image, Platform platform) {
        return new Descriptor(MediaTypes.OCI_MANIFEST, image.digest(), image.manifest().length, Map.of(), platform);
    }

    @Test
    void aMissingBlobIsToldBeforeAnythingIsWritten() {
        TestImage image = TestImage.of(BASE);
        load(image, NAME, image.descriptor());
        warehouse.content.delete(Digest.of(image.layers().getFirst()));

        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        Saver saver = new Saver(warehouse.content, warehouse.images, new Pins());

        assertThrows(NotFoundException.class, () -> saver.save(Warehouse.NAMESPACE, List.of(order(NAME)), archive));
        assertEquals(0, archive.size());
    }
}
