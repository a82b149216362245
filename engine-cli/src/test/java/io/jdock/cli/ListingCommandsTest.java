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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands that show what the engine has: ps, images, inspect, events, version, info, pull. */
@Timeout(30)
final class ListingCommandsTest {

    private static final String WEB = "{\"Id\":\"" + FakeContainer.ID + "\",\"Names\":[\"/web\",\"/other/alias\"],"
            + "\"Image\":\"httpd:2.4\",\"ImageID\":\"sha256:aa\",\"Command\":\"httpd-foreground -D \\\"A B\\\"\","
            + "\"Created\":%d,\"State\":\"running\",\"Status\":\"Up 2 hours\","
            + "\"Ports\":[{\"IP\":\"0.0.0.0\",\"PrivatePort\":80,\"PublicPort\":8080,\"Type\":\"tcp\"},"
            + "{\"PrivatePort\":443,\"Type\":\"tcp\"}],\"Labels\":{\"b\":\"2\",\"a\":\"1\"},"
            + "\"NetworkSettings\":{\"Networks\":{\"bridge\":{}}},\"Mounts\":[]}";

    @TempDir
    private Path directory;

    private FakeEngine engine;
    private Invocation jdock;

    @BeforeEach
    void start() throws IOException {
        engine = new FakeEngine(directory);
        jdock = new Invocation(engine);
        long twoHoursAgo = System.currentTimeMillis() / 1000 - 7200;
        engine.on("GET /containers/json", 200, "[" + WEB.formatted(twoHoursAgo) + "]");
    }

    @AfterEach
    void stop() throws IOException {
        engine.close();
    }

    @Test
    void listsContainersInATable() {
        assertEquals(0, jdock.run("ps"));
        assertEquals("""
                CONTAINER ID   IMAGE       COMMAND                  CREATED       STATUS       PORTS                           NAMES
                c0ffee000000   httpd:2.4   "httpd-foreground -D…"   2 hours ago   Up 2 hours   443/tcp, 0.0.0.0:8080->80/tcp   web
                """, jdock.out());
        assertEquals(List.of("GET /containers/json"), engine.asked());
    }

    @Test
    void listsTheHeadingAloneWhenThereIsNothing() {
        engine.on("GET /containers/json", 200, "[]");

        assertEquals(0, jdock.run("ps", "-a"));
        assertEquals("CONTAINER ID   IMAGE     COMMAND   CREATED   STATUS    PORTS     NAMES\n", jdock.out());
        assertEquals(List.of("GET /containers/json?all=1"), engine.asked());
    }

    @Test
    void listsContainersByTemplate() {
        assertEquals(0, jdock.run("ps", "-q"));
        assertEquals(0, jdock.run("ps", "--format", "{{.Names}} {{.Labels}} {{.Label \"a\"}}"));
        assertEquals(0, jdock.run("ps", "--no-trunc", "--format", "table {{.ID}}\\t{{.Networks}}"));

        assertEquals(
                "c0ffee000000\nweb a=1,b=2 1\nCONTAINER ID" + " ".repeat(55) + "NETWORKS\n" + FakeContainer.ID
                        + "   bridge\n",
                jdock.out());
    }

    @Test
    void refusesATemplateThatDoesNotParse() {
        assertEquals(1, jdock.run("ps", "--format", "{{.Names"));
        assertEquals("", jdock.out());
    }

    @Test
    void listsImages() {
        engine.on(
                "GET /images/json",
                200,
                "[{\"Id\":\"sha256:0123456789abcdef\",\"RepoTags\":[\"busybox:latest\"],"
                        + "\"RepoDigests\":[],\"Created\":" + (System.currentTimeMillis() / 1000 - 3 * 86_400)
                        + ",\"Size\":2020000}]");

        assertEquals(0, jdock.run("images"));
        assertEquals("""
                REPOSITORY   TAG       IMAGE ID       CREATED      SIZE
                busybox      latest    0123456789ab   3 days ago   2.02MB
                """, jdock.out());
    }

    @ParameterizedTest
    @CsvSource({"-62135596800,N/A", "0,years ago"})
    void tellsTheAgeOfAnImageUnlessItHasNone(long created, String expected) {
        engine.on(
                "GET /images/json", 200, "[{\"Id\":\"sha256:01\",\"RepoTags\":[\"a:1\"],\"Created\":" + created + "}]");

        assertEquals(0, jdock.run("images", "--format", "{{.CreatedSince}}"));
        assertTrue(jdock.out().endsWith(expected + "\n"), jdock.out());
    }

    @Test
    void refusesATimeThatIsNone() {
        assertEquals(1, jdock.run("events", "--since", "yesterday"));
        assertEquals("failed to parse value as time or duration: \"yesterday\"\n", jdock.err());
        assertEquals(List.of(), engine.asked());
    }

    @Test
    void inspectsByTemplateAndAsDocument() {
        engine.on("GET /containers/web/json", 200, "{\"Id\":\"1\",\"State\":{\"Pid\":42},\"Mounts\":[\"a\",\"b\"]}");

        assertEquals(0, jdock.run("inspect", "-f", "{{.State.Pid}} {{range .Mounts}}<{{.}}>{{end}}", "web"));
        assertEquals(0, jdock.run("inspect", "--format", "{{json .State}}", "web"));
        assertEquals(0, jdock.run("inspect", "web"));

        assertEquals("""
                42 <a><b>
                {"Pid":42}
                [
                    {
                        "Id": "1",
                        "State": {
                            "Pid": 42
                        },
                        "Mounts": [
                            "a",
                            "b"
                        ]
                    }
                ]
                """, jdock.out());
    }

