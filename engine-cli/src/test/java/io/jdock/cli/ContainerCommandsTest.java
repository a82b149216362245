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

/** Commands on containers that are there already: exec, attach, start, logs, stop and their like. */
@Timeout(30)
final class ContainerCommandsTest {

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

    private void container(String state, String config) {
        engine.on(
                "GET /containers/web/json",
                200,
                "{\"Id\":\"" + FakeContainer.ID + "\",\"State\":" + state + ",\"Config\":" + config
                        + ",\"HostConfig\":{}}");
    }

    private void exec(boolean tty, int status, FakeContainer.Process process) {
        engine.on("POST /containers/web/exec", 201, "{\"Id\":\"e1\"}");
        engine.on("POST /exec/e1/start", (_, peer) -> {
            peer.upgrade(tty);
            process.run(peer);
        });
        engine.on("GET /exec/e1/json", 200, "{\"ExitCode\":" + status + ",\"Running\":false}");
    }

    @Test
    void executesACommandAndEndsWithItsStatus() throws Exception {
        exec(false, 3, stdio -> {
            stdio.frame(1, "out");
            stdio.frame(2, "err");
            return 0;
        });

        assertEquals(
                3,
                jdock.with("B", "2").run("exec", "-e", "A=1", "-e", "B", "-u", "app", "-w", "/d", "web", "ls", "-l"));

        assertEquals("out", jdock.out());
        assertEquals("err", jdock.err());
        assertEquals(
                "{\"User\":\"app\",\"AttachStdout\":true,\"AttachStderr\":true,\"Env\":[\"A=1\",\"B=2\"],"
                        + "\"WorkingDir\":\"/d\",\"Cmd\":[\"ls\",\"-l\"]}",
                engine.bodyOf("POST /containers/web/exec"));
        assertEquals("{\"Detach\":false,\"Tty\":false}", engine.bodyOf("POST /exec/e1/start"));
    }

    @Test
    void executesInTheBackgroundWithoutAnswer() throws Exception {
        engine.on("POST /containers/web/exec", 201, "{\"Id\":\"e1\"}").on("POST /exec/e1/start", 200, "");

        assertEquals(0, jdock.run("exec", "-d", "web", "sleep", "9"));
        assertEquals("{\"Cmd\":[\"sleep\",\"9\"]}", engine.bodyOf("POST /containers/web/exec"));
        assertEquals("{\"Detach\":true,\"Tty\":false}", engine.bodyOf("POST /exec/e1/start"));
    }

    @Test
    void passesInputToAnExecAndHalfCloses() {
        exec(false, 0, stdio -> {
            stdio.frame(1, "[" + stdio.readToEnd() + "]");
            return 0;
        });

        assertEquals(0, jdock.typing("data").run("exec", "-i", "web", "cat"));
        assertEquals("[data]", jdock.out());
    }

    @Test
    void attachesOnlyToWhatRuns() {
        container("{\"Running\":false}", "{}");

        assertEquals(1, jdock.run("attach", "web"));
        assertEquals("cannot attach to a stopped container, start it first\n", jdock.err());
    }

    @Test
    void startsAttachedAndEndsWithTheStatus() {
        FakeContainer.in(engine, false, stdio -> {
            stdio.frame(1, "again\n");
            return 7;
        });
        container("{\"Running\":false}", "{}");

        assertEquals(7, jdock.run("start", "-a", "web"));
        assertEquals("again\n", jdock.out());
    }

    @Test
    void startsAllThatItCanAndNamesTheRest() {
        engine.on("POST /containers/a/start", (_, peer) -> peer.noContent());
        engine.on("POST /containers/c/start", (_, peer) -> peer.noContent());
        engine.on("POST /containers/b/start", 404, "{\"message\":\"No such container: b\"}");

        assertEquals(1, jdock.run("start", "a", "b", "c"));
        assertEquals("a\nc\n", jdock.out());
        assertEquals(
                "Error response from daemon: No such container: b\nError: failed to start containers: b\n",
                jdock.err());
    }

