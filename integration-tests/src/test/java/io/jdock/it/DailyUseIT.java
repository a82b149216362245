package io.jdock.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What people type all day, with jdock's own client and with the stock one: both must see the same. */
@ExtendWith(LeakAudit.class)
final class DailyUseIT {

    private static final String IMAGE = "jdock/httpd:embedded";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static Engine engine;

    /** Whose command line. */
    enum Client {
        JDOCK {
            @Override
            Command.Result run(String... args) {
                return engine.jdock(args);
            }
        },
        DOCKER {
            @Override
            Command.Result run(String... args) {
                return engine.docker(args);
            }
        };

        abstract Command.Result run(String... args);
    }

    @BeforeAll
    static void start() {
        engine = Engine.start();
        engine.jdock("load", "-i", TestImages.busybox().toString()).expect(0);
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    @AfterEach
    void removeContainers() {
        for (String id : engine.jdock("ps", "-aq").text().lines().toList()) {
            engine.jdock("rm", "-f", id).expect(0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void foregroundRunPrintsBothStreamsAndItsStatus(Client client) {
        Command.Result run = client.run("run", "--rm", IMAGE, "sh", "-c", "echo out; echo err >&2; exit 3");
        run.expect(3);
        assertEquals("out\n", run.out());
        assertEquals("err\n", run.err());
        assertEquals("", engine.jdock("ps", "-aq").text(), "--rm removed it");
    }

    @ParameterizedTest
    @EnumSource
    void flagsReachTheProcess(Client client, @TempDir Path dir) throws IOException {
        Files.writeString(dir.resolve("f"), "from the host");
        Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwxr-xr-x"));
        Command.Result run = client.run(
                "run",
                "--rm",
                "--name",
                "flags",
                "-e",
                "A=1",
                "-v",
                dir + ":/mnt",
                "-w",
                "/mnt",
                "-u",
                "1000:1000",
                "--entrypoint",
                "sh",
                "--network",
                "none",
                IMAGE,
                "-c",
                "id -u; id -g; pwd; echo $A; cat f; hostname | wc -c; ls /sys/class/net");
        assertEquals("1000\n1000\n/mnt\n1\nfrom the host13\nlo", run.text());
    }

    @ParameterizedTest
    @EnumSource
    void limitsAreInForce(Client client) {
        String id = client.run("run", "-d", "-m", "64m", "--cpus", "0.5", IMAGE, "sleep", "100")
                .text();
        assertEquals(64L << 20, engine.inspect(id, "/HostConfig/Memory").asLong());
        assertEquals(500_000_000L, engine.inspect(id, "/HostConfig/NanoCpus").asLong());
        Command.Result hog = client.run("run", "--rm", "-m", "16m", IMAGE, "sh", "-c", "x=a; while :; do x=$x$x; done");
        hog.expect(137);
    }

    @ParameterizedTest
    @EnumSource
    void stdinIsCarriedToItsEnd(Client client) {
        List<String> shell =
                List.of("sh", "-c", "printf 'a\\nb\\n' | " + line(client) + " run -i --rm " + IMAGE + " wc -l");
        assertEquals(
                "2",
                Command.run(shell, java.util.Map.of("DOCKER_HOST", "unix://" + engine.socket()))
                        .text());
    }

    private static String line(Client client) {
        return switch (client) {
            case JDOCK -> engine.jdockCommand();
            case DOCKER -> "docker";
        };
    }

    @ParameterizedTest
    @EnumSource
    void lifeOfAContainer(Client client) {
        String id = client.run("run", "-d", "--name", "life", IMAGE).text();
        assertTrue(client.run("ps").text().contains("life"));
        assertEquals("hello", client.run("exec", "life", "echo", "hello").text());
        client.run("exec", "life", "sh", "-c", "exit 9").expect(9);
        client.run("exec", "life", "nosuch").expect(127);
        client.run("rename", "life", "renamed").expect(0);
        assertEquals("/renamed", engine.inspect(id, "/Name").asText());
        client.run("restart", "-t", "0", "renamed").expect(0);
        assertTrue(engine.inspect(id, "/State/Running").asBoolean());
        client.run("kill", "renamed").expect(0);
        assertEquals("137", client.run("wait", "renamed").text());
        client.run("start", "renamed").expect(0);
        client.run("stop", "-t", "0", "renamed").expect(0);
        client.run("rm", "renamed").expect(0);
        assertEquals(404, engine.api("GET", "/containers/" + id + "/json").status());
    }

    @ParameterizedTest
    @EnumSource
    void logsFollowToTheEnd(Client client) {
        client.run(
                        "run",
                        "-d",
                        "--name",
                        "talk",
                        IMAGE,
                        "sh",
                        "-c",
                        "for i in 1 2 3 4 5; do echo $i; usleep 100000; done")
                .expect(0);
        assertEquals("1\n2\n3\n4\n5", client.run("logs", "-f", "talk").text());
        assertEquals("4\n5", client.run("logs", "--tail", "2", "talk").text());
    }

    @ParameterizedTest
    @EnumSource
    void imagesAreTaggedListedAndRemoved(Client client) {
        client.run("tag", IMAGE, "other:v1").expect(0);
        assertTrue(client.run("images").text().contains("other"));
        client.run("rmi", "other:v1").expect(0);
        assertFalse(client.run("images").text().contains("other"));
        client.run("run", "-d", "--name", "user", IMAGE).expect(0);
        Command.Result inUse = client.run("rmi", IMAGE);
        inUse.expect(1);
        assertTrue(inUse.err().contains("conflict"), inUse.err());
    }

    @ParameterizedTest
    @EnumSource
    void imagesAreSavedForOthersAndLoadedAgain(Client client, @TempDir Path dir) {
        String archive = dir.resolve("image.tar").toString();
        String digest = client.run("inspect", "--format", "{{.Descriptor.Digest}}", IMAGE)
                .text();
        String id = client.run("inspect", "--format", "{{.Id}}", IMAGE).text();
        client.run("tag", IMAGE, "saved:v1").expect(0);

        client.run("save", "-o", archive, "saved:v1").expect(0);

        String index = Command.run("tar", "-xOf", archive, "index.json").text();
        assertTrue(index.contains(digest) && index.contains("\"docker.io/library/saved:v1\""), index);
        assertTrue(Command.run("skopeo", "inspect", "docker-archive:" + archive + ":saved:v1")
                .text()
                .contains("linux"));
        client.run("rmi", "saved:v1").expect(0);
        client.run("load", "-i", archive).expect(0);
        assertEquals(
                id, client.run("inspect", "--format", "{{.Id}}", "saved:v1").text());
        assertTrue(client.run("history", "saved:v1").text().contains(id.substring("sha256:".length(), 19)));
        client.run("rmi", "saved:v1").expect(0);
    }

    @ParameterizedTest
    @EnumSource
    void tellsAboutItself(Client client) {
        assertTrue(client.run("version").text().contains("Server"));
        assertTrue(client.run("info").text().contains("Containers:"));
        assertEquals(
                "linux", client.run("version", "--format", "{{.Server.Os}}").text());
    }

    @ParameterizedTest
    @EnumSource
    void eventsTellAContainersLife(Client client) {
        String id = client.run("run", "-d", IMAGE, "true").text();
        client.run("wait", id).expect(0);
        client.run("rm", id).expect(0);
        // A moment ahead, as clients send whole seconds: what happened in this one must be in.
        String until = Long.toString(Instant.now().getEpochSecond() + 1);
        String events = client.run(
                        "events",
                        "--since",
                        "60s",
                        "--until",
                        until,
                        "--filter",
                        "container=" + id,
                        "--format",
                        "{{.Action}}")
                .text();
        assertEquals(
                List.of("create", "start", "die", "destroy"),
                events.lines()
                        .filter(a ->
                                List.of("create", "start", "die", "destroy").contains(a))
                        .toList());
    }

    @Test
    void signalsReachTheContainerInTheForeground() throws Exception {
        Process run = new ProcessBuilder(
                        "sh",
                        "-c",
                        "exec " + engine.jdockCommand() + " run --name sig " + IMAGE
                                + " sh -c 'trap \"exit 5\" TERM; echo ready; while :; do usleep 10000; done'")
                .start();
        Await.until(
                "container is ready",
                PATIENCE,
                () -> engine.jdock("logs", "sig").out().contains("ready"));
        run.destroy();
        assertEquals(5, run.waitFor());
    }
}