    @Test
    void inspectsWhatIsThereAndFailsForTheRest() {
        engine.on("GET /images/img/json", 200, "{\"Id\":\"sha256:1\"}");

        assertEquals(1, jdock.run("inspect", "-f", "{{.Id}}", "nosuch", "img"));
        assertEquals("sha256:1\n", jdock.out());
        assertEquals("Error: No such object: nosuch\n", jdock.err());
    }

    @Test
    void showsEventsUntilTheStreamEnds() {
        engine.on("GET /events", (_, peer) -> {
            peer.stream("application/json");
            peer.chunk("{\"Type\":\"container\",\"Action\":\"die\",\"Actor\":{\"ID\":\"1\",\"Attributes\":"
                    + "{\"name\":\"web\",\"exitCode\":\"0\"}},\"timeNano\":1}\n");
            peer.chunk("");
        });

        assertEquals(
                0, jdock.run("events", "-f", "type=container", "--format", "{{.Action}} {{.Actor.Attributes.name}}"));
        assertEquals("die web\n", jdock.out());
        assertEquals(0, jdock.run("events"));
        assertEquals(
                " container die 1 (exitCode=0, name=web)\n",
                jdock.out().substring(jdock.out().indexOf(" container")));
    }

    @Test
    void leavesOutOfVersionWhatTheEngineDoesNotTell() {
        engine.on(
                "GET /version",
                200,
                "{\"Version\":\"9\",\"ApiVersion\":\"1.50\",\"Components\":[{\"Name\":\"Engine\","
                        + "\"Version\":\"9\",\"Details\":{\"ApiVersion\":\"1.50\",\"MinAPIVersion\":\"1.24\",\"GoVersion\":\"\","
                        + "\"BuildTime\":\"\",\"Os\":\"linux\",\"Arch\":\"amd64\"}}]}");

        assertEquals(0, jdock.run("version"));
        assertEquals("""

                Server:
                 Engine:
                  Version:          9
                  API version:      1.50 (minimum version 1.24)
                  OS/Arch:          linux/amd64
                  Experimental:     false
                """, jdock.out().substring(jdock.out().indexOf("\n\n") + 1));
    }

    @Test
    void tellsItsOwnVersionWhenTheEngineCannotBeReached() throws IOException {
        engine.close();

        assertEquals(1, jdock.run("version"));
        assertEquals("Client:\n", jdock.out().substring(0, 8));
        assertTrue(jdock.err().startsWith("Cannot connect to the jdock daemon"), jdock.err());
    }

    @Test
    void printsEachStateOfALayerOnceWithoutATerminal() {
        engine.on("POST /images/create", (_, peer) -> {
            peer.stream("application/json");
            peer.chunk("{\"status\":\"Pulling from library/busybox\",\"id\":\"latest\"}\r\n");
            peer.chunk("{\"status\":\"Pulling fs layer\",\"progressDetail\":{},\"id\":\"aa\"}\r\n");
            peer.chunk("{\"status\":\"Downloading\",\"progressDetail\":{\"current\":1,\"total\":2},\"id\":\"aa\"}\r\n");
            peer.chunk("{\"status\":\"Download complete\",\"progressDetail\":{\"hidecounts\":true},\"id\":\"aa\"}\r\n");
            peer.chunk("{\"status\":\"Pull complete\",\"progressDetail\":{},\"id\":\"aa\"}\r\n");
            peer.chunk("{\"status\":\"Digest: sha256:1\"}\r\n");
            peer.chunk("");
        });

        assertEquals(0, jdock.run("pull", "busybox"));
        assertEquals("""
                Using default tag: latest
                latest: Pulling from library/busybox
                aa: Pulling fs layer
                aa: Download complete
                aa: Pull complete
                Digest: sha256:1
                docker.io/library/busybox:latest
                """, jdock.out());
    }

    @Test
    void removesImagesAndTellsWhatWentWithThem() {
        engine.on("DELETE /images/busybox", 200, "[{\"Untagged\":\"busybox:latest\"},{\"Deleted\":\"sha256:1\"}]");

        assertEquals(0, jdock.run("rmi", "busybox"));
        assertEquals("Untagged: busybox:latest\nDeleted: sha256:1\n", jdock.out());
    }

    private static String step(long created, String command, long size) {
        return "{\"Id\":\"<missing>\",\"Created\":%d,\"CreatedBy\":\"%s\",\"Tags\":null,\"Size\":%d,\"Comment\":\"c\"}"
                .formatted(created, command, size);
    }

    @Test
    void showsTheHistoryOfAnImage() {
        long twoHoursAgo = System.currentTimeMillis() / 1000 - 7200;
        String long50 = "x".repeat(50);
        engine.on("GET /images/app%3A1/history", 200, "[" + step(twoHoursAgo, long50, 1500) + "]");

        assertEquals(0, jdock.run("history", "app:1"));
        assertEquals("""
                IMAGE       CREATED       CREATED BY                                      SIZE      COMMENT
                <missing>   2 hours ago   %s…   1.5kB     c
                """.formatted("x".repeat(44)), jdock.out());
    }

    @Test
    void showsTheHistoryForPrograms() {
        engine.on("GET /images/app/history", 200, "[" + step(0, "a\\tb", 1500) + "]");

        assertEquals(0, jdock.run("image", "history", "--human=false", "--no-trunc", "--format", "{{json .}}", "app"));
        assertTrue(jdock.out().contains("\"CreatedBy\":\"a b\""), jdock.out());
        assertTrue(jdock.out().contains("\"Size\":\"1500\""), jdock.out());
        assertTrue(jdock.out().contains("\"CreatedSince\":\"1970-01-01T00:00:00Z\""), jdock.out());
    }
}
