package io.jdock.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Images of Dockerfiles, built with the stock client: what comes of each instruction, what is done only once, what is refused. */
@ExtendWith(LeakAudit.class)
final class BuildIT {

    private static final String BASE = "jdock/httpd:embedded";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static Engine engine;

    @TempDir
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
    void writeFile() throws IOException {
        write("a.txt", "from the context\n");
    }

    private void write(String path, String text) throws IOException {
        Path file = context.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private Command.Result build(String tag, String dockerfile, String... flags) throws IOException {
        write("Dockerfile", dockerfile);
        List<String> command = new ArrayList<>(List.of("build", "-t", tag));
        command.addAll(List.of(flags));
        command.add(context.toString());
        return engine.docker(command.toArray(String[]::new));
    }

    private static String run(String image, String script) {
        return engine.jdock("run", "--rm", "--entrypoint", "sh", image, "-c", script)
                .expect(0)
                .out();
    }

    private static String inspect(String image, String format) {
        return engine.jdock("image", "inspect", "-f", format, image).text();
    }

    private static long count(String text, String part) {
        return text.lines().filter(line -> line.contains(part)).count();
    }

    @Test
    void eachInstructionDoesWhatItDoesInDocker() throws IOException {
        build("all:1", """
                ARG BASE=%s
                FROM $BASE AS tools
                WORKDIR /work/dir
                COPY a.txt ./
                RUN echo made > made.txt && chmod 4755 made.txt

                FROM $BASE
                ARG WHO=nobody
                LABEL made.by=$WHO
                ENV GREETING="hello $WHO" PLACE=/srv
                WORKDIR $PLACE
                COPY --from=tools /work/dir/ files/
                COPY --chown=1000:1001 --chmod=600 a.txt owned
                RUN ["/bin/sh", "-c", "echo $GREETING > said"]
                USER 1000
                EXPOSE 80 53/udp
                VOLUME /data
                STOPSIGNAL SIGINT
                SHELL ["/bin/sh", "-ec"]
                ENTRYPOINT ["/bin/cat"]
                CMD ["said"]
                """.formatted(BASE), "--build-arg", "WHO=us", "--label", "extra=a $b")
                .expect(0);

        assertEquals(
                "hello us\n", engine.jdock("run", "--rm", "all:1").expect(0).out());
        assertEquals(
                "from the context\nmade\n4755 0:0\n600 1000:1001\n",
                run("all:1", "cat files/*; stat -c '%a %u:%g' files/made.txt owned"));
        assertEquals(
                "[/bin/cat] [said] 1000 /srv SIGINT [/bin/sh -ec] map[/data:map[]] map[53/udp:map[] 80/tcp:map[]] a $b us",
                inspect(
                        "all:1",
                        "{{.Config.Entrypoint}} {{.Config.Cmd}} {{.Config.User}} {{.Config.WorkingDir}} "
                                + "{{.Config.StopSignal}} {{.Config.Shell}} {{.Config.Volumes}} {{.Config.ExposedPorts}} "
                                + "{{index .Config.Labels \"extra\"}} {{index .Config.Labels \"made.by\"}}"));
        String history = engine.docker("history", "--no-trunc", "--format", "{{.CreatedBy}}", "all:1")
                .text();
        assertTrue(history.contains("/bin/sh -c #(nop)  ENTRYPOINT [\"/bin/cat\"]"), history);
        assertTrue(history.contains("|1 WHO=us /bin/sh -c echo $GREETING > said"), history);
    }

    @Test
    void whatWasDoneBeforeIsNotDoneAgain() throws IOException {
        String dockerfile = "FROM %s\nRUN echo first\nCOPY a.txt /\nRUN cat /a.txt\nENV A=b\n".formatted(BASE);
        String first = build("cached:1", dockerfile).expect(0).out();
        String again = build("cached:2", dockerfile).expect(0).out();
        String id = inspect("cached:1", "{{.Id}}");

        assertEquals(0, count(first, "Using cache"), first);
        assertEquals(4, count(again, "Using cache"), again);
        assertEquals(id, inspect("cached:2", "{{.Id}}"));

        write("a.txt", "changed\n");
        String changed = build("cached:3", dockerfile).expect(0).out();
        assertEquals(1, count(changed, "Using cache"), changed);
        assertTrue(changed.contains("changed\n"), changed);
        assertNotEquals(id, inspect("cached:3", "{{.Id}}"));

        write("a.txt", "from the context\n");
        String none = build("cached:4", dockerfile, "--no-cache").expect(0).out();
        assertEquals(0, count(none, "Using cache"), none);
    }

    @Test
    void anImageFromElsewhereIsNoCache() throws IOException {
        String dockerfile = "FROM %s\nRUN echo honest > /result\n".formatted(BASE);
        build("trap:1", dockerfile).expect(0);
        String archive = context.resolveSibling(context.getFileName() + ".tar").toString();
        engine.jdock("save", "-o", archive, "trap:1").expect(0);
        engine.jdock("rmi", "trap:1").expect(0);
        engine.jdock("load", "-i", archive).expect(0);
        Files.delete(Path.of(archive));

        String out = build("trap:2", dockerfile).expect(0).out();

        assertEquals(0, count(out, "Using cache"), out);
    }

    @Test
    void aCommandThatFailsEndsTheBuildAndLeavesItsContainerToBeLookedAt() throws IOException {
        String before = engine.jdock("ps", "-aq").text();
        Command.Result failed = build("failed:1", "FROM %s\nRUN echo why >&2; exit 3\n".formatted(BASE));

        failed.expect(3);
        assertTrue(failed.err().contains("returned a non-zero code: 3"), failed.err());
        String left = engine.jdock("ps", "-aq").text().replace(before, "").strip();
        assertEquals("why\n", engine.jdock("logs", left).err());
        engine.jdock("rm", left).expect(0);
        build("failed:2", "FROM %s\nRUN exit 3\n".formatted(BASE), "--force-rm").expect(3);
        assertEquals(before, engine.jdock("ps", "-aq").text());
        engine.jdock("image", "inspect", "failed:1").expect(1);
    }

    @Test
    void copiesGoWhereDockerPutsThem() throws IOException {
        write("dir/one", "1\n");
        write("dir/sub/two", "2\n");
        Files.createSymbolicLink(context.resolve("dir/link"), Path.of("one"));
        build("copies:1", """
                FROM %s
                RUN mkdir -p /there && ln -s /there /alias
                COPY a.txt /plain
                COPY a.txt /alias
                COPY a.txt /new/deep/
                COPY dir /tree
                COPY dir/sub a.txt /both/
                COPY d*/o* /globbed
                WORKDIR /here
                COPY a.txt .
                COPY dir/link followed
                """.formatted(BASE)).expect(0);

        assertEquals(
                """
                /alias
                /both/a.txt
                /both/two
                /globbed
                /here/a.txt
                /here/followed
                /new/deep/a.txt
                /plain
                /there/a.txt
                /tree/link
                /tree/one
                /tree/sub/two
                """, run("copies:1", "find /alias /both /globbed /here /new /plain /there /tree ! -type d | sort"));
        assertEquals("one /there\n", run("copies:1", "echo $(readlink /tree/link) $(readlink /alias)"));
        assertEquals("1\n", run("copies:1", "cat /here/followed"));
    }

    @Test
    void anArchiveIsUnpackedByAddAlone() throws IOException {
        write("packed/inside", "in\n");
        Command.run(
                        "tar",
                        "czf",
                        context.resolve("p.tgz").toString(),
                        "-C",
                        context.resolve("packed").toString(),
                        ".")
                .expect(0);
        build("added:1", "FROM %s\nADD p.tgz /added/\nCOPY p.tgz /copied/\n".formatted(BASE))
                .expect(0);

        assertEquals("/added/inside\n/copied/p.tgz\n", run("added:1", "find /added /copied -type f | sort"));
    }

    @Test
    void contextsAndFilesMayBeOnTheWeb() throws IOException {
        write("Dockerfile", "FROM %s\nCOPY a.txt /remote\n".formatted(BASE));
        Path archive = context.resolve("c.tgz");
        Command.run("tar", "czf", archive.toString(), "-C", context.toString(), "Dockerfile", "a.txt")
                .expect(0);
        HttpServer web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        String url = "http://127.0.0.1:" + web.getAddress().getPort();
        serve(web, "/c.tgz", Files.readAllBytes(archive));
        serve(
                web,
                "/plain",
                "FROM %s\nADD %s/c.tgz /kept/\n".formatted(BASE, url).getBytes(UTF_8));
        web.start();
        try {
            Engine.Reply packed = engine.api("POST", "/build?t=remote:1&remote=" + url + "/c.tgz");
            Engine.Reply plain = engine.api("POST", "/build?t=remote:2&remote=" + url + "/plain");
            Engine.Reply missing = engine.api("POST", "/build?remote=" + url + "/none");

            assertTrue(packed.body().contains("Successfully tagged remote:1"), packed.body());
            assertTrue(plain.body().contains("Successfully tagged remote:2"), plain.body());
            assertTrue(missing.status() >= 400, missing.body());
        } finally {
            web.stop(0);
        }
        assertEquals("from the context\n", run("remote:1", "cat /remote"));
        assertEquals("/kept/c.tgz\n", run("remote:2", "find /kept -type f"));
    }

    private static void serve(HttpServer web, String path, byte[] content) {
        web.createContext(path, exchange -> {
            exchange.sendResponseHeaders(200, content.length);
            try (var body = exchange.getResponseBody()) {
                body.write(content);
            }
        });
    }

    @Test
    void nothingOutsideTheContextIsReached() throws IOException {
        Files.createSymbolicLink(context.resolve("out"), Path.of("/etc/passwd"));
        Files.createSymbolicLink(context.resolve("up"), Path.of("../../../../../../etc"));

        for (String source : List.of("../a.txt", "out", "up/passwd", "/etc/passwd", "nothing*")) {
            Command.Result refused = build("outside:1", "FROM %s\nCOPY %s /x\n".formatted(BASE, source));
            refused.expect(1);
            assertTrue(
                    refused.err().contains("COPY failed") || refused.err().contains("forbidden path"), refused.err());
        }
        Engine.Reply dockerfile = engine.api("POST", "/build?dockerfile=../../../../etc/passwd");
        assertFalse(dockerfile.body().contains("root:"), dockerfile.body());
        assertTrue(dockerfile.status() >= 400, dockerfile.body());
    }

    @Test
    void aBaseHasItsTriggersDone() throws IOException {
        build("base:1", "FROM %s\nONBUILD COPY a.txt /triggered\nONBUILD RUN cat /triggered\n".formatted(BASE))
                .expect(0);
        String out = build("child:1", "FROM base:1\nRUN true\n").expect(0).out();

        assertTrue(out.contains("# Executing 2 build triggers\n"), out);
        assertEquals("from the context\n", run("child:1", "cat /triggered"));
        String json = engine.jdock("image", "inspect", "child:1").text();
        assertFalse(json.contains("ONBUILD") || json.contains("COPY a.txt /triggered\""), json);
    }

    @Test
    void hereDocumentsAreCommandsAndFiles() throws IOException {
        build("here:1", """
                FROM %s
                ENV NAME=world
                COPY <<plain <<"quoted" /files/
                hello $NAME
                plain
                hello $NAME
                quoted
                RUN <<EOF
                echo one > /said
                echo two >> /said
                EOF
                RUN <<SCRIPT
                #!/bin/sh
                echo "$0" >> /said
                SCRIPT
                """.formatted(BASE)).expect(0);

        assertEquals(
                "hello world\nhello $NAME\none\ntwo\n/dev/pipes/SCRIPT\n",
                run("here:1", "cat /files/plain /files/quoted /said"));
    }

    @Test
    void onlyWhatTheTargetNeedsIsBuilt() throws IOException {
        String dockerfile = """
                FROM %1$s AS first
                RUN echo first > /f
                FROM %1$s AS broken
                RUN exit 1
                FROM %1$s AS last
                COPY --from=first /f /
                FROM broken
                """.formatted(BASE);

        build("target:1", dockerfile, "--target", "last").expect(0);
        Command.Result unknown = build("target:2", dockerfile, "--target", "nowhere");

        assertEquals("first\n", run("target:1", "cat /f"));
        unknown.expect(1);
        assertTrue(unknown.err().contains("failed to reach build target nowhere in Dockerfile"), unknown.err());
    }

    @Test
    void quietTellsOnlyTheImage() throws IOException {
        String out = build("quiet:1", "FROM %s\nRUN echo loud\n".formatted(BASE), "-q")
                .expect(0)
                .out();

        assertEquals(inspect("quiet:1", "{{.Id}}") + "\n", out);
        Command.Result failed = build("quiet:2", "FROM %s\nRUN echo loud; exit 1\n".formatted(BASE), "-q");
        failed.expect(1);
        assertTrue((failed.out() + failed.err()).contains("loud"), failed.err());
    }

    @Test
    void stepsAreHiddenAndGoWithWhatWasMadeOfThem() throws IOException {
        build("steps:1", "FROM %s\nENV STEPS=1\nENV STEPS=2\nENV STEPS=3\n".formatted(BASE))
                .expect(0);
        String steps = inspect("steps:1", "{{.Parent}}");
        String dangling = engine.jdock("images", "-q", "-f", "dangling=true").text();
        String removed = engine.jdock("rmi", "steps:1").text();

        assertTrue(steps.startsWith("sha256:"), steps);
        assertEquals(3, count(removed, "Deleted: "), removed);
        engine.jdock("image", "inspect", steps).expect(1);
        assertEquals(
                dangling, engine.jdock("images", "-q", "-f", "dangling=true").text());
    }

    @Test
    void leftStepsCanBePrunedByThemselves() throws IOException {
        build("left:1", "FROM %s\nENV LEFT=1\n".formatted(BASE)).expect(0);
        String left = inspect("left:1", "{{.Id}}");
        build("left:1", "FROM %s\nENV LEFT=2\n".formatted(BASE)).expect(0);
        engine.jdock("create", "--name", "plain", BASE).expect(0);
        String plain = engine.jdock("commit", "plain").text();
        engine.jdock("rm", "plain").expect(0);

        String pruned = engine.jdock("builder", "prune", "-f").text();

        assertTrue(pruned.contains("\n" + left + "\n"), pruned);
        engine.jdock("image", "inspect", left).expect(1);
        engine.jdock("rmi", plain, "left:1").expect(0);
    }

    @Test
    void aClientThatGoesAwayEndsTheBuild() throws Exception {
        write("Dockerfile", "FROM %s\nRUN echo begun; sleep 1000\n".formatted(BASE));
        Process client = new ProcessBuilder("docker", "-H", "unix://" + engine.socket(), "build", context.toString())
                .redirectErrorStream(true)
                .start();
        try (var lines = client.inputReader()) {
            assertTrue(lines.lines().anyMatch("begun"::equals));
            client.destroyForcibly();
        }

        Await.until(
                "the step's container is gone",
                PATIENCE,
                () -> !engine.jdock("ps", "-a").text().contains("sleep 1000"));
    }

    @Test
    void aDaemonThatDiedLeavesNoContainerOfAStep() throws Exception {
        write("Dockerfile", "FROM %s\nRUN echo begun; sleep 2000\n".formatted(BASE));
        Process client = new ProcessBuilder("docker", "-H", "unix://" + engine.socket(), "build", context.toString())
                .redirectErrorStream(true)
                .start();
        try (var lines = client.inputReader()) {
            assertTrue(lines.lines().anyMatch("begun"::equals));
            engine.killDaemon();
        }
        assertNotEquals(0, client.waitFor());

        engine.restartDaemon();

        assertFalse(engine.jdock("ps", "-a").text().contains("sleep 2000"));
    }
}
