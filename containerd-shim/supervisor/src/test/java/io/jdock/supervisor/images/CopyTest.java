package io.jdock.supervisor.images;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.errdefs.CanceledException;
import io.jdock.errdefs.DataLossException;
import io.jdock.errdefs.FailedPreconditionException;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.errdefs.NotFoundException;
import io.jdock.linux.tree.Directory;
import io.jdock.oci.image.Digest;
import io.jdock.oci.image.Documents;
import io.jdock.oci.image.HistoryEntry;
import io.jdock.oci.image.ImageConfig;
import io.jdock.oci.image.Index;
import io.jdock.oci.image.Manifest;
import io.jdock.oci.image.RootFs;
import io.jdock.supervisor.copy.Selection;
import io.jdock.supervisor.images.TreeFiles.Tree;
import io.jdock.supervisor.pack.Manner;
import io.jdock.supervisor.pack.TreePacker;
import io.jdock.supervisor.received.NewFile;
import io.jdock.supervisor.received.Reception;
import io.jdock.supervisor.snapshots.Snapshot;
import io.jdock.supervisor.tar.EntryWriter;
import io.jdock.supervisor.tar.TarBuilder;
import io.jdock.supervisor.unpack.LayerUnpacker;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images that are made of files that were received, or of other images' files. */
final class CopyTest {

    private static final String NEW = "docker.io/library/new:1";
    private static final byte[] BASE = new TarBuilder()
            .directory("etc/")
            .file("etc/passwd", "root:x:0:0::/:/bin/sh\nuser:x:1000:1001::/:/bin/sh\n")
            .directory("data/")
            .file("data/kept", "old")
            .file("data/replaced", "old")
            .build();

    @TempDir
    Path root;

    private Warehouse warehouse;
    private TestImage base;

    @BeforeEach
    void open() {
        RootOnly.require();
        warehouse = new Warehouse(root);
        base = load(BASE);
    }

    private TestImage load(byte[] layer) {
        TestImage image = TestImage.of(layer);
        TarBuilder archive = new TarBuilder();
        for (byte[] blob : List.of(image.layers().getFirst(), image.config(), image.manifest())) {
            archive.file("blobs/sha256/" + Digest.of(blob).hex(), blob);
        }
        warehouse.load(archive.file("index.json", Documents.write(Index.oci(List.of(image.descriptor()))))
                .build());
        return image;
    }

    @AfterEach
    void close() throws IOException {
        if (warehouse == null) {
            return;
        }
        try (var views = Files.list(root.resolve("snapshots/views"))) {
            assertEquals(List.of(), views.toList());
            assertEquals(List.of(), warehouse.leftovers());
        } finally {
            warehouse.close();
        }
        assertTrue(
                Files.readAllLines(Path.of("/proc/self/mountinfo")).stream()
                        .noneMatch(mount -> mount.contains(root.toString())),
                "no mount is left");
    }

    private NewImage onBase(String name) {
        return order(Optional.of(base.id().toString()), Documents.config(base.config(), "config"), name);
    }

    private NewImage onNothing(String name) {
        ImageConfig config = Documents.config(base.config(), "config");
        return order(Optional.empty(), config.withRootFs(new RootFs(List.of())), name);
    }

    private static NewImage order(Optional<String> base, ImageConfig config, String name) {
        HistoryEntry step = new HistoryEntry("2026-01-01T00:00:00Z", "COPY", "", "", false);
        return new NewImage(Warehouse.NAMESPACE, base, config.withHistory(List.of(step)), name, "");
    }

    private static TreeFiles from(Tree tree, String... patterns) {
        return new TreeFiles(tree, new Selection(List.of(patterns), List.of(), false));
    }

    private static CopyOrder to(String destination, TreeFiles... files) {
        return new CopyOrder(List.of(files), destination, "", OptionalInt.empty());
    }

    private Reception receive(byte[] archive) {
        Reception reception = warehouse.received.begin();
        reception.unpack(new ByteArrayInputStream(archive));
        return reception;
    }

    private static Tree.Received tree(Reception reception) {
        return new Tree.Received(reception.key());
    }

    private void copy(NewImage order, CopyOrder copy) {
        warehouse.composer.copy(order, copy, warehouse.events::add);
    }

    private String id(String name) {
        return warehouse.images.get(Warehouse.NAMESPACE, name).labels().getOrDefault(ImageLabels.ID, "");
    }

    private String read(String name, String path) {
        return new String(warehouse.trees.read(Warehouse.NAMESPACE, new Tree.OfImage(id(name)), path, 100), UTF_8);
    }

    private Manifest manifest(String name) {
        Digest target = warehouse.images.get(Warehouse.NAMESPACE, name).target().digest();
        return (Manifest) Documents.image(warehouse.content.readAll(target, Documents.MAX_BYTES), name);
    }

