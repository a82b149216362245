package io.jdock.supervisor.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.errdefs.ResourceExhaustedException;
import io.jdock.linux.DiskFull;
import io.jdock.oci.image.ImageConfig;
import io.jdock.oci.image.RootFs;
import io.jdock.supervisor.copy.Selection;
import io.jdock.supervisor.mounts.Mount;
import io.jdock.supervisor.mounts.MountedTree;
import io.jdock.supervisor.received.NewFile;
import io.jdock.supervisor.received.Reception;
import io.jdock.supervisor.registry.FakeRegistry;
import io.jdock.supervisor.snapshots.Extraction;
import io.jdock.supervisor.tar.TarBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The store is on a file system of 8 MiB, which an image does not fit into while something else is there. */
final class FullDiskTest {

    @TempDir
    Path directory;

    private final FakeRegistry registry = new FakeRegistry();
    private MountedTree disk;
    private Warehouse warehouse;

    @BeforeEach
    void open() {
        RootOnly.require();
        disk = new MountedTree(directory.resolve("disk"));
        disk.mount(List.of(new Mount("tmpfs", "tmpfs", "", List.of("size=8m"))));
        warehouse = new Warehouse(disk.root());
    }

    @AfterEach
    void close() {
        registry.close();
        if (warehouse != null) {
            warehouse.close();
            disk.unmount();
        }
    }

    private static byte[] random(int bytes) {
        byte[] random = new byte[bytes];
        new Random(bytes).nextBytes(random);
        return random;
    }

    @Test
    void aPullThatDoesNotFitLeavesNothingAndSucceedsWhenThereIsRoom() throws IOException {
        TestImage image =
                TestImage.of(new TarBuilder().file("big", random(2 << 20)).build());
        Warehouse.publish(registry, "latest", image);
        String app = registry.host() + "/app:latest";
        Path other = disk.root().resolve("other");
        Files.write(other, new byte[5 << 20]);

        var failure = assertThrows(RuntimeException.class, () -> warehouse.pull(app));

        assertTrue(DiskFull.behind(failure).isPresent(), failure.toString());
        assertEquals(List.of(), warehouse.leftovers());
        assertEquals(List.of(), warehouse.leases.list(Warehouse.NAMESPACE));
        warehouse.garbage.collect();
        assertEquals(List.of(), warehouse.content.list());
        Files.delete(other);
        warehouse.pull(app);
        assertEquals(2 << 20, Files.size(warehouse.top(app).resolve("big")));
    }

    @Test
    void filesThatDoNotFitAreNotReceived() throws IOException {
        Files.write(disk.root().resolve("other"), new byte[6 << 20]);
        byte[] archive = new TarBuilder().file("big", random(2 << 20)).build();
        try (Reception reception = warehouse.received.begin()) {
            var failure =
                    assertThrows(RuntimeException.class, () -> reception.unpack(new ByteArrayInputStream(archive)));
            assertTrue(DiskFull.behind(failure).isPresent(), failure.toString());
        }
        try (Reception reception = warehouse.received.begin()) {
            NewFile file = new NewFile("f", 0600, Optional.empty(), Optional.empty());
            var failure = assertThrows(
                    RuntimeException.class, () -> reception.store(file, new ByteArrayInputStream(archive)));
            assertTrue(DiskFull.behind(failure).isPresent(), failure.toString());
        }
        assertEquals(List.of(), warehouse.leftovers());
    }

    /** The first is too little for the files, the second for the layer, too. */
    @ParameterizedTest
    @ValueSource(ints = {1 << 20, 5 << 19})
    void aCopyThatDoesNotFitLeavesNothingAndSucceedsWhenThereIsRoom(int room) throws IOException {
        ImageConfig config = new ImageConfig(
                null, null, "amd64", "linux", null, null, null, new RootFs(List.of()), List.of(), null, null, null);
        NewImage order = new NewImage(Warehouse.NAMESPACE, Optional.empty(), config, "new", "");
        try (Reception reception = warehouse.received.begin()) {
            reception.unpack(new ByteArrayInputStream(
                    new TarBuilder().file("big", random(2 << 20)).build()));
            CopyOrder copy = new CopyOrder(
                    List.of(new TreeFiles(
                            new TreeFiles.Tree.Received(reception.key()),
                            new Selection(List.of("big"), List.of(), false))),
                    "/big",
                    "",
                    OptionalInt.empty());
            Path other = disk.root().resolve("other");
            long free = Files.getFileStore(disk.root()).getUsableSpace();
            Files.write(other, new byte[(int) free - room]);

            var failure = assertThrows(
                    RuntimeException.class, () -> warehouse.composer.copy(order, copy, warehouse.events::add));

            assertTrue(DiskFull.behind(failure).isPresent(), failure.toString());
            warehouse.snapshots.awaitRemovals();
            assertEquals(1, warehouse.leftovers().size(), "what was received");
            assertEquals(List.of(), warehouse.content.list());
            assertEquals(List.of(), warehouse.snapshots.list());
            Files.delete(other);
            warehouse.composer.copy(order, copy, warehouse.events::add);
            assertEquals(2 << 20, Files.size(warehouse.top("new").resolve("big")));
        }
    }

    @Test
    void anImageCanBeRemovedFromADiskWithoutAnyRoom() throws IOException {
        TestImage image =
                TestImage.of(new TarBuilder().file("big", random(1 << 20)).build());
        Warehouse.publish(registry, "latest", image);
        String app = registry.host() + "/app:latest";
        warehouse.pull(app);
        fill();
        int names = 0;
        while (isTagged(app, "name-" + names)) {
            names++;
        }

        warehouse.images.delete(Warehouse.NAMESPACE, app);
        for (int i = 0; i < names; i++) {
            warehouse.images.delete(Warehouse.NAMESPACE, "name-" + i);
        }
        warehouse.garbage.collect();

        assertEquals(List.of(), warehouse.content.list());
        assertEquals(List.of(), warehouse.snapshots.list());
        assertTrue(Files.exists(disk.root().resolve("metadata.reserve")));
    }

    private boolean isTagged(String image, String name) {
        try {
            warehouse.tag(image, name);
            return true;
        } catch (ResourceExhaustedException e) {
            return false;
        }
    }

    private void fill() throws IOException {
        try (OutputStream filler = Files.newOutputStream(disk.root().resolve("filler"))) {
            assertThrows(IOException.class, () -> {
                while (true) {
                    filler.write(new byte[4096]);
                }
            });
        }
    }

    /** One of the numbers is such that a snapshot's directory can be made, but not the one in it. */
    @ParameterizedTest
    @ValueSource(ints = {40, 41})
    void aSnapshotThatCannotBeMadeLeavesNothing(int inodes) {
        MountedTree small = new MountedTree(directory.resolve("small"));
        small.mount(List.of(new Mount("tmpfs", "tmpfs", "", List.of("size=8m", "nr_inodes=" + inodes))));
        try (Warehouse store = new Warehouse(small.root())) {
            List<Extraction> made = new ArrayList<>();
            var failure = assertThrows(RuntimeException.class, () -> {
                while (true) {
                    made.add(store.snapshots.extract());
                }
            });

            assertTrue(DiskFull.behind(failure).isPresent(), failure.toString());
            assertEquals(made.size(), store.leftovers().size());
        } finally {
            small.unmount();
        }
    }
}
