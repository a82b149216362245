package io.jdock.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** An engine that is told to keep its disk from becoming full. Each of the images takes a seventh of that. */
@EnabledIf(value = "io.jdock.it.SmallDisk#isPossible", disabledReason = "needs root and loop devices")
@ExtendWith(LeakAudit.class)
final class ImageCollectorIT {

    private static final String BASE = "jdock/httpd:embedded";
    private static final int MEBIBYTES = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private static Path directory;

    private static SmallDisk disk;
    private static Engine engine;

    @BeforeAll
    static void start() {
        disk = new SmallDisk(300, 4096);
        engine = Engine.startOn(
                disk.root(),
                "--image-gc-high-threshold=65",
                "--image-gc-low-threshold=50",
                "--image-gc-minimum-age=0s",
                "--image-gc-keep=jdock/*");
        engine.jdock("load", "-i", TestImages.busybox().toString()).expect(0);
    }

    @AfterAll
    static void stop() {
        engine.close();
        disk.close();
    }

    @Test
    void theLongestUnusedImagesGoWhenALoadFillsTheDisk() {
        for (int i = 1; i <= 4; i++) {
            load("app:" + i);
        }
        engine.jdock("create", "--name", "user", "app:1", "true").expect(0);
        engine.jdock("run", "--rm", "app:2", "true").expect(0);
        foretellsAPruneWithoutDoingIt();
        // When an image was used is known over restarts.
        engine.killDaemon();
        engine.restartDaemon();
        assertEquals(Set.of(BASE, "app:1", "app:2", "app:3", "app:4"), images());

        // One would do for the high watermark, two are needed for the low one.
        List<String> longestUnused = List.of(id("app:3"), id("app:4"));

        load("app:5");

        Await.until("there is room again", PATIENCE, () -> removed().equals(longestUnused));
        assertEquals(Set.of(BASE, "app:1", "app:2", "app:5"), images());
        engine.jdock("rm", "user").expect(0);
    }

    private static void load(String name) {
        Path archive = TestImages.random(directory.resolve(name.replace(':', '-') + ".tar"), name, 1, MEBIBYTES);
        engine.jdock("load", "-i", archive.toString()).expect(0);
    }

    private static void foretellsAPruneWithoutDoingIt() {
        Set<String> before = images();

        String foretold =
                engine.jdock("image", "prune", "-a", "--dry-run").expect(0).text();

        assertTrue(foretold.contains("untagged: app:2\n") && foretold.contains("untagged: app:4\n"), foretold);
        assertFalse(foretold.contains("app:1"), foretold);
        assertTrue(foretold.contains("Total reclaimable space: 6"), foretold);
        assertEquals(before, images());
    }

    private static Set<String> images() {
        return new TreeSet<>(engine.jdock("images", "--format", "{{.Repository}}:{{.Tag}}")
                .expect(0)
                .text()
                .lines()
                .toList());
    }

    /** IDs of the images that were deleted since the daemon was started, as events tell. */
    private static List<String> removed() {
        return engine.jdock(
                        "events",
                        "--since=1",
                        "--until=" + Instant.now(),
                        "--filter=type=image",
                        "--filter=event=delete",
                        "--format={{.Actor.ID}}")
                .expect(0)
                .text()
                .lines()
                .toList();
    }

    private static String id(String name) {
        return engine.jdock("image", "inspect", "--format={{.Id}}", name)
                .expect(0)
                .text();
    }
}
