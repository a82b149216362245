package io.jdock.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The disk with the engine's data is full. What is asked for fails with an error that says so, leaves nothing behind, and works
 * when there is room again, with the same daemon, supervisor and containers.
 */
@EnabledIf(value = "io.jdock.it.SmallDisk#isPossible", disabledReason = "needs root and loop devices")
@ExtendWith(LeakAudit.class)
final class FullDiskIT {

    private static final String FULL = "no space left on device";
    private static final String BASE = "jdock/httpd:embedded";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int LAYERS = 3;
    private static final int MEBIBYTES = 20;
    /** Of which each takes some KiB in the database. */
    private static final int MOST_TAGS = 2000;
    /** Less than the layers take once. */
    private static final long ROOM = 30 << 20;

    @TempDir
    private static Path directory;

    private static SmallDisk disk;
    private static Engine engine;
    private static ImageAudit audit;
    private static LocalRegistry registry;
    private static Path archive;
    private static OptionalLong supervisor;

    @BeforeAll
    static void start() {
        disk = new SmallDisk(300, 4096);
        engine = Engine.startOn(disk.root());
        audit = new ImageAudit(engine);
        registry = new LocalRegistry();
        archive = TestImages.random(directory.resolve("app.tar"), "app:1", LAYERS, MEBIBYTES);
        registry.push(archive, "app:1");
        engine.jdock("load", "-i", TestImages.busybox().toString()).expect(0);
        engine.jdock("run", "-d", "--name", "witness", BASE, "tail", "-f", "/dev/null")
                .expect(0);
        supervisor = engine.supervisorPid();
    }

    @AfterAll
    static void stop() {
        engine.jdock("rm", "-f", "witness").expect(0);
        engine.close();
        registry.close();
        disk.close();
    }

    @BeforeEach
    void isTidy() {
        audit.assertTidy();
    }

    @AfterEach
    void nothingWasHarmed() {
        disk.free();
        audit.assertTidy();
        audit.assertWhole();
        assertEquals("running", engine.inspect("witness", "/State/Status").asText());
        assertEquals(supervisor, engine.supervisorPid());
    }

    private void removeApp(String name) {
        audit.assertWhole();
        engine.jdock("rmi", name).expect(0);
    }

    @Test
    void aPullSaysThatTheDiskIsFull() {
        String name = registry.host() + "/app:1";
        disk.fillExcept(ROOM);

        Engine.Reply reply = engine.api("POST", "/images/create?fromImage=" + registry.host() + "/app&tag=1");

        assertEquals(200, reply.status());
        String last = reply.body().strip().lines().reduce((_, line) -> line).orElseThrow();
        assertTrue(last.contains("\"error\":\"") && last.contains("sha256:") && last.contains(FULL), last);
        Command.Result pull = engine.jdock("pull", name).expect(1);
        assertTrue(pull.err().contains(FULL), pull.err());
        audit.assertTidy();
        disk.free();
        engine.jdock("pull", name).expect(0);
        removeApp(name);
    }

    @Test
    void aLoadSaysThatTheDiskIsFull() {
        disk.fillExcept(ROOM);

        // The engine does not read what it cannot store, which curl may find out before or after it has the answer.
        String answer = Command.run(
                        "curl",
                        "-s",
                        "--unix-socket",
                        engine.socket().toString(),
                        "-X",
                        "POST",
                        "-T",
                        archive.toString(),
                        "http://jdock/images/load")
                .out();
        assertTrue(answer.contains("\"error\":\"store ") && answer.contains(FULL), answer);
        Command.Result load = engine.jdock("load", "-i", archive.toString()).expect(1);
        assertTrue(load.err().contains(FULL), load.err());
        audit.assertTidy();
        disk.free();
        engine.jdock("load", "-i", archive.toString()).expect(0);
        removeApp("app:1");
    }

    @Test
    void aCommitSaysThatTheDiskIsFull() {
        engine.jdock("run", "--name", "writer", BASE, "sh", "-c", "head -c 40000000 /dev/urandom >/big")
                .expect(0);
        disk.fillExcept(ROOM);

        Engine.Reply reply = engine.api("POST", "/commit?container=writer&repo=made&tag=1");

        assertEquals(500, reply.status());
        assertTrue(reply.message().contains(FULL), reply.body());
        Command.Result commit = engine.jdock("commit", "writer", "made:1").expect(1);
        assertTrue(commit.err().contains(FULL), commit.err());
        audit.assertTidy();
        disk.free();
        engine.jdock("commit", "writer", "made:1").expect(0);
        removeApp("made:1");
        engine.jdock("rm", "writer").expect(0);
    }

