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

/** {@code jdock system df} and {@code image prune}; the texts are docker's for the same answers. */
@Timeout(30)
final class UsageCommandsTest {

    private static final String USAGE = """
            {"LayersSize":5000000,
             "Images":[
              {"Id":"sha256:%1$s","RepoTags":["a:1"],"RepoDigests":[],"Created":1,"Size":4000000,
               "SharedSize":1000000,"Containers":2},
              {"Id":"sha256:%2$s","RepoTags":[],"RepoDigests":[],"Created":1,"Size":2000000,
               "SharedSize":1000000,"Containers":0}],
             "Containers":[
              {"Id":"%1$s","Names":["/x"],"Image":"a:1","Command":"sh","Created":1,"SizeRw":1000,
               "SizeRootFs":4001000,"State":"running","Status":"Up 1 second"},
              {"Id":"%2$s","Names":["/y"],"Image":"a:1","Command":"sh","Created":1,"SizeRw":2000,
               "SizeRootFs":4002000,"State":"exited","Status":"Exited (0) 1 second ago"}],
             "Volumes":[{"Name":"v1","Driver":"local","UsageData":{"Size":100,"RefCount":1}}],"BuildCache":[]}
            """.formatted("0".repeat(64), "1".repeat(64));

    @TempDir
    private Path directory;

    private FakeEngine engine;
    private Invocation jdock;

    @BeforeEach
    void start() throws IOException {
        engine = new FakeEngine(directory);
        jdock = new Invocation(engine);
        engine.on("GET /system/df", 200, USAGE);
        engine.on(
                "POST /images/prune",
                200,
                "{\"ImagesDeleted\":[{\"Untagged\":\"a:1\"},{\"Deleted\":\"sha256:01\"}],\"SpaceReclaimed\":1234567}");
    }

    @AfterEach
    void stop() throws IOException {
        engine.close();
    }

    @Test
    void showsWhatIsUsedAndWhatCouldBeFreed() {
        assertEquals(0, jdock.run("system", "df"));

        assertEquals("""
                TYPE            TOTAL     ACTIVE    SIZE      RECLAIMABLE
                Images          2         1         5MB       2MB (40%)
                Containers      2         1         3kB       2kB (66%)
                Local Volumes   1         1         100B      0B (0%)
                Build Cache     0         0         0B        0B
                """, jdock.out());
    }

    @Test
    void showsItInOtherForms() {
        jdock.run("system", "df", "--format", "json");
        jdock.run("system", "df", "--format", "{{.Type}} {{.Size}}");

        assertEquals("""
                {"Active":"1","Reclaimable":"2MB (40%)","Size":"5MB","TotalCount":"2","Type":"Images"}
                {"Active":"1","Reclaimable":"2kB (66%)","Size":"3kB","TotalCount":"2","Type":"Containers"}
                {"Active":"1","Reclaimable":"0B (0%)","Size":"100B","TotalCount":"1","Type":"Local Volumes"}
                {"Active":"0","Reclaimable":"0B","Size":"0B","TotalCount":"0","Type":"Build Cache"}
                Images 5MB
                Containers 3kB
                Local Volumes 100B
                Build Cache 0B
                """, jdock.out());
    }

    @Test
    void showsEveryThing() {
        assertEquals(0, jdock.run("system", "df", "-v"));

        // Ages depend on the day.
        assertEquals("""
                Images space usage:

                REPOSITORY   TAG       IMAGE ID       CREATED        SIZE      SHARED SIZE   UNIQUE SIZE   CONTAINERS
                a            1         000000000000   AGO   4MB       1MB           3MB           2
                <none>       <none>    111111111111   AGO   2MB       1MB           1MB           0

                Containers space usage:

                CONTAINER ID   IMAGE     COMMAND   LOCAL VOLUMES   SIZE      CREATED        STATUS                    NAMES
                000000000000   a:1       "sh"      0               1kB       AGO   Up 1 second               x
                111111111111   a:1       "sh"      0               2kB       AGO   Exited (0) 1 second ago   y

                Local Volumes space usage:

                VOLUME NAME   LINKS     SIZE
                v1            1         100B

                Build cache usage: 0B

                CACHE ID   CACHE TYPE   SIZE      CREATED   LAST USED   USAGE     SHARED
                """, jdock.out().replaceAll("[0-9]+ years ago", "AGO"));
    }

    @Test
    void removesImagesWithoutANameWhenTheUserAgrees() {
        assertEquals(0, jdock.typing("y\n").run("image", "prune"));

        assertEquals("""
                WARNING! This will remove all dangling images.
                Are you sure you want to continue? [y/N] Deleted Images:
                untagged: a:1
                deleted: sha256:01

                Total reclaimed space: 1.235MB
                """, jdock.out());
        assertEquals(List.of("POST /images/prune?filters=%7B%22dangling%22%3A%5B%22true%22%5D%7D"), engine.asked());
    }

    @Test
    void removesNothingWhenTheUserDoesNot() {
        assertEquals(0, jdock.typing("n\n").run("image", "prune", "-a"));

        assertTrue(jdock.out().startsWith("WARNING! This will remove all images without at least one container"));
        assertEquals(List.of(), engine.asked());
    }

    @Test
    void showsWhatWouldBeRemovedAndRemovesNothing() {
        engine.on(
                "GET /images/prune",
                200,
                "{\"ImagesDeleted\":[{\"Untagged\":\"a:1\"},{\"Deleted\":\"sha256:01\"}],\"SpaceReclaimed\":1234567}");

        assertEquals(0, jdock.run("image", "prune", "-a", "--dry-run"));

        assertEquals("""
                Images to delete:
                untagged: a:1
                deleted: sha256:01

                Total reclaimable space: 1.235MB
                """, jdock.out());
        assertEquals(List.of("GET /images/prune?filters=%7B%22dangling%22%3A%5B%22false%22%5D%7D"), engine.asked());
    }

    @Test
    void removesAllThatFitWithoutAsking() {
        engine.on("POST /images/prune", 200, "{\"ImagesDeleted\":null,\"SpaceReclaimed\":0}");

        assertEquals(0, jdock.run("image", "prune", "-af", "--filter", "until=24h"));

        assertEquals("Total reclaimed space: 0B\n", jdock.out());
        assertEquals(
                List.of("POST /images/prune?filters=%7B%22dangling%22%3A%5B%22false%22%5D%2C%22until%22%3A%5B%2224h"
                        + "%22%5D%7D"),
                engine.asked());
    }
}
