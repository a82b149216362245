package io.jdock.supervisor.unpack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.Zstd;
import io.jdock.errdefs.CanceledException;
import io.jdock.errdefs.DataLossException;
import io.jdock.linux.At;
import io.jdock.linux.FileCalls;
import io.jdock.linux.FileStatus;
import io.jdock.linux.tree.Directory;
import io.jdock.linux.tree.Trees;
import io.jdock.supervisor.images.RootOnly;
import io.jdock.supervisor.tar.TarBuilder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ArchiveUnpackerTest {

    @TempDir
    Path temporary;

    private Path root;
    private Path outside;
    private Path canary;
    private FileStatus untouched;

    @BeforeEach
    void makeDirectories() throws IOException {
        RootOnly.require();
        root = Files.createDirectory(temporary.resolve("root"));
        outside = Files.createDirectory(temporary.resolve("outside"));
        canary = Files.writeString(outside.resolve("canary"), "secret");
        untouched = status(canary);
    }

    @AfterEach
    void nothingOutsideHasChanged() throws IOException {
        if (canary == null) {
            return;
        }
        assertEquals(untouched, status(canary));
        try (var files = Files.list(outside)) {
            assertEquals(List.of(canary), files.toList());
        }
        try (Directory directory = Directory.open(temporary)) {
            Trees.remove(directory, "root");
        }
    }

    private static FileStatus status(Path file) {
        return FileCalls.stat(At.FDCWD, file.toString(), At.SYMLINK_NOFOLLOW).orElseThrow();
    }

    private void unpack(byte[] archive) {
        unpack(new ByteArrayInputStream(archive));
    }

    private void unpack(InputStream archive) {
        try (Directory directory = Directory.open(root)) {
            new ArchiveUnpacker("receive").unpack(archive, directory);
        }
    }

    private String refused(TarBuilder archive) {
        return assertThrows(DataLossException.class, () -> unpack(archive.build()))
                .text();
    }

    @Test
    void leavesTheStreamOpenAndReadToItsEnd() {
        boolean[] closed = new boolean[1];
        byte[] padded = Arrays.copyOf(new TarBuilder().file("f", "x").build(), 100_000);
        var source = new ByteArrayInputStream(padded);

        unpack(new FilterInputStream(source) {
            @Override
            public void close() {
                closed[0] = true;
            }
        });

        assertFalse(closed[0]);
        assertEquals(0, source.available());
    }

    @Test
    void namesMeanNothing() throws IOException {
        unpack(new TarBuilder()
                .directory("./")
                .directory("d/")
                .file("d/.wh..wh..opq", "")
                .file("d/.wh.x", "1")
                .file(".wh..wh.plnk", "2")
                .file(".wh.", "3")
                .build());

        assertEquals("1", Files.readString(root.resolve("d/.wh.x")));
        assertEquals("2", Files.readString(root.resolve(".wh..wh.plnk")));
        assertEquals("3", Files.readString(root.resolve(".wh.")));
        try (Directory directory = Directory.open(root)) {
            assertEquals(Set.of(), directory.attributes("d").keySet());
        }
    }

    @Test
    void theDirectoryItselfStaysWhatItIs() {
        FileCalls.fchmodat(At.FDCWD, root.toString(), 0700);

        unpack(new TarBuilder().owner(5, 5).mode(0777).directory("./").build());

        assertEquals(0700, status(root).mode() & 07777);
        assertEquals(0, status(root).uid());
    }

    @Test
    void whatLeadsOutEndsItOrStaysInside() {
        assertEquals("receive: entry \"../x\" points outside the root", refused(new TarBuilder().file("../x", "x")));
        String target = canary.toString();
        String directory = outside.toString();
        assertTrue(refused(new TarBuilder().symlink("l", directory).file("l/canary", "x"))
                .startsWith("receive: entry \"l/canary\""));
        assertTrue(refused(new TarBuilder().hardLink("h", target)).contains("hard link"));
        assertTrue(refused(new TarBuilder().symlink("m", directory).hardLink("h", "m/canary"))
                .contains("hard link"));
        unpack(new TarBuilder()
                .file(target, "inside")
                .symlink("s", target)
                .file("s", "replaced")
                .symlink("t", "../outside")
                .directory("t/")
                .file("t/canary", "inside")
                .build());
        assertTrue(Files.isRegularFile(root.resolve("s")));
        assertTrue(Files.exists(Path.of(root + target)));
    }

    @Test
    void parentsThatBecomeLinksLeadNowhere() {
        String directory = outside.toString();

        assertTrue(refused(new TarBuilder()
                        .file("d/canary", "1")
                        .symlink("d", directory)
                        .file("d/canary", "2"))
                .startsWith("receive: entry \"d/canary\""));
    }

    @Test
    void attributesOfOverlayfsAreDropped() {
        unpack(new TarBuilder()
                .pax("SCHILY.xattr.trusted.overlay.opaque", "y")
                .pax("SCHILY.xattr.user.overlay.opaque", "y")
                .pax("SCHILY.xattr.user.color", "blue")
                .directory("d/")
                .build());

        try (Directory directory = Directory.open(root)) {
            assertEquals(Set.of("user.color"), directory.attributes("d").keySet());
        }
    }

    @Test
    void whiteoutsOfOverlayfsAreNoDevices() {
        assertEquals(
                "receive: entry \"w\" is device 0:0, which cannot exist",
                refused(new TarBuilder().characterDevice("w", 0, 0)));
    }

    @Test
    void cutAnywhereItIsDamagedOrEnds() {
        byte[] whole = new TarBuilder()
                .directory("d/")
                .pax("mtime", "1.5")
                .file("d/f", "x".repeat(700))
                .symlink("l", "n")
                .build();

        for (int length = 0; length < whole.length; length += 256) {
            byte[] cut = Arrays.copyOf(whole, length);
            try {
                unpack(cut);
            } catch (DataLossException e) {
                assertTrue(e.text().startsWith("receive: "), e.text());
            }
        }
        assertDoesNotThrow(() -> unpack(whole));
    }

    @Test
    void endsWhenTheThreadIsInterrupted() {
        byte[] archive = new TarBuilder().file("f", "x").build();

        Thread.currentThread().interrupt();
        assertThrows(CanceledException.class, () -> unpack(archive));
        assertTrue(Thread.interrupted());
    }

    @Test
    void tellsArchivesFromOtherFiles() throws IOException {
        byte[] archive = new TarBuilder().file("f", "x").build();
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
            out.write(archive);
        }

        assertTrue(isArchive(archive));
        assertTrue(isArchive(Arrays.copyOf(archive, 512)));
        assertTrue(isArchive(gzip.toByteArray()));
        assertTrue(isArchive(Zstd.compress(archive)));
        assertFalse(isArchive(new byte[0]));
        assertFalse(isArchive(new byte[1024]));
        assertFalse(isArchive("no archive ".repeat(100).getBytes(UTF_8)));
        assertFalse(isArchive(Zstd.compress("no archive ".repeat(100).getBytes(UTF_8))));
        assertFalse(isArchive(Arrays.copyOf(gzip.toByteArray(), 20)));
        // The first six bytes of xz and of bzip2, and nothing that could follow.
        assertFalse(isArchive(new byte[] {(byte) 0xfd, '7', 'z', 'X', 'Z', 0, 1, 2, 3, 4, 5, 6, 7}));
        assertFalse(isArchive(new byte[] {'B', 'Z', 'h', '9', 0x31, 0x41, 0x59, 0x26, 0x53, 0x59, 1, 2}));
    }

    private static boolean isArchive(byte[] file) {
        return ArchiveUnpacker.isArchive(new ByteArrayInputStream(file));
    }
}
