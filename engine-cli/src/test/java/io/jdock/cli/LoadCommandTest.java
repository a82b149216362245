package io.jdock.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code jdock load}: the only upload, whose answer may come before it is complete. */
@Timeout(30)
final class LoadCommandTest {

    /** More than a socket holds, so that the sender is still at it when the engine gives up. */
    private static final int LARGE = 8 * 1024 * 1024;

    @TempDir
    private Path directory;

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

    private String archive(int size) throws IOException {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) 'x');
        return Files.write(directory.resolve("image.tar"), bytes).toString();
    }

    @Test
    void sendsTheArchiveInChunksAndShowsWhatWasLoaded() throws IOException {
        engine.on("POST /images/load", (_, peer) -> {
            assertEquals("3\r\nxxx\r\n0\r\n\r\n", peer.read(13));
            peer.json(200, "{\"stream\":\"Loaded image: a:1\\n\"}");
        });

        assertEquals(0, jdock.run("load", "-i", archive(3)));
        assertEquals("Loaded image: a:1\n", jdock.out());
    }

    @Test
    void showsWhyAnEngineRefusedAndHungUpInTheMiddle() throws IOException {
        engine.on("POST /images/load", (_, peer) -> {
            peer.read(1000);
            peer.json(500, "{\"message\":\"invalid tar header\"}");
            peer.close();
        });

        assertEquals(1, jdock.run("load", "-i", archive(LARGE)));
        assertEquals("Error response from daemon: invalid tar header\n", jdock.err());
    }

    @Test
    void tellsOfABrokenConnectionThatBroughtNoAnswer() throws IOException {
        engine.on("POST /images/load", (_, peer) -> {
            peer.read(1000);
            peer.close();
        });

        assertEquals(1, jdock.run("load", "-i", archive(LARGE)));
        assertEquals("error during connect to " + engine.address() + ": Broken pipe\n", jdock.err());
    }

    @Test
    void doesNotWaitForAnAnswerWhenItsOwnInputFails() {
        engine.on("POST /images/load", (_, peer) -> peer.readToEnd());
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("Input/output error");
            }
        };

        assertEquals(1, jdock.reading(broken).run("load"));
        assertTrue(jdock.err().endsWith("Input/output error\n"), jdock.err());
    }

    @Test
    void saysThatThereIsNoSuchArchive() {
        assertEquals(1, jdock.run("load", "-i", "/nonexistent/a.tar"));
        assertEquals("open /nonexistent/a.tar: no such file or directory\n", jdock.err());
    }
}
