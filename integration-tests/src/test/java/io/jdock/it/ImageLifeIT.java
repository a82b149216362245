package io.jdock.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Images made here, told about and removed, with jdock's own client and with the stock one. */
@ExtendWith(LeakAudit.class)
final class ImageLifeIT {

    private static final String IMAGE = "jdock/httpd:embedded";

    private static Engine engine;

    @TempDir
    private Path directory;

    @BeforeAll
    static void start() {
        engine = Engine.start();
        engine.jdock("load", "-i", TestImages.busybox().toString()).expect(0);
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    @Test
    void aRunningContainerBecomesAnImageThatEitherClientRuns() {
        engine.jdock(
                        "run",
                        "-d",
                        "--name",
                        "source",
                        IMAGE,
                        "sh",
                        "-c",
                        "echo hi > /new; rm /bin/vi; tail -f /dev/null")
                .expect(0);
        engine.jdock("exec", "source", "sh", "-c", "until [ -s /new ] && [ ! -e /bin/vi ]; do :; done")
                .expect(0);

        engine.jdock("commit", "-m", "why", "-c", "CMD [\"cat\", \"/new\"]", "source", "made:1")
                .expect(0);
        engine.docker("commit", "-c", "ENV A=b", "source", "made:2").expect(0);

        assertEquals("hi", engine.docker("run", "--rm", "made:1").text());
        assertEquals(
                "b",
                engine.jdock("run", "--rm", "made:2", "sh", "-c", "echo $A").text());
        engine.jdock("run", "--rm", "made:1", "ls", "/bin/vi").expect(1);
        assertTrue(engine.docker("history", "made:1").text().contains("why"));
        assertEquals(
                "true",
                engine.jdock("inspect", "-f", "{{.State.Running}}", "source").text());
        engine.jdock("rm", "-f", "source").expect(0);
        engine.jdock("rmi", "made:1", "made:2").expect(0);
    }

    @Test
    void aContainersFilesComeBackAsAnImage() {
        String archive = directory.resolve("files.tar").toString();
        engine.jdock("create", "--name", "files", IMAGE).expect(0);

        engine.docker("export", "-o", archive, "files").expect(0);
        engine.jdock("import", "-c", "CMD [\"echo\", \"back\"]", archive, "back:1")
                .expect(0);

        assertEquals("back", engine.docker("run", "--rm", "back:1").text());
        engine.jdock("rm", "files").expect(0);
        engine.docker("rmi", "back:1").expect(0);
    }

    @Test
    void onlyWhatNobodyNeedsIsPruned() {
        engine.jdock("create", "--name", "user", IMAGE).expect(0);
        engine.jdock("commit", "user", "unused:1").expect(0);

        long image = engine.api("GET", "/images/" + IMAGE + "/json")
                .json()
                .path("Size")
                .asLong();
        var sizes = engine.api("GET", "/containers/user/json?size=1").json();
        assertEquals(
                image, sizes.path("SizeRootFs").asLong() - sizes.path("SizeRw").asLong());
        String pruned = engine.docker("image", "prune", "-a", "-f").text();

        assertTrue(pruned.contains("untagged: unused:1"), pruned);
        assertFalse(pruned.contains(IMAGE), pruned);
        assertTrue(engine.jdock("images").text().contains("jdock/httpd"));
        assertTrue(engine.jdock("system", "df").text().contains("Images          1         1"));
        engine.jdock("rm", "user").expect(0);
    }
}
