package io.jdock.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code jdock commit}, {@code export} and {@code import}; the texts are docker's. */
@Timeout(30)
final class CommitCommandTest {

    @TempDir
    private Path directory;

    private FakeEngine engine;
    private Invocation jdock;

    @BeforeEach
    void start() throws IOException {
        engine = new FakeEngine(directory);
        jdock = new Invocation(engine);
        engine.on("POST /commit", 201, "{\"Id\":\"sha256:0123\"}");
    }

    @AfterEach
    void stop() throws IOException {
        engine.close();
    }

    @Test
    void commitsWithNameAuthorAndChanges() {
        assertEquals(0, jdock.run("commit", "-a", "me", "-m", "why", "-c", "CMD a b", "-c", "ENV A=1", "web", "app:2"));

        assertEquals("sha256:0123\n", jdock.out());
        assertEquals(
                List.of("POST /commit?author=me&comment=why&container=web&changes=CMD%20a%20b&changes=ENV%20A%3D1"
                        + "&repo=app&tag=2"),
                engine.asked());
    }

    @Test
    void commitsWithoutANameOrAPause() {
        assertEquals(0, jdock.run("container", "commit", "--pause=false", "web"));

        assertEquals(List.of("POST /commit?container=web&pause=0"), engine.asked());
    }

    @Test
    void exportsToStandardOutputOrAFile() throws IOException {
        engine.on("GET /containers/web/export", 200, "tar");
        Path file = directory.resolve("web.tar");

        assertEquals(0, jdock.run("export", "web"));
        assertEquals(0, jdock.run("export", "-o", file.toString(), "web"));

        assertEquals("tar", jdock.out());
        assertEquals("tar", Files.readString(file));
    }

    @Test
    void leavesNoFileWhenThereIsNothingToExport() {
        engine.on("GET /containers/web/export", 404, "{\"message\":\"No such container: web\"}");
        Path file = directory.resolve("web.tar");

        assertEquals(1, jdock.run("export", "-o", file.toString(), "web"));

        assertEquals("Error response from daemon: No such container: web\n", jdock.err());
        assertFalse(Files.exists(file));
    }

    @Test
    void importsAFileWithChanges() throws IOException {
        Path archive = Files.writeString(directory.resolve("a.tar"), "xyz");
        engine.on("POST /images/create", (_, peer) -> {
            assertEquals("3\r\nxyz\r\n0\r\n\r\n", peer.read(13));
            peer.json(200, "{\"status\":\"sha256:4567\"}");
        });

        assertEquals(0, jdock.run("import", "-m", "hi", "-c", "CMD x", archive.toString(), "app"));

        assertEquals("sha256:4567\n", jdock.out());
        assertEquals(
                List.of("POST /images/create?fromSrc=-&message=hi&changes=CMD%20x&repo=app&tag=latest"),
                engine.asked());
    }

    @Test
    void importsFromStandardInput() {
        engine.on("POST /images/create", (_, peer) -> {
            assertEquals("1\r\nq\r\n0\r\n\r\n", peer.read(11));
            peer.json(200, "{\"errorDetail\":{\"message\":\"import: no archive\"}}");
        });

        assertEquals(1, jdock.typing("q").run("import", "-"));

        assertEquals("import: no archive\n", jdock.err());
    }

    @Test
    void saysThatThereIsNoSuchArchive() {
        assertEquals(1, jdock.run("import", "/nonexistent/a.tar"));

        assertEquals("open /nonexistent/a.tar: no such file or directory\n", jdock.err());
    }
}
