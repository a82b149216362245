package io.jdock.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

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

/** Images for several platforms on the command line; the tree is what docker 28.2 prints for the same images. */
@Timeout(30)
final class ImagePlatformCommandsTest {

    private static final String IMAGES = """
            [{"Id":"sha256:aaaaaaaaaaaaaaaa","RepoTags":["reg.example:5000/some/rather/long/name/of/an/image:1"],
              "Created":1600000000,"Size":2345678901,"Containers":0,"Manifests":[
              {"ID":"sha256:4444444444444444","Available":true,"Kind":"image","Size":{"Total":2345678901,"Content":8000},
               "ImageData":{"Platform":{"architecture":"amd64","os":"linux"},"Containers":[],"Size":{"Unpacked":1}}}]},
             {"Id":"sha256:bbbbbbbbbbbbbbbb","RepoTags":["alpine:latest","alpine:3"],
              "Created":1700000000,"Size":1234567,"Containers":2,"Manifests":[
              {"ID":"sha256:1111111111111111","Available":true,"Kind":"image","Size":{"Total":1234567,"Content":400000},
               "ImageData":{"Platform":{"architecture":"amd64","os":"linux"},"Containers":["c"],"Size":{"Unpacked":1}}},
              {"ID":"sha256:2222222222222222","Available":false,"Kind":"image","Size":{"Total":0,"Content":0},
               "ImageData":{"Platform":{"architecture":"arm","os":"linux","variant":"v7"},"Containers":[],"Size":{}}},
              {"ID":"sha256:3333333333333333","Available":true,"Kind":"attestation","Size":{"Total":9,"Content":9},
               "AttestationData":{"For":"sha256:1111111111111111"}}]},
             {"Id":"sha256:cccccccccccccccc","RepoTags":[],"Created":1600000001,"Size":2345,"Containers":1}]
            """;
    private static final String ARM = "%7B%22os%22%3A%22linux%22%2C%22architecture%22%3A%22arm64%22%7D";

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

    @Test
    void showsATree() {
        engine.on("GET /images/json", 200, IMAGES);

        assertEquals(0, jdock.run("images", "--tree", "--all"));

        assertEquals("""
                WARNING: This is an experimental feature. The output may change and shouldn't be depended on.
                                                                              Info ->  U In Use\s

                IMAGE                           ID             DISK USAGE   CONTENT SIZE   EXTRA
                alpine:latest
                alpine:3                        bbbbbbbbbbbb       1.23MB          400kB   U   \s
                ├─ linux/amd64                  111111111111       1.23MB          400kB   U   \s
                └─ linux/arm/v7                 222222222222           0B             0B       \s

                <untagged>                      cccccccccccc       2.35kB             0B   U   \s

                reg.example:5000/some/rather…   aaaaaaaaaaaa       2.35GB            8kB       \s
                └─ linux/amd64                  444444444444       2.35GB            8kB       \s

                """, jdock.out());
        assertEquals(List.of("GET /images/json?all=1&manifests=1"), engine.asked());
    }

    @Test
    void aTreeIsNoWiderThanItMust() {
        engine.on(
                "GET /images/json",
                200,
                "[{\"Id\":\"sha256:a\",\"RepoTags\":[],\"Created\":1},{\"Id\":\"sha256:b\",\"RepoTags\":[\"a:1\"],\"Created\":1}]");

        jdock.run("image", "ls", "--tree");

        assertEquals(
                "IMAGE   ID             DISK USAGE   CONTENT SIZE   EXTRA",
                jdock.out().lines().toList().get(3));
        assertEquals(5 + 1, jdock.out().lines().count());
    }

    @Test
    void anArtifactHasASizeAndNoPlatform() {
        engine.on("GET /images/json", 200, """
                [{"Id":"sha256:a","RepoTags":["notes:1"],"Created":-62135596800,"Size":1500,"Manifests":[
                  {"ID":"sha256:a","Available":true,"Kind":"unknown","Size":{"Total":1500,"Content":1500}}]}]
                """);

        jdock.run("image", "ls", "--tree");

        List<String> lines = jdock.out().lines().toList();
        assertEquals("notes:1   a                   1.5kB          1.5kB        ", lines.get(4));
        assertEquals(6, lines.size());
    }

    @ParameterizedTest
    @CsvSource({"-q,--quiet", "--no-trunc,--no-trunc", "--digests,--show-digest", "--format=json,--format"})
    void aTreeHasOneForm(String flag, String named) {
        assertEquals(1, jdock.run("images", "--tree", flag));

        assertEquals(named + " is not yet supported with --tree\n", jdock.err());
    }

    @Test
    void platformsAreSentAsJson() {
        engine.on("GET /images/app/json", 200, "{}");
        engine.on("GET /images/app/history", 200, "[]");
        engine.on("DELETE /images/app", 200, "[{\"Deleted\":\"sha256:1\"}]");

        assertEquals(0, jdock.run("image", "inspect", "--platform", "linux/arm64", "app"));
        assertEquals(0, jdock.run("history", "--platform", "linux/arm64", "app"));
        assertEquals(0, jdock.run("rmi", "--platform", "linux/arm64,linux/arm64", "--platform=linux/arm64", "app"));

        assertEquals(
                List.of(
                        "GET /images/app/json?platform=" + ARM,
                        "GET /images/app/history?platform=" + ARM,
                        "DELETE /images/app?platforms=%1$s&platforms=%1$s&platforms=%1$s".formatted(ARM)),
                engine.asked());
    }

    @Test
    void anArchiveCanHaveSeveralPlatforms() {
        Path archive = directory.resolve("app.tar");
        engine.on("GET /images/get", 200, "archive");
        engine.on("POST /images/load", 200, "{}");

        assertEquals(
                0,
                jdock.run("save", "-o", archive.toString(), "--platform", "linux/arm64,linux/arm64", "app"),
                jdock.err());
        assertEquals(
                0,
                jdock.run("load", "-i", archive.toString(), "--platform", "linux/arm64", "--platform", "linux/arm64"),
                jdock.err());

        assertEquals(
                List.of(
                        "GET /images/get?names=app&platform=%1$s&platform=%1$s".formatted(ARM),
                        "POST /images/load?quiet=1&platform=%1$s&platform=%1$s".formatted(ARM)),
                engine.asked());
    }
}
