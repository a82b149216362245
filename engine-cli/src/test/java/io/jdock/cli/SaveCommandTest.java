package io.jdock.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code jdock save}: what comes is kept only when it is whole. */
@Timeout(30)
final class SaveCommandTest {

    @TempDir
    private Path directory;

    @TempDir
    private Path target;

    private FakeEngine engine;
    private Invocation jdock;

    @BeforeEach
    void start() throws IOException {
        engine = new FakeEngine(directory);
        jdock = new Invocation(engine);
    }

    @AfterEach
    void stop() throws IOException {
        engine.close();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(target)) {
            return files.toList();
        }
    }

    @Test
    void asksForAllImagesAtOnceAndWritesTheFile() throws IOException {
        engine.on("GET /images/get", (_, peer) -> {
            peer.stream("application/x-tar");
            peer.chunk("first");
            peer.chunk("second");
            peer.chunk("");
        });
        Path file = target.resolve("images.tar");

        assertEquals(0, jdock.run("save", "-o", file.toString(), "a:1", "b"));
        assertEquals("firstsecond", Files.readString(file));
        assertEquals(List.of(file), files());
        assertEquals(List.of("GET /images/get?names=a%3A1&names=b"), engine.asked());
    }

    @Test
    void leavesNothingBehindWhenTheArchiveBreaksOff() throws IOException {
        engine.on("GET /images/get", (_, peer) -> {
            peer.stream("application/x-tar");
            peer.chunk("first");
            peer.close();
        });

        assertEquals(1, jdock.run("save", "-o", target.resolve("images.tar").toString(), "a"));
        assertEquals(List.of(), files());
    }

    @Test
    void refusesAMissingDirectoryBeforeItAsks() {
        assertEquals(
                1, jdock.run("save", "-o", target.resolve("none/images.tar").toString(), "a"));
        assertTrue(
                jdock.err()
                        .contains("invalid output path: directory \"" + target.resolve("none") + "\" does not exist"),
                jdock.err());
        assertEquals(List.of(), engine.asked());
    }

    @Test
    void tellsOfAnUnknownImage() throws IOException {
        engine.on("GET /images/get", 404, "{\"message\":\"No such image: a:latest\"}");

        assertEquals(1, jdock.run("save", "-o", target.resolve("images.tar").toString(), "a"));
        assertEquals("Error response from daemon: No such image: a:latest\n", jdock.err());
        assertEquals(List.of(), files());
    }
}
