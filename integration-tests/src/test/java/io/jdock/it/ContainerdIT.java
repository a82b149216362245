package io.jdock.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The real containerd, on directories of its own, with our runtime in runc's place. */
@ExtendWith(LeakAudit.class)
final class ContainerdIT {

    private static final String RUNTIME =
            Path.of(System.getProperty("jdock.distribution"), "bin/jdock-runc").toString();
    private static final String IMAGE = "docker.io/jdock/httpd:embedded";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static Path dir;
    private static Process containerd;

    @BeforeAll
    static void start() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root");
        dir = Files.createTempDirectory(Path.of("/tmp"), "it-cd");
        Path config = Files.writeString(dir.resolve("config.toml"), """
                version = 2
                root = "%1$s/root"
                state = "%1$s/state"
                disabled_plugins = ["io.containerd.grpc.v1.cri"]
                [grpc]
                address = "%1$s/s.sock"
                """.formatted(dir));
        containerd = new ProcessBuilder("containerd", "--config", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve("log").toFile())
                .start();
        Await.until("containerd answers", PATIENCE, () -> ctr("version").status() == 0);
        ctr("images", "import", "--snapshotter", "native", TestImages.busybox().toString())
                .expect(0);
    }

    @AfterAll
    static void stop() {
        if (containerd != null) {
            containerd.destroy();
            Await.until("containerd ends", PATIENCE, () -> !containerd.isAlive());
            Command.run("rm", "-rf", dir.toString()).expect(0);
        }
    }

    @Test
    void runsAContainerToItsEnd() {
        Command.Result ended = run("once", List.of("--rm"), "echo out; exit 7");

        assertEquals("out\n", ended.expect(7).out());
    }

    @Test
    void executesInAContainerKillsItAndDeletesIt() {
        run("stays", List.of("--detach"), "exec sleep 1000").expect(0);

        Command.Result more = ctr("tasks", "exec", "--exec-id", "more", "stays", "sh", "-c", "hostname; exit 6");
        assertTrue(ctr("tasks", "ls").text().contains("RUNNING"));
        ctr("tasks", "kill", "--signal", "SIGKILL", "stays").expect(0);
        Await.until(
                "the task has stopped",
                PATIENCE,
                () -> ctr("tasks", "ls").text().contains("STOPPED"));

        more.expect(6);
        ctr("tasks", "rm", "stays").expect(0);
        ctr("containers", "rm", "stays").expect(0);
        assertEquals("", ctr("containers", "ls", "--quiet").text());
    }

    private static Command.Result run(String id, List<String> options, String script) {
        List<String> command = new ArrayList<>(List.of("run", "--runc-binary", RUNTIME, "--snapshotter", "native"));
        // One right below the root is gone with its container; containerd's usual parent would stay.
        command.addAll(List.of("--cgroup", "/" + dir.getFileName() + "-" + id));
        command.addAll(options);
        command.addAll(List.of(IMAGE, id, "sh", "-c", script));
        return ctr(command.toArray(String[]::new));
    }

    private static Command.Result ctr(String... words) {
        List<String> command = new ArrayList<>(
                List.of("ctr", "--address", dir.resolve("s.sock").toString()));
        command.addAll(List.of(words));
        return Command.run(command, Map.of());
    }
}
