package io.jdock.runc.criu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.errdefs.InternalException;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.errdefs.NotFoundException;
import io.jdock.linux.At;
import io.jdock.linux.FileCalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Directories that come from strangers. */
final class ImageDirectoryTest {

    @TempDir
    Path place;

    private Path images;

    @BeforeEach
    void makeImages() throws IOException {
        images = Files.createDirectories(place.resolve("images"));
        Files.writeString(images.resolve("inventory.img"), "x");
    }

    @Test
    void isMadeForItsOwnerAlone() throws IOException {
        Path made = place.resolve("a/b");

        ImageDirectory.make(made).close();
        ImageDirectory.make(made).close();

        assertEquals(
                "[OWNER_READ, OWNER_WRITE, OWNER_EXECUTE]",
                Files.getPosixFilePermissions(made).stream().sorted().toList().toString());
        assertThrows(NotFoundException.class, () -> ImageDirectory.open(place.resolve("c")));
    }

    @Test
    void hasNoLinks() throws IOException {
        Path secret = Files.writeString(place.resolve("secret"), "secret");
        Files.createSymbolicLink(images.resolve("restore.log"), secret);

        assertEquals(
                images + "/restore.log: a symbolic link among images",
                assertThrows(InvalidArgumentException.class, () -> ImageDirectory.open(images))
                        .getMessage());
        assertEquals("secret", Files.readString(secret));
    }

    @Test
    void hasNoFilesThatAreElsewhereToo() throws IOException {
        Path secret = Files.writeString(place.resolve("secret"), "secret");
        Files.createLink(images.resolve("stats-restore"), secret);

        assertThrows(InvalidArgumentException.class, () -> ImageDirectory.open(images));
    }

    @Test
    void hasNoPipesThatNobodyWouldEverRead() {
        FileCalls.mknodat(At.FDCWD, images.resolve("restore.log").toString(), 0010600, 0);

        assertThrows(InvalidArgumentException.class, () -> ImageDirectory.open(images));
    }

    @Test
    void ofWorkFilesMayHaveAnythingElse() throws IOException {
        Path secret = Files.writeString(place.resolve("secret"), "secret");
        Path work = Files.createDirectories(place.resolve("work"));
        FileCalls.mknodat(At.FDCWD, work.resolve("ctl").toString(), 0010600, 0);
        Files.createSymbolicLink(work.resolve("shm"), secret);
        ImageDirectory.work(work).close();
        ImageDirectory.work(place.resolve("new")).close();

        Files.createSymbolicLink(work.resolve("stats-dump"), secret);

        assertThrows(InvalidArgumentException.class, () -> ImageDirectory.work(work));
    }

    @Test
    void mayLeadToAnEarlierImageThatIsHarmlessItself() throws IOException {
        Path parent = Files.createDirectories(place.resolve("before"));
        Files.createSymbolicLink(images.resolve("parent"), Path.of("../before"));
        ImageDirectory.open(images).close();

        Files.createSymbolicLink(parent.resolve("pages-1.img"), Path.of("/etc/passwd"));

        assertThrows(InvalidArgumentException.class, () -> ImageDirectory.open(images));
    }

    @Test
    void anEarlierImageIsNoCircleAndNoAbsolutePath() throws IOException {
        Files.createSymbolicLink(images.resolve("parent"), Path.of("../images"));
        assertThrows(InvalidArgumentException.class, () -> ImageDirectory.open(images));

        Files.delete(images.resolve("parent"));
        Files.createSymbolicLink(images.resolve("parent"), place);
        assertThrows(InvalidArgumentException.class, () -> ImageDirectory.open(images));

        Files.delete(images.resolve("parent"));
        Files.createSymbolicLink(images.resolve("parent"), Path.of("gone"));
        assertThrows(InvalidArgumentException.class, () -> ImageDirectory.open(images));
    }

    @Test
    void anEarlierImageIsGivenByARelativePath() throws IOException {
        Files.createDirectories(place.resolve("before"));
        try (ImageDirectory directory = ImageDirectory.open(images)) {
            directory.requireParent("../before");

            assertTrue(message(directory, place.toString()).contains("--parent-path must be relative"));
            assertTrue(message(directory, "../gone").startsWith("invalid --parent-path: "));
            assertTrue(message(directory, "inventory.img").endsWith(": not a directory"));
        }
    }

    private static String message(ImageDirectory directory, String parent) {
        return assertThrows(InvalidArgumentException.class, () -> directory.requireParent(parent))
                .text();
    }

    @Test
    void remembersTheStreams() throws IOException {
        List<String> streams = List.of("/dev/null", "pipe:[7]", "");
        try (ImageDirectory directory = ImageDirectory.open(images)) {
            directory.writeStreams(streams);
            assertEquals(streams, directory.streams());
            // What other runtimes write.
            Files.writeString(images.resolve("descriptors.json"), "[\"a\", \"b\", \"c\"]\n");
            assertEquals(List.of("a", "b", "c"), directory.streams());
        }
    }

    @Test
    void streamsAreThreeTextsAtMost() throws IOException {
        try (ImageDirectory directory = ImageDirectory.open(images)) {
            for (String bad : List.of("", "{}", "[1,2,3,4]", "[\"a\"", "[" + "\"a\",".repeat(10_000) + "\"a\"]")) {
                Files.writeString(images.resolve("descriptors.json"), bad);
                assertThrows(InvalidArgumentException.class, directory::streams, bad);
            }
        }
    }

    @Test
    void aFailureIsExplainedByTheEndOfTheLog() throws IOException {
        Files.writeString(images.resolve("dump.log"), """
                (00.1) Error (criu/a.c:1): one
                (00.2) all is well
                (00.3) Error (criu/a.c:2): two
                (00.4) Error (criu/a.c:3): three
                (00.5) Error (criu/a.c:4): four
                (00.6) Error (criu/cr-dump.c:5): Dumping FAILED.
                """);
        try (var files = new WorkFiles(ImageDirectory.open(images), Optional.empty())) {
            assertEquals(
                    "criu failed: (criu/a.c:2): two; (criu/a.c:3): three; (criu/a.c:4): four; see " + images
                            + "/dump.log",
                    files.explained(new InternalException("criu failed"), "dump.log")
                            .getMessage());
            assertEquals(
                    "criu failed; see " + images + "/restore.log",
                    files.explained(new InternalException("criu failed"), "restore.log")
                            .getMessage());
        }
    }

    @Test
    void isKnownAgain() {
        try (ImageDirectory directory = ImageDirectory.open(images)) {
            directory.requireSame(FileCalls.stat(At.FDCWD, images.toString(), 0).orElseThrow());
            assertThrows(
                    InvalidArgumentException.class,
                    () -> directory.requireSame(
                            FileCalls.stat(At.FDCWD, place.toString(), 0).orElseThrow()));
        }
        assertFalse(Files.exists(images.resolve("restore.log")));
    }
}
