package io.jdock.linux;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ContentCopyTest {

    @TempDir
    Path directory;

    private Path copy(Path from) {
        Path to = directory.resolve("copy");
        try (Fd source = FileCalls.open(At.FDCWD, from.toString(), OpenFlags.RDONLY, 0);
                Fd target = FileCalls.open(
                        At.FDCWD, to.toString(), OpenFlags.WRONLY | OpenFlags.CREAT | OpenFlags.EXCL, 0600)) {
            new ContentCopy().copy(source, FileCalls.stat(source), target);
        }
        return to;
    }

    @Test
    void copiesEveryByte() throws IOException {
        for (int size : new int[] {0, 1, 4096, 100_001}) {
            byte[] content = new byte[size];
            new Random(size).nextBytes(content);

            Path copy = copy(Files.write(directory.resolve("file"), content));

            assertArrayEquals(content, Files.readAllBytes(copy));
            Files.delete(copy);
        }
    }

    @Test
    void copiesBetweenFileSystems() throws IOException {
        byte[] content = new byte[(1 << 24) + 12_345];
        new Random(1).nextBytes(content);
        try (Fd memory = StreamCalls.memfd("file")) {
            StreamCalls.writeAt(memory, 0, content, content.length);

            Path copy = copy(Path.of(memory.procPath()));

            assertArrayEquals(content, Files.readAllBytes(copy));
        }
    }

    @Test
    void keepsHoles() throws IOException {
        long size = 1L << 33;
        Path sparse = directory.resolve("sparse");
        try (RandomAccessFile file = new RandomAccessFile(sparse.toFile(), "rw")) {
            file.setLength(size);
            file.seek(1L << 32);
            file.write(7);
        }

        Path copy = copy(sparse);

        FileStatus status = FileCalls.stat(At.FDCWD, copy.toString(), 0).orElseThrow();
        assertEquals(size, status.size());
        assertTrue(status.blocks() < 1000, status.toString());
        try (RandomAccessFile file = new RandomAccessFile(copy.toFile(), "r")) {
            file.seek((1L << 32) - 1);
            assertEquals(0, file.read());
            assertEquals(7, file.read());
        }
    }

    @Test
    void endsWhenTheThreadIsInterrupted() throws IOException {
        Path file = Files.write(directory.resolve("file"), new byte[100]);

        Thread.currentThread().interrupt();
        ErrnoException error = assertThrows(ErrnoException.class, () -> copy(file));
        assertTrue(Thread.interrupted());

        assertEquals(Errno.EINTR, error.errno());
    }
}