    private ImageConfig config(String name) {
        Digest digest = manifest(name).config().digest();
        return Documents.config(warehouse.content.readAll(digest, Documents.MAX_BYTES), name);
    }

    @Test
    void filesThatWereReceivedBecomeALayer() {
        byte[] archive = new TarBuilder()
                .file("replaced", "new")
                .file("more", "more")
                .file("other", "x")
                .build();
        try (Reception reception = receive(archive)) {
            copy(onBase(NEW), to("/data/", from(tree(reception), "replaced", "m*")));
        }

        assertEquals("new", read(NEW, "data/replaced"));
        assertEquals("more", read(NEW, "/data/more"));
        assertEquals("old", read(NEW, "data/kept"));
        assertThrows(NotFoundException.class, () -> read(NEW, "data/other"));
        assertEquals(2, manifest(NEW).layers().size());
        warehouse.garbage.collect();
        assertEquals("new", read(NEW, "data/replaced"));
    }

    @Test
    void filesAreCopiedOutOfAnotherImageIntoNothing() {
        copy(onNothing(NEW), to("/", from(new Tree.OfImage(base.id().toString()), "data")));

        assertEquals("old", read(NEW, "kept"));
        assertEquals(1, manifest(NEW).layers().size());
        assertEquals(1, config(NEW).rootfs().diffIds().size());
    }

    @Test
    void whatChangesNothingIsNoLayer() {
        copy(onBase(NEW), to("/data"));

        assertEquals(1, manifest(NEW).layers().size());
        assertTrue(config(NEW).history().getLast().emptyLayer());

        copy(onBase(NEW), to("/work/place"));

        assertEquals(2, manifest(NEW).layers().size());
    }

    /** The options of such a mount have no room in a page. */
    @Test
    void copiesGoOnTopOfManyLayers() {
        int count = 80;
        try (Reception reception = receive(new TarBuilder().file("f", "x").build())) {
            copy(onBase(NEW), to("/0", from(tree(reception), "f")));
            for (int i = 1; i < count; i++) {
                copy(order(Optional.of(id(NEW)), config(NEW), NEW), to("/" + i, from(tree(reception), "f")));
            }
        }

        assertEquals(count + 1, manifest(NEW).layers().size());
        assertEquals("x", read(NEW, "0"));
        assertEquals("x", read(NEW, Integer.toString(count - 1)));
        assertEquals("old", read(NEW, "data/kept"));
    }

    @Test
    void theSnapshotIsWhatUnpackingTheLayerMakes() throws IOException {
        byte[] archive = new TarBuilder()
                .directory("dev/")
                .directory("d/")
                .mode(04755)
                .pax("SCHILY.xattr.user.note", new byte[] {1, 2})
                .pax("mtime", "100.000000007")
                .file("d/setuid", "x")
                .hardLink("d/second", "d/setuid")
                .symlink("d/link", "setuid")
                .fifo("d/p")
                .characterDevice("d/null", 1, 3)
                .file("d/\u00c3\u00a4", "name")
                .file("etc/hosts", "")
                .mode(01777)
                .directory("tmp/")
                .build();
        try (Reception reception = receive(archive)) {
            copy(onBase(NEW), to("/", from(tree(reception), ".")));
        }
        Digest layer = manifest(NEW).layers().getLast().digest();
        Path unpacked = Files.createDirectory(root.resolve("unpacked"));
        try (InputStream blob = Channels.newInputStream(warehouse.content.read(layer))) {
            new LayerUnpacker("layer", unpacked).unpack(blob);
        }

        byte[] packed = pack(warehouse.top(NEW));

        assertArrayEquals(pack(unpacked), packed);
        assertEquals(
                config(NEW).rootfs().diffIds().getLast().digest(),
                Digest.of(packed),
                "it packs to the same layer again");
    }

