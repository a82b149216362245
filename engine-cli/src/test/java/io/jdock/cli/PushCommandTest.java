package io.jdock.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code jdock push}; the texts are docker's. */
@Timeout(30)
final class PushCommandTest {

    private static final String APP = "127.0.0.1:5000/app";
    private static final String ROUTE = "POST /images/" + APP + "/push";

    @TempDir
    private Path directory;

    private FakeEngine engine;
    private Invocation jdock;

    @BeforeEach
    void start() throws IOException {
        engine = new FakeEngine(directory);
        jdock = new Invocation(engine);
        engine.on(ROUTE, 200, """
                {"status":"The push refers to repository [127.0.0.1:5000/app]"}\r
                {"status":"Pushing","progressDetail":{"current":5,"total":9},"id":"0123456789ab"}\r
                {"status":"Pushed","progressDetail":{},"id":"0123456789ab"}\r
                {"status":"1: digest: sha256:0 size: 527"}\r
                {"progressDetail":{},"aux":{"Tag":"1","Digest":"sha256:0","Size":527}}\r
                """);
    }

    @AfterEach
    void stop() throws IOException {
        engine.close();
    }

    @Test
    void showsEachChangeOnALine() {
        assertEquals(0, jdock.run("push", APP + ":1"));

        assertEquals("""
                The push refers to repository [127.0.0.1:5000/app]
                0123456789ab: Pushed
                1: digest: sha256:0 size: 527
                """, jdock.out());
        assertEquals(List.of(ROUTE + "?tag=1"), engine.asked());
    }

    @Test
    void pushesTheTagLatestOrAllTags() {
        jdock.run("image", "push", APP);
        jdock.run("push", "-a", APP);

        assertTrue(jdock.out().startsWith("Using default tag: latest\n"), jdock.out());
        assertEquals(List.of(ROUTE + "?tag=latest", ROUTE), engine.asked());
    }

    @Test
    void quietSaysOnlyWhatWasPushed() {
        assertEquals(0, jdock.run("push", "-q", APP + ":1"));

        assertEquals(APP + ":1\n", jdock.out());
    }

    @Test
    void asksForOnePlatform() {
        jdock.run("push", "--platform", "linux/arm/v7", APP + ":1");

        assertEquals(
                List.of(ROUTE
                        + "?tag=1&platform=%7B%22os%22%3A%22linux%22%2C%22architecture%22%3A%22arm%22%2C%22variant"
                        + "%22%3A%22v7%22%7D"),
                engine.asked());
    }

    @Test
    void failsWithTheTextOfTheStream() {
        engine.on(ROUTE, 200, "{\"errorDetail\":{\"message\":\"no basic auth credentials\"}}\r\n");

        assertEquals(1, jdock.run("push", "-q", APP + ":1"));

        assertEquals("no basic auth credentials\n", jdock.err());
        assertEquals("", jdock.out());
    }

    @Test
    void refusesWhatCannotBePushed() {
        assertEquals(1, jdock.run("push", APP + "@sha256:0"));
        assertEquals(1, jdock.run("push", "-a", APP + ":1"));

        assertEquals("cannot push a digest reference\ntag can't be used with --all-tags/-a\n", jdock.err());
        assertEquals(List.of(), engine.asked());
    }
}
