package io.jdock.linux;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileCallsTest {

    @TempDir
    private Path directory;

    private Fd root;

    @BeforeEach
    void openRoot() {
        root = FileCalls.open(At.FDCWD, directory.toString(), OpenFlags.PATH | OpenFlags.DIRECTORY, 0);
    }

    @AfterEach
    void closeRoot() {
        root.close();
    }

    @Test
    void pathStaysInsideTheRoot() throws IOException {
        Files.writeString(directory.resolve("inside"), "inside");
        Files.createSymbolicLink(directory.resolve("absolute"), Path.of("/inside"));
        Files.createSymbolicLink(directory.resolve("upwards"), Path.of("../../../../../../inside"));

        for (String path : List.of("absolute", "upwards", "/inside", "../inside")) {
            try (Fd file = FileCalls.openat2(root.number(), path, OpenFlags.RDONLY, 0, Resolve.IN_ROOT)) {
                assertEquals("inside", new String(StreamCalls.read(file, 100), UTF_8), path);
            }
        }
        var error = assertThrows(
                ErrnoException.class,
                () -> FileCalls.openat2(root.number(), "../x", OpenFlags.PATH, 0, Resolve.BENEATH));
        assertTrue(error.is(Errno.EXDEV));
    }

    @Test
    void makesAndDescribesNodes() {
        assumeTrue(Files.isWritable(Path.of("/proc/sys/kernel/hostname")), "needs root: makes a device node");
        FileCalls.mknodat(root.number(), "null", 0020644, FileCalls.device(1, 3));
        FileCalls.fchownat(root.number(), "null", 12, 34, At.SYMLINK_NOFOLLOW);
        FileCalls.utimensat(root.number(), "null", FileCalls.Time.OMIT, new FileCalls.Time(1000, 5), 0);

        FileStatus status = FileCalls.stat(root.number(), "null", 0).orElseThrow();

        assertTrue(status.isCharacterDevice());
        assertEquals(FileCalls.device(1, 3), status.device());
        assertEquals(List.of(12, 34), List.of(status.uid(), status.gid()));
        assertEquals(1000, status.modifiedSeconds());
        assertEquals(5, status.modifiedNanos());
    }

    @Test
    void linksAndRemoves() throws IOException {
        FileCalls.mkdirat(root.number(), "d", 0755);
        FileCalls.symlinkat("target", root.number(), "d/link");
        FileCalls.linkat(root.number(), "d/link", root.number(), "hard", 0);

        assertEquals("target", FileCalls.readlinkat(root.number(), "hard"));
        FileCalls.renameat(root.number(), "hard", root.number(), "renamed");
        FileCalls.unlinkat(root.number(), "d/link", 0);
        FileCalls.unlinkat(root.number(), "d", At.REMOVEDIR);

        assertEquals(List.of("renamed"), names());
        assertTrue(FileCalls.stat(root.number(), "d", 0).isEmpty());
    }

    @Test
    void keepsExtendedAttributes() throws IOException {
        assumeTrue(Files.isWritable(Path.of("/proc/sys/kernel/hostname")), "needs root: sets trusted attributes");
        Path file = Files.createFile(directory.resolve("f"));
        byte[] value = {0, 1, 2};

        XattrCalls.set(file.toString(), "trusted.test", value);

        assertArrayEquals(value, XattrCalls.get(file.toString(), "trusted.test").orElseThrow());
        assertTrue(XattrCalls.list(file.toString()).contains("trusted.test"));
        assertTrue(XattrCalls.get(file.toString(), "trusted.other").isEmpty());
    }

    @Test
    void errorNamesTheAttemptAndTheReason() {
        var error = assertThrows(ErrnoException.class, () -> FileCalls.mkdirat(root.number(), "a/b", 0755));

        assertEquals("mkdir a/b: no such file or directory", error.getMessage());
        assertEquals(Errno.ENOENT, error.errno());
    }

    @Test
    void closedDescriptorIsNeverUsed() {
        Fd copy = root.duplicate();
        copy.close();
        copy.close();

        assertFalse(copy.isOpen());
        assertThrows(IllegalStateException.class, copy::number);
    }

    @Test
    void readsAndWritesAtOffsets() {
        try (Fd file = FileCalls.open(root.number(), "f", OpenFlags.RDWR | OpenFlags.CREAT, 0600)) {
            StreamCalls.writeAt(file, 3, "abc".getBytes(UTF_8), 3);
            byte[] back = new byte[10];

            assertEquals(6, StreamCalls.readAt(file, 0, back, 10));
            assertArrayEquals(new byte[] {0, 0, 0, 'a', 'b', 'c', 0, 0, 0, 0}, back);
        }
    }

    @Test
    void lockIsHeldByOneOpenFile() {
        try (Fd first = FileCalls.open(root.number(), "lock", OpenFlags.RDWR | OpenFlags.CREAT, 0600);
                Fd second = FileCalls.open(root.number(), "lock", OpenFlags.RDWR, 0)) {
            assertTrue(StreamCalls.tryLock(first));
            assertFalse(StreamCalls.tryLock(second));
        }
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