    @Test
    void theDatabaseSaysThatTheDiskIsFullAndImagesCanBeRemovedAllTheSame() {
        engine.jdock("load", "-i", archive.toString()).expect(0);
        disk.fill();
        List<String> tags = new ArrayList<>();
        Engine.Reply reply = tag(tags);
        while (reply.status() == 201 && tags.size() < MOST_TAGS) {
            reply = tag(tags);
        }

        assertEquals(500, reply.status());
        assertTrue(reply.message().contains(FULL), reply.body());
        engine.jdock("rmi", "app:1").expect(0);
        audit.assertTidy();
        engine.jdock("tag", BASE, tags.getLast()).expect(0);
        List<String> removal = new ArrayList<>(List.of("rmi"));
        removal.addAll(tags);
        engine.jdock(removal.toArray(String[]::new)).expect(0);
    }

    private static Engine.Reply build(String dockerfile, String content) {
        Path file = new HandmadeArchive()
                .file("Dockerfile", dockerfile.formatted(BASE))
                .file("content", content)
                .write(directory.resolve("context.tar"));
        Command.run("gzip", "-f", file.toString()).expect(0);
        return engine.api("POST", "/build?t=built:1&forcerm=1", "-H", "Expect:", "--data-binary", "@" + file + ".gz");
    }

    private void buildsWhenThereIsRoom(String dockerfile, String content) {
        audit.assertTidy();
        disk.free();
        String built = build(dockerfile, content).body();
        assertTrue(built.contains("Successfully tagged built:1"), built);
        removeApp("built:1");
    }

    /** The context is a bomb: some KiB that become 40 MiB. */
    @Test
    void aContextThatDoesNotFitIsRefused() {
        String content = "x".repeat(40 << 20);
        disk.fillExcept(ROOM);

        Engine.Reply reply = build("FROM %s\nCOPY Dockerfile /\n", content);

        assertEquals(500, reply.status(), reply.body());
        assertTrue(reply.message().contains(FULL), reply.body());
        buildsWhenThereIsRoom("FROM %s\nCOPY Dockerfile /\n", content);
    }

    @Test
    void aCopyThatDoesNotFitEndsTheBuild() {
        String content = "x".repeat(20 << 20);
        disk.fillExcept(ROOM);

        String answer = build("FROM %s\nCOPY content /\n", content).body();

        assertTrue(answer.contains("\"error\":\"") && answer.contains(FULL), answer);
        buildsWhenThereIsRoom("FROM %s\nCOPY content /\n", content);
    }

    /** The disk may then have no room either for the end of the command to be written down, which is done as soon as it has. */
    @Test
    void aCommandThatFillsTheDiskEndsTheBuild() throws IOException {
        String dockerfile = "FROM %s\nRUN head -c 40000000 /dev/zero > /zeros\n";
        Path context = new HandmadeArchive()
                .file("Dockerfile", dockerfile.formatted(BASE))
                .write(directory.resolve("context.tar"));
        disk.fillExcept(ROOM);
        Process client = new ProcessBuilder(
                        "curl",
                        "-sN",
                        "--unix-socket",
                        engine.socket().toString(),
                        "-X",
                        "POST",
                        "--data-binary",
                        "@" + context,
                        "http://jdock/build?forcerm=1")
                .start();

        try (BufferedReader answer = client.inputReader()) {
            Await.until(
                    "the command has ended",
                    PATIENCE,
                    () -> !client.isAlive() || engine.log().contains("is written down when there is room"));
            disk.free();
            assertTrue(answer.lines().anyMatch(line -> line.contains("returned a non-zero code: 1")));
        }
        buildsWhenThereIsRoom(dockerfile, "");
    }

    private static Engine.Reply tag(List<String> tags) {
        tags.add("t:" + tags.size());
        return engine.api("POST", "/images/" + BASE + "/tag?repo=t&tag=" + (tags.size() - 1));
    }

    @Test
    void anotherStartOnAFullDiskFindsEverything() {
        disk.fill();
        engine.killDaemon();
        engine.killSupervisor();

        engine.restartDaemon();

        assertTrue(engine.jdock("images").text().contains("jdock/httpd"));
        supervisor = engine.supervisorPid();
    }

    @Test
    void aLackOfInodesIsAFullDiskToo() {
        disk.fillInodesExcept(40);

        Command.Result load = engine.jdock("load", "-i", archive.toString()).expect(1);

        assertTrue(load.err().contains(FULL), load.err());
        audit.assertTidy();
        disk.free();
        engine.jdock("load", "-i", archive.toString()).expect(0);
        removeApp("app:1");
    }
}