    @Test
    void showsLogsInFramesByTheirStream() {
        engine.on("GET /containers/web/logs", (_, peer) -> {
            peer.send("HTTP/1.1 200 OK\r\nContent-Type: application/vnd.docker.multiplexed-stream\r\n\r\n");
            peer.frame(1, "one\n");
            peer.frame(2, "two\n");
            peer.close();
        });

        assertEquals(0, jdock.run("logs", "--tail", "5", "-t", "web"));
        assertEquals("one\n", jdock.out());
        assertEquals("two\n", jdock.err());
        assertEquals(List.of("GET /containers/web/logs?stderr=1&stdout=1&tail=5&timestamps=1"), engine.asked());
    }

    @Test
    void showsLogsOfATerminalAsTheyAre() {
        engine.on("GET /containers/web/logs", (_, peer) -> {
            peer.stream("application/vnd.docker.raw-stream");
            peer.chunk("\u0001\u0000raw\r\n");
            peer.chunk("");
        });

        assertEquals(0, jdock.run("logs", "web"));
        assertEquals("\u0001\u0000raw\r\n", jdock.out());
    }

    @Test
    void failsOnLogsThatBreakOffInsideAFrame() {
        engine.on("GET /containers/web/logs", (_, peer) -> {
            peer.stream("application/vnd.docker.multiplexed-stream");
            peer.chunk("\u0001\u0000\u0000");
            peer.chunk("");
        });

        assertEquals(1, jdock.run("logs", "web"));
        assertEquals("logs of web: unexpected EOF\n", jdock.err());
    }

    @Test
    void stopsWithSignalAndPatience() {
        engine.on("POST /containers/web/stop", (_, peer) -> peer.noContent());

        assertEquals(0, jdock.run("stop", "-s", "INT", "-t", "0", "web"));
        assertEquals("web\n", jdock.out());
        assertEquals(List.of("POST /containers/web/stop?signal=INT&t=0"), engine.asked());
    }

    @Test
    void removesByForceWithVolumes() {
        engine.on("DELETE /containers/web", (_, peer) -> peer.noContent());

        assertEquals(0, jdock.run("rm", "-fv", "web"));
        assertEquals(List.of("DELETE /containers/web?v=1&force=1"), engine.asked());
    }

    @Test
    void printsTheStatusOfEachContainerItWaitedFor() {
        engine.on("POST /containers/a/wait", 200, "{\"StatusCode\":0}");
        engine.on("POST /containers/b/wait", 200, "{\"StatusCode\":137}");

        assertEquals(0, jdock.run("wait", "a", "b"));
        assertEquals("0\n137\n", jdock.out());
    }

    @Test
    void killsRenamesPausesAndTellsPorts() {
        engine.on("POST /containers/web/kill", (_, peer) -> peer.noContent());
        engine.on("POST /containers/web/rename", (_, peer) -> peer.noContent());
        engine.on("POST /containers/web/pause", (_, peer) -> peer.noContent());
        engine.on(
                "GET /containers/web/json",
                200,
                "{\"NetworkSettings\":{\"Ports\":{\"80/tcp\":"
                        + "[{\"HostIp\":\"0.0.0.0\",\"HostPort\":\"8080\"},{\"HostIp\":\"::\",\"HostPort\":\"8080\"}],"
                        + "\"443/tcp\":null}}}");

        assertEquals(0, jdock.run("kill", "-s", "HUP", "web"));
        assertEquals(0, jdock.run("rename", "web", "site"));
        assertEquals(0, jdock.run("pause", "web"));
        assertEquals(0, jdock.run("port", "web"));

        assertEquals(
                List.of(
                        "POST /containers/web/kill?signal=HUP",
                        "POST /containers/web/rename?name=site",
                        "POST /containers/web/pause",
                        "GET /containers/web/json"),
                engine.asked());
        assertEquals("web\nweb\n80/tcp -> 0.0.0.0:8080\n80/tcp -> [::]:8080\n", jdock.out());
    }

    @Test
    void saysWhichCommandItDoesNotKnow() {
        assertEquals(1, jdock.run("frobnicate"));
        assertTrue(jdock.err().startsWith("jdock: unknown command: jdock frobnicate\n"), jdock.err());
    }
}
