package io.jdock.it;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** containerd's own client against the supervisor. */
@ExtendWith(LeakAudit.class)
final class CtrIT {

    private static Engine engine;
    private static String id;

    @BeforeAll
    static void start() {
        engine = Engine.start();
        engine.jdock("load", "-i", TestImages.busybox().toString()).expect(0);
        id = engine.jdock("run", "-d", "--network", "none", "jdock/httpd:embedded", "sleep", "600")
                .text();
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    @Test
    void showsTheServersVersion() {
        String version = engine.ctr("version").text();
        assertTrue(version.contains("Server:"), version);
        assertTrue(version.matches("(?s).*Server:\\s+Version:\\s+\\S+.*"), version);
    }

    @Test
    void listsTheEnginesNamespace() {
        assertTrue(engine.ctr("namespaces", "ls").text().contains("jdock"));
    }

    @Test
    void listsImages() {
        String images = engine.ctr("images", "ls").text();
        assertTrue(images.contains("docker.io/jdock/httpd:embedded"), images);
    }

    @Test
    void mountsAnImage(@TempDir Path target) {
        engine.ctr("images", "mount", "docker.io/jdock/httpd:embedded", target.toString())
                .expect(0);
        try {
            assertTrue(Files.exists(target.resolve("var/www/index.html")));
        } finally {
            engine.ctr("images", "unmount", "--rm", target.toString()).expect(0);
        }
    }

    @Test
    void listsContainers() {
        assertTrue(engine.ctr("containers", "ls").text().contains(id));
    }

    @Test
    void listsTasksWithTheirState() {
        String tasks = engine.ctr("tasks", "ls").text();
        assertTrue(tasks.contains(id) && tasks.contains("RUNNING"), tasks);
    }
}