    private static byte[] pack(Path tree) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Directory directory = Directory.open(tree)) {
            EntryWriter archive = new EntryWriter(out);
            new TreePacker(archive, Manner.CHANGES).pack(directory);
            archive.finish();
        }
        return out.toByteArray();
    }

    @Test
    void ownersAreThoseOfTheImageThatIsCopiedTo() throws IOException {
        try (Reception reception = receive(new TarBuilder().file("f", "x").build())) {
            copy(onBase(NEW), new CopyOrder(List.of(from(tree(reception), "f")), "/f", "user:7", OptionalInt.of(0600)));
        }

        Path file = warehouse.top(NEW).resolve("f");
        assertEquals(1000, Files.getAttribute(file, "unix:uid"));
        assertEquals(7, Files.getAttribute(file, "unix:gid"));
        assertEquals(0600, (int) Files.getAttribute(file, "unix:mode") & 07777);
    }

    @Test
    void whatFailsLeavesNothing() {
        List<Snapshot> before = warehouse.snapshots.list();
        try (Reception reception = receive(new TarBuilder().file("f", "x").build())) {
            Tree tree = tree(reception);
            assertThrows(NotFoundException.class, () -> copy(onBase(NEW), to("/", from(tree, "f", "none"))));
            assertThrows(
                    InvalidArgumentException.class,
                    () -> copy(
                            onBase(NEW),
                            new CopyOrder(List.of(from(tree, "f")), "/f", "nobody-here", OptionalInt.empty())));
            assertThrows(
                    NotFoundException.class,
                    () -> copy(onBase(NEW), to("/", from(tree, "f"), from(new Tree.Received("other"), "f"))));
            assertThrows(
                    FailedPreconditionException.class,
                    () -> copy(onBase(NEW), to("/", from(new Tree.OfImage("sha256:" + "0".repeat(64)), "f"))));
        }

        assertEquals(before, warehouse.snapshots.list());
        assertTrue(warehouse.images.find(Warehouse.NAMESPACE, NEW).isEmpty());
    }

    @Test
    void aCopyThatIsInterruptedLeavesNothing() {
        List<Snapshot> before = warehouse.snapshots.list();
        try (Reception reception = receive(new TarBuilder().file("f", "x").build())) {
            CopyOrder order = to("/", from(tree(reception), "f"));
            Thread.currentThread().interrupt();

            assertThrows(CanceledException.class, () -> copy(onBase(NEW), order));
        } finally {
            boolean _ = Thread.interrupted();
        }
        assertEquals(before, warehouse.snapshots.list());
        assertTrue(warehouse.images.find(Warehouse.NAMESPACE, NEW).isEmpty());
    }

    @Test
    void filesGoWithTheCallThatBroughtThem() {
        Reception reception = receive(new TarBuilder().file("f", "x").build());
        Tree tree = tree(reception);
        assertEquals(1, warehouse.leftovers().size());

        reception.close();

        var error =
                assertThrows(NotFoundException.class, () -> warehouse.trees.read(Warehouse.NAMESPACE, tree, "f", 9));
        assertEquals("received files %s: not kept, or no longer".formatted(reception.key()), error.text());
    }

    @Test
    void aDamagedArchiveIsRefused() {
        byte[] whole = TestImage.gzip(new TarBuilder().file("f", "x").build());
        whole[whole.length - 8] ^= 1;
        try (Reception reception = warehouse.received.begin()) {
            assertThrows(DataLossException.class, () -> reception.unpack(new ByteArrayInputStream(whole)));
        }
        try (Reception reception = warehouse.received.begin()) {
            byte[] outside = new TarBuilder().file("../outside", "x").build();
            assertThrows(DataLossException.class, () -> reception.unpack(new ByteArrayInputStream(outside)));
        }
    }

    @Test
    void aFileThatIsReceivedHasItsNameAndIsWhatWasWanted() throws IOException {
        byte[] bytes = "content".getBytes(UTF_8);
        Optional<Digest> right = Optional.of(Digest.of(bytes));
        Optional<Digest> wrong = Optional.of(Digest.of(new byte[0]));
        try (Reception reception = warehouse.received.begin()) {
            reception.store(new NewFile("ä b", 0640, Optional.empty(), right), new ByteArrayInputStream(bytes));
            NewFile other = new NewFile("other", 0640, Optional.empty(), wrong);
            assertThrows(DataLossException.class, () -> reception.store(other, new ByteArrayInputStream(bytes)));

            assertEquals(
                    "content", new String(warehouse.trees.read(Warehouse.NAMESPACE, tree(reception), "ä b", 7), UTF_8));
        }
        for (String name : List.of("", ".", "..", "a/b", "a\0b", "n".repeat(256))) {
            assertThrows(
                    InvalidArgumentException.class,
                    () -> new NewFile(name, 0640, Optional.empty(), Optional.empty()),
                    name);
        }
        assertThrows(InvalidArgumentException.class, () -> NewFile.checksum("md5:00"));
        assertThrows(InvalidArgumentException.class, () -> NewFile.checksum("sha256:00"));
    }

    @Test
    void aFingerprintKnowsWhatWouldBeCopied() {
        try (Reception one = receive(new TarBuilder().file("f", "x").build());
                Reception same =
                        receive(new TarBuilder().owner(5, 5).file("f", "x").build());
                Reception other = receive(new TarBuilder().file("f", "y").build())) {
            Digest digest = warehouse.trees.fingerprint(Warehouse.NAMESPACE, List.of(from(tree(one), "f")));

            assertEquals(digest, warehouse.trees.fingerprint(Warehouse.NAMESPACE, List.of(from(tree(same), "f"))));
            assertNotEquals(digest, warehouse.trees.fingerprint(Warehouse.NAMESPACE, List.of(from(tree(other), "f"))));
        }
    }
}
