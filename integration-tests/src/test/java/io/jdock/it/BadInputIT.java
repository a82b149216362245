package io.jdock.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Wrong input gets Docker's status and meaning, and leaves nothing behind (the audit after the class sees to that). */
@ExtendWith(LeakAudit.class)
final class BadInputIT {

    private static final String IMAGE = "jdock/httpd:embedded";

    private static LocalRegistry registry;
    private static Engine engine;

    @BeforeAll
    static void start() {
        registry = new LocalRegistry();
        registry.push(TestImages.busybox(), "library/busybox:latest");
        engine = Engine.start("--registry-mirror", registry.url());
        engine.jdock("load", "-i", TestImages.busybox().toString()).expect(0);
    }

    @AfterAll
    static void stop() {
        engine.close();
        registry.close();
    }

    private static void fails(Command.Result result, int status, String... texts) {
        result.expect(status);
        for (String text : texts) {
            assertTrue(result.err().contains(text), () -> "\"" + text + "\" not in: " + result.err());
        }
    }

    @Test
    void unknownTag() {
        fails(engine.jdock("pull", registry.host() + "/library/busybox:nope"), 1, "not found", "nope");
    }

    @Test
    void registryDown() {
        String address = "127.0.0.1:" + LocalRegistry.freePort();
        fails(engine.jdock("pull", address + "/busybox"), 1, address, "refused");
    }

    @Test
    void unknownImageAtCreate() {
        var reply = engine.api(
                "POST", "/containers/create", "-H", "Content-Type: application/json", "-d", "{\"Image\":\"nosuch:1\"}");
        assertEquals(404, reply.status());
        assertEquals("No such image: nosuch:1", reply.message());
    }

    @Test
    void nameTaken() {
        String id = engine.jdock("create", "--name", "taken", IMAGE).text();
        fails(
                engine.jdock("run", "--name", "taken", IMAGE),
                125,
                "Conflict. The container name \"/taken\" is already in use by container \"" + id + "\"");
        engine.jdock("rm", "taken").expect(0);
    }

    @Test
    void unknownContainer() {
        fails(engine.jdock("start", "nosuch"), 1, "No such container: nosuch");
        assertEquals(404, engine.api("GET", "/containers/nosuch/json").status());
        assertEquals(404, engine.api("POST", "/containers/nosuch/kill").status());
        assertEquals(404, engine.api("DELETE", "/containers/nosuch").status());
    }

    @Test
    void portTakenByAContainer() {
        engine.jdock("run", "-d", "--name", "first", "-p", "18090:80", IMAGE).expect(0);
        fails(engine.jdock("run", "--name", "second", "-p", "18090:80", IMAGE), 125, "port is already allocated");
        engine.jdock("rm", "-f", "first", "second").expect(0);
    }

    @Test
    void portTakenByAnotherProgram() throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            fails(
                    engine.jdock("run", "--rm", "-p", taken.getLocalPort() + ":80", IMAGE),
                    125,
                    "address already in use");
        }
        engine.jdock("container", "ls", "-a").expect(0);
    }

    @Test
    void commandNotFound() {
        fails(
                engine.jdock("run", "--rm", IMAGE, "nosuchcommand"),
                127,
                "nosuchcommand",
                "executable file not found in $PATH");
        fails(engine.docker("run", "--rm", IMAGE, "/no/such/file"), 127, "no such file or directory");
    }

    @Test
    void commandNotExecutable() {
        fails(engine.jdock("run", "--rm", IMAGE, "/etc/passwd"), 126, "permission denied");
        fails(engine.jdock("run", "--rm", IMAGE, "/etc"), 126);
    }

    @Test
    void exitCodesAreTheContainersOwn() {
        engine.jdock("run", "--rm", IMAGE, "sh", "-c", "exit 42").expect(42);
        engine.jdock("run", "--rm", IMAGE, "sh", "-c", "sleep 100 & kill -9 $!; wait $!")
                .expect(137);
        engine.jdock("run", "--nosuchflag", IMAGE).expect(125);
    }

    @Test
    void unknownUser() {
        fails(
                engine.jdock("run", "--rm", "-u", "nobodyhere", IMAGE, "true"),
                125,
                "nobodyhere",
                "no matching entries in passwd file");
        fails(engine.jdock("run", "--rm", "-u", "4294967296", IMAGE, "true"), 125);
    }

    @Test
    void fieldThatIsNotHonoured() {
        var reply = engine.api(
                "POST",
                "/containers/create",
                "-H",
                "Content-Type: application/json",
                "-d",
                "{\"Image\":\"" + IMAGE + "\",\"HostConfig\":{\"CpuRealtimePeriod\":5}}");
        assertEquals(400, reply.status());
        assertTrue(reply.message().contains("CpuRealtimePeriod"), reply.message());
    }

    @Test
    void malformedJson() {
        var reply =
                engine.api("POST", "/containers/create", "-H", "Content-Type: application/json", "-d", "{\"Image\":");
        assertEquals(400, reply.status());
        assertTrue(reply.message().startsWith("invalid JSON"), reply.message());
    }

    @Test
    void unknownRouteAndVersion() {
        assertEquals("page not found", engine.api("GET", "/nosuch").message());
        assertEquals(404, engine.api("GET", "/nosuch").status());
        assertEquals(400, engine.api("GET", "/v1.99/version").status());
        assertEquals(400, engine.api("GET", "/v1.12/version").status());
    }

    @Test
    void socketOfSomebodyElseIsNotTaken() {
        Command.Result second =
                daemon("unix://" + engine.socket(), Path.of("/tmp/it-second-data"), Path.of("/tmp/it-second-exec"));
        assertTrue(second.status() != 0 && second.err().contains(engine.socket().toString()), second.err());
        assertTrue(engine.answers());
        Command.run("rm", "-rf", "/tmp/it-second-data", "/tmp/it-second-exec").expect(0);
    }

    @Test
    void dataRootOfAnotherEngineIsRefused() {
        Command.Result second = daemon("unix:///tmp/it-second.sock", engine.dataRoot(), Path.of("/tmp/it-second-exec"));
        assertTrue(
                second.status() != 0 && second.err().contains(engine.dataRoot().toString()), second.err());
        assertTrue(engine.answers());
        Command.run("rm", "-rf", "/tmp/it-second-exec", "/tmp/it-second.sock").expect(0);
    }

    private static Command.Result daemon(String host, Path data, Path exec) {
        return Command.run(
                Path.of(System.getProperty("jdock.distribution"), "bin", "jdockd")
                        .toString(),
                "-H",
                host,
                "--data-root",
                data.toString(),
                "--exec-root",
                exec.toString(),
                "--pidfile",
                "/tmp/it-second.pid");
    }
}
