package io.jdock.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import com.sun.net.httpserver.SimpleFileServer.OutputLevel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Repositories of strangers as contexts, from a server that knows nothing of git. */
@Timeout(120)
final class GitContextTest {

    @TempDir
    private Path directory;

    private Path repository;
    private HttpServer server;
    private FakeEngine engine;
    private Invocation jdock;
    private final CompletableFuture<byte[]> body = new CompletableFuture<>();

    @BeforeEach
    void start() throws Exception {
        Files.createDirectory(directory.resolve("served"));
        repository = Files.createDirectory(directory.resolve("repository"));
        git("init", "--quiet", "--initial-branch=main");
        write("Dockerfile", "FROM scratch\n");
        write("web/Dockerfile", "FROM scratch\n");
        commit();
        server = SimpleFileServer.createFileServer(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                directory.resolve("served"),
                OutputLevel.NONE);
        server.start();
        engine = new FakeEngine(directory);
        engine.on("POST /build", (_, peer) -> {
            body.complete(peer.upload());
            peer.json(200, "");
        });
        jdock = new Invocation(engine).with("PATH", System.getenv("PATH"));
    }

    @AfterEach
    void stop() throws IOException {
        server.stop(0);
        engine.close();
    }

    private void write(String path, String text) throws IOException {
        Path file = repository.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void git(String... words) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("git", "-c", "user.name=test", "-c", "user.email=test@localhost"));
        command.addAll(List.of(words));
        run(repository, command);
    }

    private static String run(Path where, List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(where.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, process.waitFor(), output);
        return output;
    }

    private void commit() throws IOException, InterruptedException {
        git("add", ".");
        git("commit", "--quiet", "-m", "change");
    }

    /** Serves what was committed so far. */
    private String url() throws IOException, InterruptedException {
        Path bare = directory.resolve("served/repository.git");
        run(directory, List.of("git", "clone", "--quiet", "--bare", repository.toString(), bare.toString()));
        run(bare, List.of("git", "update-server-info"));
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/repository.git";
    }

    private String sent() throws IOException, InterruptedException {
        Path archive = Files.write(directory.resolve("sent.tar"), body.join());
        return run(directory, List.of("tar", "--list", "--file", archive.toString()));
    }

    @Test
    void isSentWithoutItsHistory() throws Exception {
        assertEquals(0, jdock.run("build", "-q", url()), jdock.err());

        assertEquals("Dockerfile\nweb/\nweb/Dockerfile\n", sent());
    }

    @ParameterizedTest
    @CsvSource({
        "#feature, 'Dockerfile,new,web/,web/Dockerfile,'",
        "#v1, 'Dockerfile,new,web/,web/Dockerfile,'",
        "#:web, 'Dockerfile,'",
        "#v1:/web/, 'Dockerfile,'",
    })
    void aRefAndADirectoryMayBeNamed(String fragment, String files) throws Exception {
        git("checkout", "--quiet", "-b", "feature");
        write("new", "");
        commit();
        git("tag", "v1");
        git("checkout", "--quiet", "main");

        assertEquals(0, jdock.run("build", "-q", url() + fragment), jdock.err());

        assertEquals(files.replace(',', '\n'), sent());
    }

    @Test
    void aCommitMayBeNamed() throws Exception {
        String first = run(repository, List.of("git", "rev-parse", "--short", "HEAD"));
        write("new", "");
        commit();

        assertEquals(0, jdock.run("build", "-q", url() + "#" + first.strip()), jdock.err());

        assertEquals("Dockerfile\nweb/\nweb/Dockerfile\n", sent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"#:..", "#:../..", "#:out", "#:out/ssl", "#:nowhere", "#:Dockerfile", "#nowhere"})
    void nothingOutsideOfItIsADirectoryOfIt(String fragment) throws Exception {
        Files.createSymbolicLink(repository.resolve("out"), Path.of("/etc"));
        commit();

        assertEquals(1, jdock.run("build", "-q", url() + fragment));

        assertTrue(
                jdock.err()
                        .matches(
                                "(?s)unable to prepare context: (no directory|git checkout: fatal: invalid reference).*"),
                jdock.err());
        assertEquals(List.of(), engine.asked());
    }

    @ParameterizedTest
    @ValueSource(strings = {"out", "../../etc/passwd", "/etc/passwd"})
    void nothingOutsideOfItIsItsDockerfile(String dockerfile) throws Exception {
        Files.createSymbolicLink(repository.resolve("out"), Path.of("/etc/passwd"));
        commit();

        assertEquals(1, jdock.run("build", "-q", "-f", dockerfile, url()));

        assertTrue(jdock.err().startsWith("unable to prepare context: "), jdock.err());
        assertEquals(List.of(), engine.asked());
    }

    @Test
    void linksAreSentAsLinks() throws Exception {
        Files.createSymbolicLink(repository.resolve("out"), Path.of("/etc"));
        Files.createSymbolicLink(repository.resolve(".dockerignore"), Path.of("/etc/passwd"));
        commit();

        assertEquals(0, jdock.run("build", "-q", url()), jdock.err());

        assertEquals(".dockerignore\nDockerfile\nout\nweb/\nweb/Dockerfile\n", sent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ext::sh -c touch% CANARY", "CANARY.repository", "file://CANARY.repository"})
    void submodulesAreFetchedFromServersOnly(String remote) throws Exception {
        Path canary = directory.resolve("canary");
        String place = remote.replace("CANARY", canary.toString());
        run(directory, List.of("git", "init", "--quiet", "--bare", canary + ".repository"));
        write(".gitmodules", "[submodule \"sub\"]\n\tpath = sub\n\turl = " + place + "\n");
        git("add", ".gitmodules");
        String head = run(repository, List.of("git", "rev-parse", "HEAD")).strip();
        git("update-index", "--add", "--cacheinfo", "160000," + head + ",sub");
        git("commit", "--quiet", "-m", "submodule");

        assertEquals(1, jdock.run("build", "-q", url()));

        assertTrue(jdock.err().contains("not allowed"), jdock.err());
        assertFalse(Files.exists(canary));
        assertEquals(List.of(), engine.asked());
    }

    @Test
    void nothingOfItStaysHere() throws Exception {
        assertEquals(1, jdock.run("build", "-q", "-f", "nowhere", url()));

        Matcher place = Pattern.compile("lstat (.*)/nowhere:").matcher(jdock.err());
        assertTrue(place.find(), jdock.err());
        assertFalse(Files.exists(Path.of(place.group(1))));
    }

    @Test
    void saysThatThereIsNoGit() throws Exception {
        assertEquals(1, jdock.with("PATH", "/nonexistent").run("build", url()));
        assertEquals(
                "unable to prepare context: unable to find 'git': exec: \"git\": executable file not found in $PATH\n",
                jdock.err());
    }
}
