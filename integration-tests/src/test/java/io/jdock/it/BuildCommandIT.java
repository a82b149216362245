package io.jdock.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import com.sun.net.httpserver.SimpleFileServer.OutputLevel;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What jdock's own client makes of the places where a build's files are, and what of them arrives in the image. */
@ExtendWith(LeakAudit.class)
final class BuildCommandIT {

    private static final String BASE = "jdock/httpd:embedded";
    private static final String COPY_ALL = "FROM " + BASE + "\nCOPY . /context/\n";

    /** More than the client's heap. */
    private static final long LARGE = 400L << 20;

    private static Engine engine;

    @TempDir
    private Path directory;

    private Path context;

    @BeforeAll
    static void start() {
        engine = Engine.start();
        engine.jdock("load", "-i", TestImages.busybox().toString()).expect(0);
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    @BeforeEach
    void makeContext() throws IOException {
        context = directory.resolve("context");
        write("Dockerfile", COPY_ALL);
        write("a", "a\n");
    }

    private void write(String path, String text) throws IOException {
        Path file = context.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** Builds with these flags and words; the image's ID. */
    private static String build(String... words) {
        List<String> command = new ArrayList<>(List.of("build", "-q"));
        command.addAll(List.of(words));
        return engine.jdock(command.toArray(String[]::new)).text();
    }

    /** Builds with something on standard input; the image's ID. */
    private String buildReading(String source, String words) {
        String line = "cd '%s' && %s | %s build -q %s".formatted(directory, source, engine.jdockCommand(), words);
        return Command.run(List.of("bash", "-o", "pipefail", "-c", line), Map.of())
                .text();
    }

    private static String run(String image, String script) {
        return engine.jdock("run", "--rm", "--network", "none", image, "sh", "-c", script)
                .expect(0)
                .out();
    }

    private static String files(String image) {
        return run(image, "cd /context && find . ! -name . | sort | cut -c 3-");
    }

    @Test
    void filesArriveAsTheyAreButForTheirOwners() throws IOException {
        write("sub/run", "#!/bin/sh\n");
        Command.run("chown", "-R", "1000:1000", context.toString()).expect(0);
        Command.run("chmod", "4750", context.resolve("sub/run").toString()).expect(0);
        Command.run(
                        "touch",
                        "-d",
                        "2001-02-03T04:05:06.25Z",
                        context.resolve("a").toString())
                .expect(0);
        Files.createDirectory(context.resolve("empty"));
        Files.createSymbolicLink(context.resolve("link"), Path.of("../dangling"));
        String raw = "cd '%s' && printf x > \"$(printf 'raw\\377')\"".formatted(context);
        Command.run("sh", "-c", raw).expect(0);

        String image = build(context.toString());

        assertEquals("""
                644 0:0 2 2001-02-03 04:05:06.250000000 a
                755 0:0 empty
                777 0:0 ../dangling
                4750 0:0 sub/run
                x
                """, run(image, """
                        cd /context
                        stat -c '%a %u:%g %s %y %n' a | sed 's/ +0000//'
                        stat -c '%a %u:%g %n' empty
                        echo "$(stat -c '%a %u:%g' link) $(readlink link)"
                        stat -c '%a %u:%g %n' sub/run
                        echo "$(cat "$(printf 'raw\\377')")"
                        """));
    }

    @Test
    void whatIsIgnoredDoesNotArrive() throws IOException {
        write("drop/x", "");
        write("drop/keep/x", "");
        write("y.log", "");
        write(".dockerignore", "# comment\ndrop\n!**/keep\n*.log\nDockerfile\n.dockerignore\n");

        assertEquals("a\ndrop\ndrop/keep\ndrop/keep/x\n", files(build(context.toString())));
    }

    @Test
    void aDockerfileFromElsewhereIsNoPartOfTheImage() throws IOException {
        Files.delete(context.resolve("Dockerfile"));
        Path dockerfile = Files.writeString(directory.resolve("Elsewhere"), COPY_ALL);

        assertEquals("a\n", files(build("-f", dockerfile.toString(), context.toString())));
        assertEquals("a\n", files(buildReading("cat Elsewhere", "-f - context")));
    }

    @Test
    void standardInputBringsAnArchiveOrADockerfile() throws IOException {
        write("sub/Named", COPY_ALL + "RUN rm /context/a\n");

        String all = "Dockerfile\na\nsub\nsub/Named\n";
        assertEquals(all, files(buildReading("tar -c -C context .", "-")));
        assertEquals(all, files(buildReading("tar -c -J -C context .", "-")));
        assertEquals("Dockerfile\nsub\nsub/Named\n", files(buildReading("tar -c -z -C context .", "-f sub/Named -")));
        assertEquals("alone\n", run(buildReading("printf 'FROM %s\\nENV WHO=alone\\n' " + BASE, "-"), "echo $WHO"));
    }

    @Test
    void aCompressedContextIsTheSame() {
        String plain = build(context.toString());

        assertEquals(plain, build("--compress", context.toString()));
    }

    @Test
    void repositoriesAndArchivesComeFromServers() throws IOException {
        git(context, "init", "--quiet", "--initial-branch=main");
        commit("first");
        write("web/Dockerfile", COPY_ALL);
        write("web/page", "");
        git(context, "checkout", "--quiet", "-b", "feature");
        commit("second");
        git(context, "checkout", "--quiet", "main");
        Path served = Files.createDirectory(directory.resolve("served"));
        git(directory, "clone", "--quiet", "--bare", "context", "served/repository.git");
        git(served.resolve("repository.git"), "update-server-info");
        Command.run("tar", "-czf", served + "/context.tgz", "-C", context.toString(), "Dockerfile", "a")
                .expect(0);
        HttpServer server = SimpleFileServer.createFileServer(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), served, OutputLevel.NONE);
        server.start();
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort();
            assertEquals("Dockerfile\na\n", files(build(url + "/repository.git")));
            assertEquals("Dockerfile\npage\n", files(build(url + "/repository.git#feature:web")));
            assertEquals("Dockerfile\na\n", files(build(url + "/context.tgz")));
        } finally {
            server.stop(0);
        }
    }

    private void commit(String message) {
        git(context, "add", ".");
        git(context, "-c", "user.name=test", "-c", "user.email=test@localhost", "commit", "--quiet", "-m", message);
    }

    private static void git(Path where, String... words) {
        List<String> command = new ArrayList<>(List.of("git", "-C", where.toString()));
        command.addAll(List.of(words));
        Command.run(command, Map.of()).expect(0);
    }

    @Test
    void aLargeFileNeedsNoMemory() throws IOException {
        try (var large = new RandomAccessFile(context.resolve("large").toFile(), "rw")) {
            large.setLength(LARGE);
        }

        assertEquals(LARGE + "\n", run(build(context.toString()), "stat -c %s /context/large"));
    }

    @Test
    void endsAsTheStepDidAndTellsTheImageToAFile() throws IOException {
        Path id = directory.resolve("id");
        engine.jdock("build", "-t", "named:1", "--iidfile", id.toString(), context.toString())
                .expect(0);
        assertEquals(
                engine.jdock("image", "inspect", "-f", "{{.Id}}", "named:1").text(), Files.readString(id));

        write("Dockerfile", "FROM %s\nRUN exit 7\n".formatted(BASE));
        Command.Result failed = engine.jdock("build", "--force-rm", "--iidfile", id.toString(), context.toString());
        failed.expect(7);
        assertTrue(failed.err().endsWith("returned a non-zero code: 7\n"), failed.err());
        assertTrue(Files.notExists(id));
    }
}
