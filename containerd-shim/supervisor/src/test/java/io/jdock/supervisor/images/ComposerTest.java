package io.jdock.supervisor.images;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.Zstd;
import io.jdock.errdefs.DataLossException;
import io.jdock.errdefs.FailedPreconditionException;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.linux.Fd;
import io.jdock.linux.StreamCalls;
import io.jdock.linux.XattrCalls;
import io.jdock.linux.tree.Directory;
import io.jdock.oci.image.Descriptor;
import io.jdock.oci.image.DiffId;
import io.jdock.oci.image.Digest;
import io.jdock.oci.image.Documents;
import io.jdock.oci.image.HistoryEntry;
import io.jdock.oci.image.ImageConfig;
import io.jdock.oci.image.Index;
import io.jdock.oci.image.Manifest;
import io.jdock.oci.image.RootFs;
import io.jdock.supervisor.mounts.Mount;
import io.jdock.supervisor.mounts.MountedTree;
import io.jdock.supervisor.tar.TarBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ComposerTest {

    private static final String NEW = "docker.io/library/new:1";
    private static final byte[] BASE = new TarBuilder()
            .directory("etc/")
            .file("etc/kept", "old")
            .file("etc/gone", "old")
            .build();

    @TempDir
    Path root;

    private Warehouse warehouse;
    private TestImage base;

    @BeforeEach
    void open() {
        RootOnly.require();
        warehouse = new Warehouse(root);
        base = TestImage.of(BASE);
        TarBuilder archive = new TarBuilder();
        blob(archive, base.layers().getFirst());
        blob(archive, base.config());
        blob(archive, base.manifest());
        warehouse.load(archive.file("index.json", Documents.write(Index.oci(List.of(base.descriptor()))))
                .build());
    }

    private static void blob(TarBuilder archive, byte[] bytes) {
        archive.file("blobs/sha256/" + Digest.of(bytes).hex(), bytes);
    }

    @AfterEach
    void close() {
        if (warehouse != null) {
            warehouse.close();
        }
    }

    private ImageConfig baseConfig() {
        return Documents.config(base.config(), "config");
    }

    private NewImage order() {
        return order(baseConfig());
    }

    private NewImage order(ImageConfig config) {
        return new NewImage(Warehouse.NAMESPACE, Optional.of(base.id().toString()), config, NEW, "");
    }

    private ImageConfig configOf(String name) {
        byte[] bytes = warehouse.content.readAll(manifest(name).config().digest(), Documents.MAX_BYTES);
        return Documents.config(bytes, name);
    }

    private static ImageConfig withStep(ImageConfig config) {
        List<HistoryEntry> history = new ArrayList<>(config.history());
        history.add(new HistoryEntry("2026-01-01T00:00:00Z", "a step", "", "", false));
        return config.withHistory(history);
    }

    /** Mounts a snapshot of the base under a key, changes it, and unmounts it. */
    private void write(String key, Change change) throws IOException {
        List<Mount> mounts = warehouse.snapshots.prepare(
                Warehouse.NAMESPACE, key, baseConfig().chainId().map(Object::toString), Map.of());
        MountedTree tree = new MountedTree(root.resolve("mounted"));
        tree.mount(mounts);
        try {
            change.in(tree.root());
        } finally {
            tree.unmount();
        }
    }

    private interface Change {
        void in(Path tree) throws IOException;
    }

    private Manifest manifest(String name) {
        Image image = warehouse.images.get(Warehouse.NAMESPACE, name);
        byte[] bytes = warehouse.content.readAll(image.target().digest(), Documents.MAX_BYTES);
        return (Manifest) Documents.image(bytes, name);
    }

    /** What a container of the image would see. */
    private String read(String name, String path) throws IOException {
        String chain = warehouse.images.get(Warehouse.NAMESPACE, name).labels().getOrDefault(ImageLabels.CHAIN_ID, "");
        try (Directory files = warehouse.snapshots.openMerged(chain);
                Directory etc = files.find("etc").orElseThrow()) {
            if (etc.status(path).isEmpty()) {
                return "";
            }
            try (Fd file = etc.openFile(path)) {
                return new String(StreamCalls.read(file, 100), UTF_8);
            }
        }
    }

    @Test
    void aCommitAddsWhatWasWrittenAndTakesAwayWhatWasDeleted() throws IOException {
        write("c", tree -> {
            Files.delete(tree.resolve("etc/gone"));
            Files.writeString(tree.resolve("etc/new"), "new");
        });

        warehouse.composer.commit(order(), "c", warehouse.events::add);

        assertEquals("new", read(NEW, "new"));
        assertEquals("old", read(NEW, "kept"));
        assertEquals("", read(NEW, "gone"));
        Manifest manifest = manifest(NEW);
        assertEquals(2, manifest.layers().size());
        assertEquals(
                base.id().toString(),
                warehouse.images.get(Warehouse.NAMESPACE, NEW).labels().get(ImageLabels.PARENT));
        warehouse.garbage.collect();
        assertEquals("new", read(NEW, "new"));
        assertTrue(manifest.layers().stream().allMatch(layer -> warehouse.content.contains(layer.digest())));
        assertEquals(List.of(), warehouse.leftovers());
    }

    @Test
    void anImageIsGivenAnotherConfigurationAndKeepsItsLayers() throws IOException {
        NewImage order = new NewImage(
                Warehouse.NAMESPACE, Optional.of(base.id().toString()), withStep(baseConfig()), NEW, "key");

        warehouse.composer.configure(order, warehouse.events::add);

        Image image = warehouse.images.get(Warehouse.NAMESPACE, NEW);
        assertEquals("key", image.labels().get(ImageLabels.BUILD_KEY));
        assertEquals(base.id().toString(), image.labels().get(ImageLabels.PARENT));
        assertEquals("old", read(NEW, "kept"));
        assertEquals(baseConfig().rootfs(), configOf(NEW).rootfs());
        assertTrue(configOf(NEW).history().getLast().emptyLayer());
        assertEquals(List.of(), warehouse.leftovers());
    }

    @Test
    void anImageOfNothingHasNoLayers() {
        ImageConfig config = withStep(baseConfig().withRootFs(new RootFs(List.of())));

        warehouse.composer.configure(
                new NewImage(Warehouse.NAMESPACE, Optional.empty(), config, "", "key"), warehouse.events::add);

        Digest id = recorded().id();
        assertEquals(List.of(), manifest(id.toString()).layers());
        assertTrue(configOf(id.toString()).rootfs().diffIds().isEmpty());
        warehouse.garbage.collect();
        assertTrue(warehouse.content.contains(id));
    }

    private TransferEvent.Recorded recorded() {
        return (TransferEvent.Recorded) warehouse.events.getLast();
    }

    @Test
    void aConfigurationWithLayersOfAnotherImageIsRefused() {
        DiffId other = new DiffId(Digest.of(new byte[] {1}));
        NewImage order = order(baseConfig().withRootFs(new RootFs(List.of(other))));

        assertThrows(InvalidArgumentException.class, () -> warehouse.composer.configure(order, warehouse.events::add));
    }

    @Test
    void aCommitOfWhatChangesNothingHasNoLayer() throws IOException {
        write("untouched", _ -> {});
        write("run", tree -> {
            Files.createFile(tree.resolve("etc/hosts"));
            Files.createDirectories(tree.resolve("dev/pts"));
        });
        write("undone", tree -> {
            Files.createFile(tree.resolve("etc/new"));
            Files.delete(tree.resolve("etc/new"));
        });
        for (String key : List.of("untouched", "run", "undone")) {
            warehouse.composer.commit(order(withStep(baseConfig())), key, warehouse.events::add);

            assertEquals(baseConfig().rootfs(), configOf(NEW).rootfs(), key);
            assertTrue(configOf(NEW).history().getLast().emptyLayer(), key);
            assertEquals(List.of(), warehouse.leftovers());
        }
    }

    @Test
    void aCommitKeepsWhatConcernsDirectoriesAlone() throws IOException {
        write(
                "mode",
                tree -> Files.setPosixFilePermissions(
                        tree.resolve("etc"), PosixFilePermissions.fromString("rwx------")));
        write("root", tree -> Files.setPosixFilePermissions(tree, PosixFilePermissions.fromString("rwx------")));
        write("attribute", tree -> XattrCalls.set(tree.resolve("etc").toString(), "user.note", new byte[] {1}));
        write("new", tree -> Files.createDirectory(tree.resolve("etc/empty")));
        write("gone", tree -> Files.delete(tree.resolve("etc/gone")));
        write("anew", tree -> {
            Files.delete(tree.resolve("etc/gone"));
            Files.delete(tree.resolve("etc/kept"));
            Files.delete(tree.resolve("etc"));
            Files.createDirectory(tree.resolve("etc"));
        });
        for (String key : List.of("mode", "root", "attribute", "new", "gone", "anew")) {
            warehouse.composer.commit(order(withStep(baseConfig())), key, warehouse.events::add);

            assertEquals(2, configOf(NEW).rootfs().diffIds().size(), key);
            assertFalse(configOf(NEW).history().getLast().emptyLayer(), key);
        }
    }

    @Test
    void aCommitOfAnUntouchedContainerOfNothingHasNoLayer() throws IOException {
        ImageConfig config = withStep(baseConfig().withRootFs(new RootFs(List.of())));
        warehouse.composer.configure(
                new NewImage(Warehouse.NAMESPACE, Optional.empty(), config, "", ""), warehouse.events::add);
        String id = recorded().id().toString();
        warehouse.snapshots.prepare(Warehouse.NAMESPACE, "c", Optional.empty(), Map.of());
        try (Directory files = warehouse.snapshots.openChanges("c")) {
            files.makeDirectory("etc", 0755);
            files.makeDirectory("proc", 0755);
        }

        warehouse.composer.commit(
                new NewImage(Warehouse.NAMESPACE, Optional.of(id), config, NEW, ""), "c", warehouse.events::add);

        assertEquals(List.of(), manifest(NEW).layers());
    }

    @Test
    void whatWasBuiltIsNotKnownByWhatItWasBuiltByWhenItComesFromElsewhere() {
        NewImage order = new NewImage(
                Warehouse.NAMESPACE, Optional.of(base.id().toString()), withStep(baseConfig()), NEW, "key");
        warehouse.composer.configure(order, warehouse.events::add);
        TarBuilder archive = new TarBuilder();
        blob(archive, base.layers().getFirst());
        blob(archive, warehouse.content.readAll(manifest(NEW).config().digest(), Documents.MAX_BYTES));
        Descriptor target = warehouse.images.get(Warehouse.NAMESPACE, NEW).target();
        blob(archive, warehouse.content.readAll(target.digest(), Documents.MAX_BYTES));
        Descriptor named = new Descriptor(
                target.mediaType(),
                target.digest(),
                target.size(),
                Map.of(
                        "io.containerd.image.name",
                        "docker.io/library/loaded:1",
                        ImageLabels.BUILD_KEY,
                        "key",
                        ImageLabels.PARENT,
                        base.id().toString()),
                null);

        warehouse.load(archive.file("index.json", Documents.write(Index.oci(List.of(named))))
                .build());

        Image loaded = warehouse.images.get(Warehouse.NAMESPACE, "docker.io/library/loaded:1");
        assertFalse(loaded.labels().containsKey(ImageLabels.BUILD_KEY));
        assertFalse(loaded.labels().containsKey(ImageLabels.PARENT));
        warehouse.tag(NEW, "docker.io/library/renamed:1");
        assertEquals(
                "key",
                warehouse
                        .images
                        .get(Warehouse.NAMESPACE, "docker.io/library/renamed:1")
                        .labels()
                        .get(ImageLabels.BUILD_KEY));
    }

    @Test
    void aContainerGoesOnWhileItsFilesAreRead() throws IOException {
        write("c", tree -> {
            Files.writeString(tree.resolve("etc/new"), "new");
            try (Directory files = warehouse.snapshots.openMerged("c");
                    Directory etc = files.find("etc").orElseThrow()) {
                assertEquals(List.of("gone", "kept", "new"), etc.names());
            }
            Files.writeString(tree.resolve("etc/later"), "later");
            assertEquals("later", Files.readString(tree.resolve("etc/later")));
        });
        try (var views = Files.list(root.resolve("snapshots/views"))) {
            assertEquals(List.of(), views.toList());
        }
    }

    @Test
    void aCommitOfAnImageThatIsGoneSaysSo() throws IOException {
        write("c", tree -> Files.writeString(tree.resolve("f"), "x"));
        warehouse.images.delete(Warehouse.NAMESPACE, base.id().toString());

        var error = assertThrows(
                FailedPreconditionException.class,
                () -> warehouse.composer.commit(order(), "c", warehouse.events::add));

        assertEquals("the image %s is not kept any more".formatted(base.id()), error.text());
        assertEquals(List.of(), warehouse.leftovers());
    }

    @Test
    void anImportHasOneLayerHoweverTheArchiveIsCompressed() throws IOException {
        byte[] archive = new TarBuilder().directory("etc/").file("etc/f", "x").build();
        DiffId diffId = new DiffId(Digest.of(archive));
        for (byte[] form : List.of(archive, TestImage.gzip(archive), Zstd.compress(archive))) {
            importFiles(form);

            assertEquals("x", read(NEW, "f"));
            Manifest manifest = manifest(NEW);
            byte[] config = warehouse.content.readAll(manifest.config().digest(), Documents.MAX_BYTES);
            assertEquals(
                    List.of(diffId), Documents.config(config, "config").rootfs().diffIds());
        }
    }

    private void importFiles(byte[] archive) {
        ImageConfig config = baseConfig().withRootFs(new RootFs(List.of()));
        warehouse.composer.importFiles(
                new NewImage(Warehouse.NAMESPACE, Optional.empty(), config, NEW, ""),
                new ByteArrayInputStream(archive),
                warehouse.events::add);
    }

    @Test
    void anImportThatIsNoArchiveLeavesNothing() {
        byte[] cut = TestImage.gzip(BASE);
        byte[] half = Arrays.copyOf(cut, cut.length / 2);

        assertThrows(
                DataLossException.class,
                () -> importFiles("no archive, but long enough".repeat(100).getBytes(UTF_8)));
        assertThrows(DataLossException.class, () -> importFiles(half));
        assertThrows(
                DataLossException.class,
                () -> importFiles(new byte[] {(byte) 0xfd, '7', 'z', 'X', 'Z', 0, 1, 1, 1, 1}));

        assertTrue(warehouse.images.find(Warehouse.NAMESPACE, NEW).isEmpty());
        assertEquals(List.of(), warehouse.leftovers());
        assertFalse(warehouse.images.list(Warehouse.NAMESPACE).isEmpty(), "the base is still there");
    }
}
