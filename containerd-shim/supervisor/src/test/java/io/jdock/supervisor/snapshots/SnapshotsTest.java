package io.jdock.supervisor.snapshots;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jdock.errdefs.AlreadyExistsException;
import io.jdock.errdefs.FailedPreconditionException;
import io.jdock.errdefs.NotFoundException;
import io.jdock.linux.At;
import io.jdock.linux.Fd;
import io.jdock.linux.FileCalls;
import io.jdock.linux.FileFlags;
import io.jdock.linux.OpenFlags;
import io.jdock.linux.tree.Directory;
import io.jdock.supervisor.events.EventBus;
import io.jdock.supervisor.images.RootOnly;
import io.jdock.supervisor.metadata.Metadata;
import io.jdock.supervisor.mounts.Mount;
import io.jdock.supervisor.mounts.MountedTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SnapshotsTest {

    @TempDir
    Path root;

    private Metadata metadata;
    private Snapshots snapshots;

    @BeforeEach
    void open() {
        RootOnly.require();
        metadata = Metadata.open(root.resolve("metadata.db"));
        reopen();
    }

    private void reopen() {
        Clock clock = Clock.systemUTC();
        snapshots = Snapshots.open(root.resolve("snapshots"), metadata, new EventBus(clock), clock);
    }

    @AfterEach
    void close() {
        if (metadata != null) {
            metadata.close();
        }
    }

    private void commitLayer(String name, Optional<String> parent, String file) throws IOException {
        try (Extraction extraction = snapshots.extract()) {
            Files.writeString(extraction.files().resolve(file), name);
            extraction.commit(name, parent);
        }
    }

    private static String option(Mount mount, String name) {
        return mount.options().stream()
                .filter(option -> option.startsWith(name + "="))
                .map(option -> option.substring(name.length() + 1))
                .findFirst()
                .orElse("");
    }

    /** On ext4 at least, whose way of choosing inodes it is for; other file systems may have no such flag. */
    @Test
    void hasTheFileSystemPlaceSnapshotsApart() throws IOException {
        assumeTrue(Files.getFileStore(root).type().equals("ext4"), "the file system is not ext4");
        String layers = root.resolve("snapshots/layers").toString();

        try (Fd directory = FileCalls.open(At.FDCWD, layers, OpenFlags.RDONLY, 0)) {
            assertEquals(FileFlags.TOPDIR, FileFlags.get(directory) & FileFlags.TOPDIR);
        }
    }

    @Test
    void stacksAnActiveSnapshotOnItsParentsNearestFirst() throws IOException {
        commitLayer("base", Optional.empty(), "a");
        commitLayer("top", Optional.of("base"), "b");

        Mount mount = snapshots.prepare("n", "c", Optional.of("top"), Map.of()).getFirst();

        String[] lower = option(mount, "lowerdir").split(":");
        assertTrue(Files.exists(Path.of(lower[0], "b")));
        assertTrue(Files.exists(Path.of(lower[1], "a")));
        assertEquals(List.of(mount), snapshots.mounts("c"));
    }

    @Test
    void mountsMoreLayersThanAPageOfOptionsHolds() throws IOException {
        Optional<String> parent = Optional.empty();
        for (int i = 0; i < 120; i++) {
            commitLayer("layer" + i, parent, "f" + i);
            parent = Optional.of("layer" + i);
        }
        List<Mount> mounts = snapshots.prepare("n", "c", parent, Map.of());
        MountedTree tree = new MountedTree(root.resolve("mounted"));

        tree.mount(mounts);
        try {
            assertTrue(Files.exists(tree.root().resolve("f0")));
            assertTrue(Files.exists(tree.root().resolve("f119")));
            Files.writeString(tree.root().resolve("new"), "x");
        } finally {
            tree.unmount();
        }

        assertTrue(Files.exists(Path.of(option(mounts.getFirst(), "upperdir"), "new")));
    }

    @Test
    void committingGivesAnActiveSnapshotItsName() {
        snapshots.prepare("n", "key", Optional.empty(), Map.of());

        snapshots.commit("n", "key", "name", Map.of("a", "b"));

        assertEquals(Snapshot.Kind.COMMITTED, snapshots.get("name").kind());
        assertTrue(snapshots.find("key").isEmpty());
        assertThrows(FailedPreconditionException.class, () -> snapshots.mounts("name"));
        assertThrows(FailedPreconditionException.class, () -> snapshots.commit("n", "name", "other", Map.of()));
    }

    @Test
    void refusesWhatWouldBreakAStack() throws IOException {
        commitLayer("base", Optional.empty(), "a");
        snapshots.prepare("n", "c", Optional.of("base"), Map.of());

        assertThrows(FailedPreconditionException.class, () -> snapshots.remove("n", "base"));
        assertThrows(AlreadyExistsException.class, () -> snapshots.prepare("n", "c", Optional.empty(), Map.of()));
        assertThrows(NotFoundException.class, () -> snapshots.prepare("n", "d", Optional.of("none"), Map.of()));
        assertThrows(FailedPreconditionException.class, () -> snapshots.prepare("n", "d", Optional.of("c"), Map.of()));
    }

    @Test
    void anExtractionThatIsNotCommittedLeavesNothing() {
        Path files;
        try (Extraction extraction = snapshots.extract()) {
            files = extraction.files();
            assertTrue(Files.isDirectory(files));
        }

        assertFalse(Files.exists(files));
        assertEquals(List.of(), snapshots.list());
    }

    @Test
    void aNewStartRemovesDirectoriesThatNoRecordKnows() throws IOException {
        commitLayer("base", Optional.empty(), "a");
        Path orphan = snapshots.extract().files();

        reopen();

        assertFalse(Files.exists(orphan));
        assertTrue(snapshots.find("base").isPresent());
    }

    @Test
    void countsWhatASnapshotTakes() throws IOException {
        try (Extraction extraction = snapshots.extract()) {
            Path file = Files.write(extraction.files().resolve("f"), new byte[100_000]);
            Files.createLink(extraction.files().resolve("again"), file);
            extraction.commit("base", Optional.empty());
        }

        var usage = snapshots.usage("base");

        assertEquals(2, usage.inodes());
        assertTrue(usage.bytes() >= 100_000 && usage.bytes() < 150_000, usage.toString());
    }

    @Test
    void aDraftIsChangedUnseenAndThenCommitted() throws IOException {
        try (Extraction layer = snapshots.extract()) {
            Files.writeString(layer.files().resolve("below"), "x");
            layer.commit("base", Optional.empty());
        }
        try (Draft draft = snapshots.draft(Optional.of("base"))) {
            try (Directory files = draft.open()) {
                assertEquals(List.of("below"), files.names());
                files.makeDirectory("new", 0755);
                files.removeFile("below");
                assertTrue(Files.readAllLines(Path.of("/proc/self/mountinfo")).stream()
                        .noneMatch(mount -> mount.contains(root.toString())));
            }
            draft.commit("top");
        }
        try (Draft second = snapshots.draft(Optional.of("base"))) {
            second.commit("top");
        }

        try (Directory files = snapshots.openMerged("top")) {
            assertEquals(List.of("new"), files.names());
        }
        assertEquals(Optional.of("base"), snapshots.get("top").parent());
        snapshots.awaitRemovals();
        assertEquals(2, directories());
    }

    @Test
    void aDraftThatIsNotCommittedLeavesNothing() throws IOException {
        try (Draft draft = snapshots.draft(Optional.empty());
                Directory files = draft.open()) {
            files.makeDirectory("new", 0755);
        }

        snapshots.awaitRemovals();
        assertEquals(0, directories());
        assertThrows(NotFoundException.class, () -> snapshots.draft(Optional.of("none")));
        assertEquals(0, directories());
    }

    @Test
    void aDraftOfACrashGoesWithTheNextStart() throws IOException {
        snapshots.draft(Optional.empty());
        assertEquals(1, directories());

        snapshots =
                Snapshots.open(root.resolve("snapshots"), metadata, new EventBus(Clock.systemUTC()), Clock.systemUTC());

        assertEquals(0, directories());
    }

    private long directories() throws IOException {
        try (var layers = Files.list(root.resolve("snapshots/layers"))) {
            return layers.count();
        }
    }
}
