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

/** {@code jdock search}; the output is what docker 28.2 prints for the same answer. */
@Timeout(30)
final class SearchCommandTest {

    @TempDir
    private Path directory;

    private FakeEngine engine;
    private Invocation jdock;

    @BeforeEach
    void start() throws IOException {
        engine = new FakeEngine(directory);
        jdock = new Invocation(engine);
        engine.on("GET /images/search", 200, """
                [{"description":"line\\nbreak\\r\\n two","is_official":false,"name":"u/lines","star_count":1},
                 {"description":"a very long description that goes on and on and on until it must be cut",
                  "is_official":true,"is_automated":false,"name":"busybox","star_count":33}]
                """);
    }

    @AfterEach
    void stop() throws IOException {
        engine.close();
    }

    @Test
    void listsWhatWasFound() {
        assertEquals(0, jdock.run("search", "busy"));

        assertEquals("""
                NAME      DESCRIPTION                                     STARS     OFFICIAL
                u/lines   line break   two                                1        \s
                busybox   a very long description that goes on and on …   33        [OK]
                """, jdock.out());
        assertEquals(List.of("GET /images/search?term=busy"), engine.asked());
    }

    @Test
    void asksForWhatIsWanted() {
        jdock.run("search", "--limit", "3", "-f", "stars=3", "--filter=is-official=true", "h:1/busy");

        assertEquals(
                List.of(
                        "GET /images/search?filters=%7B%22stars%22%3A%5B%223%22%5D%2C%22is-official%22%3A%5B%22true%22%5D%7D"
                                + "&limit=3&term=h%3A1%2Fbusy"),
                engine.asked());
    }

    @Test
    void hasOtherFormsForPrograms() {
        assertEquals(
                0, jdock.run("search", "--no-trunc", "--format", "{{.Name}} {{.IsOfficial}} {{.Description}}", "b"));
        assertEquals(0, jdock.run("search", "--format", "json", "b"));

        List<String> lines = jdock.out().lines().toList();
        assertEquals(
                "busybox [OK] a very long description that goes on and on and on until it must be cut", lines.get(1));
        assertEquals(
                "{\"Description\":\"line break   two\",\"IsOfficial\":\"false\",\"Name\":\"u/lines\",\"StarCount\":\"1\"}",
                lines.get(2));
    }

    @Test
    void wantsATerm() {
        assertEquals(1, jdock.run("search"));

        assertTrue(jdock.err().contains("'jdock search' requires 1 argument"), jdock.err());
    }
}
