package io.jdock.cli.command.build.context;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.ignore.IgnorePatterns;
import io.jdock.linux.tree.Directory;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The archive of a directory, read by GNU tar. */
@Timeout(60)
final class ContextArchiveTest {

    @TempDir
    private Path directory;

    private Path root;

    @BeforeEach
    void makeRoot() throws IOException {
        root = Files.createDirectory(directory.resolve("root"));
    }

    private Path archive(Map<String, byte[]> own, String... ignored) throws IOException {
        IgnorePatterns patterns = IgnorePatterns.parse(List.of(ignored));
        Path archive = directory.resolve("context.tar");
        try (var walk = new ContextWalk(root.toString(), Directory.open(root), patterns);
                var source = new ContextArchive(root.toString(), walk, own)) {
            Files.write(archive, source.readAllBytes());
        }
        return archive;
    }

    /** What tar has to say, one character per byte. */
    private static String run(Path where, String... command) throws IOException {
        Process process = new ProcessBuilder(command)
                .directory(where.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), ISO_8859_1);
        try {
            assertEquals(0, process.waitFor(), output);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return output;
    }

    private List<String> names(String... ignored) throws IOException {
        return run(directory, "tar", "-tf", archive(Map.of(), ignored).toString())
                .lines()
                .toList();
    }

    private void file(String name, String content) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, content);
    }

    @Test
    void hasEachDirectoryBeforeWhatIsInItAndNamesInOrder() throws IOException {
        file("b/c", "");
        file("b/a/x", "");
        file("b.txt", "");
        file("a", "");

        assertEquals(List.of("a", "b/", "b/a/", "b/a/x", "b/c", "b.txt"), names());
    }

    @Test
    void filesBelongToRootAndKeepModesAndTimes() throws IOException {
        file("run.sh", "#!/bin/sh\n");
        Files.setPosixFilePermissions(root.resolve("run.sh"), PosixFilePermissions.fromString("rwxr-x---"));
        Instant time = Instant.parse("2001-02-03T04:05:06.25Z");
        Files.setLastModifiedTime(root.resolve("run.sh"), FileTime.from(time));
        run(root, "chmod", "u+s", "run.sh");

        Path archive = archive(Map.of());
        String line = run(directory, "tar", "--numeric-owner", "--utc", "--full-time", "-tvf", archive.toString());

        assertEquals(
                "-rwsr-x--- 0/0 10 2001-02-03 04:05:06.25 run.sh", line.strip().replaceAll(" +", " "));
    }

    @Test
    void linksLeadWhereTheyLed() throws IOException {
        Files.createSymbolicLink(root.resolve("dangling"), Path.of("../nowhere/"));
        Files.createSymbolicLink(root.resolve("long"), Path.of("t".repeat(150)));
        file("z", "content");
        Files.createLink(root.resolve("second"), root.resolve("z"));

        run(root.resolve(".."), "tar", "-xf", archive(Map.of()).toString());

        Path extracted = directory;
        assertEquals(Path.of("../nowhere"), Files.readSymbolicLink(extracted.resolve("dangling")));
        assertEquals(
                "t".repeat(150),
                Files.readSymbolicLink(extracted.resolve("long")).toString());
        assertEquals("content", Files.readString(extracted.resolve("second")));
    }

    @Test
    void namesAreBytesOfAnyLength() throws IOException {
        String longest = "d".repeat(200) + "/" + "e".repeat(200) + "/" + "f".repeat(200);
        file(longest, "long");
        run(root, "sh", "-c", "printf x > \"$(printf 'raw\\377')\"; printf y > ü");

        run(root.resolve(".."), "tar", "-xf", archive(Map.of()).toString());

        assertEquals("long", Files.readString(directory.resolve(longest)));
        assertEquals("xy", run(directory, "sh", "-c", "cat \"$(printf 'raw\\377')\" ü"));
    }

    @Test
    void pipesAreSentAndSocketsLeftOut() throws IOException {
        run(root, "mkfifo", "pipe");
        try (var socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            socket.bind(UnixDomainSocketAddress.of(root.resolve("socket")));

            assertTrue(
                    run(directory, "tar", "-tvf", archive(Map.of()).toString()).matches("(?s)prw.* pipe\n"));
        }
    }

    @Test
    void excludedDirectoriesAreEnteredForExceptionsOnly() throws IOException {
        file("keep/this/file", "");
        file("keep/other", "");
        file("drop/file", "");
        file("top", "");

        assertEquals(List.of("keep/this/file", "top"), names("keep", "drop", "!keep/this/file"));
        assertEquals(List.of("drop/file", "keep/this/file"), names("**", "!**/file"));
    }

    @Test
    void filesOfOurOwnTakeThePlaceOfOthersOrComeLast() throws IOException {
        file(".dockerignore", "old");
        file("z", "");
        Map<String, byte[]> own = new LinkedHashMap<>();
        own.put(".dockerignore", "new".getBytes(UTF_8));
        own.put(".dockerfile.x", "FROM scratch".getBytes(UTF_8));

        Path archive = archive(own);

        assertEquals(".dockerignore\nz\n.dockerfile.x\n", run(directory, "tar", "-tf", archive.toString()));
        assertEquals("new", run(directory, "tar", "-xOf", archive.toString(), ".dockerignore"));
        assertEquals("FROM scratch", run(directory, "tar", "-xOf", archive.toString(), ".dockerfile.x"));
    }

    @Test
    void largeFilesArriveAsTheyAre() throws IOException {
        byte[] content = new byte[3_000_001];
        new Random(1).nextBytes(content);
        Files.write(root.resolve("large"), content);
        file("next", "x");

        run(root.resolve(".."), "tar", "-xf", archive(Map.of()).toString());

        assertArrayEquals(content, Files.readAllBytes(directory.resolve("large")));
        assertEquals("x", Files.readString(directory.resolve("next")));
    }

    @Test
    void anEmptyDirectoryIsAnArchiveToo() throws IOException {
        assertEquals(List.of(), names());
    }
}
