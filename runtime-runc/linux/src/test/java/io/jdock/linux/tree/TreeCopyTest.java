package io.jdock.linux.tree;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jdock.linux.At;
import io.jdock.linux.FileCalls;
import io.jdock.linux.FileStatus;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TreeCopyTest {

    private static final int FIFO = 0010000;
    private static final int CHARACTER_DEVICE = 0020000;
    private static final int DEEP = 600;

    @TempDir
    Path directory;

    private Path from;
    private Path to;

    @BeforeEach
    void makeDirectories() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root: changes owners");
        from = Files.createDirectory(directory.resolve("from"));
        to = Files.createDirectory(directory.resolve("to"));
    }

    @Test
    void copiesAllThatAFileHas() throws IOException {
        try (Directory tree = Directory.open(from)) {
            tree.makeDirectory("sub", 0711);
            try (Directory sub = tree.child("sub")) {
                Files.writeString(from.resolve("sub/file"), "content");
                sub.changeOwner("file", 5, 4_000_000_000L);
                sub.changeMode("file", 04751);
                sub.setAttribute("file", "user.color", "blue".getBytes(UTF_8));
                sub.setTimes("file", new FileCalls.Time(1000, 5), new FileCalls.Time(2000, 7));
                sub.makeNode("fifo", FIFO | 0640, 0);
                sub.makeNode("null", CHARACTER_DEVICE | 0600, FileCalls.device(1, 3));
                sub.makeSymlink("link", "../nowhere");
                sub.makeSymlink("caf\u00e9", Names.ofText("ü"));
            }
            tree.changeOwner("sub", 7, 8);
            tree.setTimes("sub", new FileCalls.Time(3000, 0), new FileCalls.Time(3000, 0));
        }

        copy();

        for (String name : new String[] {"sub", "sub/file", "sub/fifo", "sub/null", "sub/link"}) {
            assertEquals(shape(from, name), shape(to, name), name);
        }
        assertEquals("content", Files.readString(to.resolve("sub/file")));
        try (Directory copy = Directory.open(to.resolve("sub"))) {
            assertEquals("../nowhere", copy.linkTarget("link"));
            // The name is one byte, which is no text in UTF-8.
            assertEquals(Names.ofText("ü"), copy.linkTarget("caf\u00e9"));
            Map<String, byte[]> attributes = copy.attributes("file");
            assertArrayEquals("blue".getBytes(UTF_8), attributes.get("user.color"));
        }
    }

    @Test
    void copiesTreesDeeperThanAStack() throws IOException {
        Path deepest = from;
        for (int i = 0; i < DEEP; i++) {
            deepest = deepest.resolve("d");
        }
        Files.createDirectories(deepest);
        Files.writeString(deepest.resolve("end"), "here");

        copy();

        assertEquals(
                "here", Files.readString(to.resolve(from.relativize(deepest)).resolve("end")));
    }

    @Test
    void keepsHoles() throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(from.resolve("sparse").toFile(), "rw")) {
            file.setLength(1L << 32);
        }

        copy();

        FileStatus status =
                FileCalls.stat(At.FDCWD, to.resolve("sparse").toString(), 0).orElseThrow();
        assertEquals(1L << 32, status.size());
        assertTrue(status.blocks() < 1000, status.toString());
    }

    @Test
    void neitherFollowsALinkNorWaitsForAWriter() throws IOException {
        Files.createSymbolicLink(from.resolve("etc"), Path.of("/etc"));
        try (Directory tree = Directory.open(from)) {
            tree.makeNode("fifo", FIFO | 0600, 0);
        }

        copy();

        assertTrue(Files.isSymbolicLink(to.resolve("etc")));
    }

    private void copy() {
        try (Directory source = Directory.open(from);
                Directory copy = Directory.open(to)) {
            TreeCopy.contents(source, copy);
        }
    }

    /** What the two have to have in common. */
    private static FileStatus shape(Path root, String name) {
        FileStatus status = FileCalls.stat(At.FDCWD, root.resolve(name).toString(), At.SYMLINK_NOFOLLOW)
                .orElseThrow();
        return new FileStatus(
                status.mode(),
                0,
                0,
                status.links(),
                status.uid(),
                status.gid(),
                status.size(),
                0,
                status.device(),
                status.modifiedSeconds(),
                status.modifiedNanos(),
                0);
    }
}
