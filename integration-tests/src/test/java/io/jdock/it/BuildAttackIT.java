package io.jdock.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Attacks on the builder by Dockerfiles, contexts and images, each named by its row of docs/security-tests.md: each is refused with
 * an error that names the thing or comes to nothing, no file outside changes or is seen, and nothing stays.
 */
@ExtendWith(LeakAudit.class)
final class BuildAttackIT {

    private static final String BASE = "jdock/httpd:embedded";
    private static final String SECRET = "seen-from-outside";
    /** Nobody waits longer for an error. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static Engine engine;
    private static ImageAudit audit;

    @TempDir
    static Path directory;

    private Path outside;
    private Canary canary;

    @BeforeAll
    static void start() {
        engine = Engine.start();
        audit = new ImageAudit(engine);
        engine.jdock("load", "-i", TestImages.busybox().toString()).expect(0);
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    @BeforeEach
    void makeCanary() throws IOException {
        outside = Files.createTempDirectory(directory, "canary");
        Files.writeString(outside.resolve("canary"), SECRET);
        canary = Canary.of(List.of(outside, outside.resolve("canary"), Path.of("/etc/passwd")));
    }

    @AfterEach
    void nothingChangedAndNothingStays() throws IOException {
        canary.requireUnchanged();
        try (Stream<Path> files = Files.list(outside)) {
            assertEquals(1, files.count());
        }
        List<String> left =
                engine.jdock("ps", "-aq", "--no-trunc").text().lines().toList();
        assertEquals(List.of(), left);
        for (String image : engine.jdock("images", "-q", "--no-trunc")
                .text()
                .lines()
                .distinct()
                .toList()) {
            if (!image.equals(id(BASE))) {
                engine.jdock("rmi", "-f", image).expect(0);
            }
        }
        audit.assertTidy();
    }

    private static String id(String image) {
        return engine.jdock("image", "inspect", "-f", "{{.Id}}", image).text();
    }

    private static HandmadeArchive context(String dockerfile) {
        return new HandmadeArchive().file("Dockerfile", dockerfile.formatted(BASE));
    }

    /** Sends a context; gives the whole answer, be it an error of the request or one in the stream. */
    private static String build(HandmadeArchive context, String... parameters) throws IOException {
        Path archive = Files.createTempFile(directory, "context", ".tar");
        context.write(archive);
        try {
            long start = System.nanoTime();
            String body = engine.api(
                            "POST",
                            "/build?forcerm=1&" + String.join("&", parameters),
                            "-H",
                            "Content-Type: application/x-tar",
                            "-H",
                            "Expect:",
                            "--data-binary",
                            "@" + archive)
                    .body();
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            assertTrue(took.compareTo(PATIENCE) < 0, () -> "it took " + took + ": " + body);
            return body;
        } finally {
            Files.delete(archive);
        }
    }

    private static void refuses(String reason, HandmadeArchive context, String... parameters) throws IOException {
        String answer = build(context, parameters);
        String error = answer.lines()
                .filter(line -> line.contains("\"error\":") || line.contains("\"message\":"))
                .collect(Collectors.joining("\n"));
        assertTrue(error.contains(reason), () -> "\"" + reason + "\" is not the error in: " + answer);
        assertFalse(answer.contains("root:") || answer.contains(SECRET), answer);
    }

    private static String built(HandmadeArchive context, String tag) throws IOException {
        String answer = build(context, "t=" + tag);
        assertTrue(answer.contains("Successfully tagged " + tag), answer);
        return answer;
    }

    private static String run(String image, String script) {
        return engine.jdock("run", "--rm", "--network", "none", "--entrypoint", "sh", image, "-c", script)
                .expect(0)
                .out();
    }

    /** D6: a Dockerfile is a file of the context, of a size that Dockerfiles have. */
    @Test
    void theDockerfileIsAFileOfTheContext() throws IOException {
        String canaryFile = outside.resolve("canary").toString();
        HandmadeArchive hostile = context("FROM %s\n")
                .link("absolute", canaryFile)
                .link("upwards", "../../../../../../../../.." + canaryFile)
                .link("loop", "loop")
                .fifo("fifo")
                .memory("device")
                .directory("directory")
                .file("long", "#".repeat(3 << 20))
                .file("empty", "");

        refuses("forbidden path outside the build context: ../../etc/passwd", hostile, "dockerfile=../../etc/passwd");
        refuses("a/../../Dockerfile", hostile, "dockerfile=a/../../Dockerfile");
        refuses("/etc/passwd", hostile, "dockerfile=/etc/passwd");
        for (String name : List.of("absolute", "upwards", "loop", "fifo", "device", "directory", "long", "empty")) {
            refuses(name, hostile, "dockerfile=" + name);
        }
    }

    /** D6: what a sparse file has to say is not read for it. */
    @Test
    void aHugeDockerfileIsNotRead() throws IOException {
        Path dir = Files.createTempDirectory(directory, "sparse");
        Command.run("truncate", "-s", "4G", dir.resolve("Dockerfile").toString())
                .expect(0);
        Path archive = dir.resolve("sparse.tar");
        Command.run("tar", "-S", "-C", dir.toString(), "-cf", archive.toString(), "Dockerfile")
                .expect(0);

        Engine.Reply reply =
                engine.api("POST", "/build", "-H", "Content-Type: application/x-tar", "--data-binary", "@" + archive);

        assertEquals(400, reply.status(), reply.body());
        assertTrue(reply.message().contains("Dockerfile: it has 4294967296 bytes"), reply.body());
    }

    /** D6: neither sources nor destinations lead out of the context, a stage, or the image. */
    @Test
    void copiesStayInside() throws IOException {
        String stage = "FROM %1$s AS first\nRUN ln -s " + outside + " /out && ln -s ../../../../../.." + outside
                + " /up\nFROM %1$s\n";
        HandmadeArchive hostile =
                new HandmadeArchive().link("out", outside.toString()).link("a/up", "../../.." + outside);
        for (String source : List.of("../canary", "out/canary", "a/up/canary", outside + "/canary", "*/../../canary")) {
            refuses("COPY failed: ", hostile.file("Dockerfile", "FROM %s\nCOPY %s /x\n".formatted(BASE, source)));
        }
        for (String source : List.of("out/canary", "up/canary", "/../../../../../.." + outside + "/canary")) {
            refuses("COPY failed: ", context(stage + "COPY --from=0 " + source + " /x\n"));
        }
        built(context(stage + "COPY --from=0 /../.. /everything\n"), "everything:1");
        assertEquals("no\n", run("everything:1", "[ -e /everything" + outside + "/canary ] || echo no"));

        built(
                context(stage.replace("FROM %1$s\n", "")
                                + "COPY a /out/\nCOPY a /up/b\nADD a.tar /out/\nWORKDIR /out/made\n")
                        .file("a", "a")
                        .file("a.tar", new HandmadeArchive().file("packed", "p").bytes()),
                "into:1");
        assertEquals("a\nb\nmade\npacked\n", run("into:1", "ls " + outside));
    }

    /** D6: what is much takes no long time, and what is too much is refused. */
    @Test
    void whatIsMuchIsBounded() throws IOException {
        String patterns =
                IntStream.range(0, 100_000).mapToObj(i -> "**/*a*" + i).collect(Collectors.joining("\n"));
        built(
                context("FROM %s\nCOPY aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa /x\n")
                        .file(".dockerignore", patterns)
                        .file("a".repeat(36), "x"),
                "ignored:1");
        refuses("Dockerfile: it has", context("FROM %s\nCOPY <<EOF /x\n" + "x\n".repeat(50 << 20) + "EOF\n"));
        String stages = IntStream.range(0, 4_000)
                .mapToObj(i -> "FROM scratch AS s" + i + "\nCOPY --from=s" + (i + 1) + " / /\n")
                .collect(Collectors.joining());
        built(context(stages + "FROM %s\nENV A=b\n"), "stages:1");
        refuses("at most 10000 instructions", context("FROM scratch\n".repeat(100_000)));
        String doubled = IntStream.range(1, 64)
                .mapToObj(i -> "ARG A%d=$A%d$A%d\n".formatted(i, i - 1, i - 1))
                .collect(Collectors.joining());
        refuses("values of build arguments", context("ARG A0=aa\n" + doubled + "FROM %s\n"));
        refuses("read configuration of the new image: Document length", context("FROM %s\nARG A0=aa\n" + doubled));
        built(context("FROM %s\nARG A=$A\nARG B=$C\nARG C=$B\nENV D=$A$B$C\n"), "self:1");
    }

    /** B6, B7: entries of a context stay in it, whatever they say they are. */
    @Test
    void theContextStaysInside() throws IOException {
        String dockerfile = "FROM %s\nCOPY . /all/\n";
        String canaryFile = outside.resolve("canary").toString();
        refuses("../up", context(dockerfile).file("../up", "x"));
        refuses("hard", context(dockerfile).hardLink("hard", canaryFile));
        refuses(canaryFile, context(dockerfile).hardLink("hard", "../../../../../../.." + canaryFile));
        refuses("through", context(dockerfile).link("l", outside.toString()).hardLink("through", "l/canary"));

        built(
                context(dockerfile)
                        .file(outside + "/absolute", "x")
                        .link("parent", outside.toString())
                        .file("parent/child", "x")
                        .file("twice", "first")
                        .file("twice", "second")
                        .link("exchanged", canaryFile)
                        .file("exchanged", "mine")
                        .fifo("fifo")
                        .memory("device"),
                "inside:1");
        assertEquals(
                "second\nmine\nx\nprw-r--r--\ncrw-rw-rw-\n",
                run(
                        "inside:1",
                        "cd /all; for f in twice exchanged ./%s/absolute; do cat $f; echo; done; stat -c %%A fifo device"
                                .formatted(outside)));
    }

    /** A device of an image is none in a container of it. */
    @Test
    void aDeviceOfTheContextOpensNothing() throws IOException {
        built(context("FROM %s\nCOPY device /dev-copy\n").memory("device"), "device:1");

        assertEquals("refused\n", run("device:1", "head -c 1 /dev-copy 2>/dev/null || echo refused"));
    }

    /** A15, A20: account files of a base that are endless, wait for ever, or are somebody else's. */
    @Test
    void accountsOfAHostileBaseAreReadWithinLimits() throws IOException {
        for (String passwd : List.of(
                "mkfifo /etc/passwd",
                "ln -s passwd /etc/passwd",
                "mkdir /etc/passwd",
                "truncate -s 64M /etc/passwd",
                "ln -s /dev/zero /etc/passwd",
                "ln -s ../../../../../.." + outside + "/canary /etc/passwd")) {
            String base = "FROM %s\nRUN rm /etc/passwd; " + passwd + "\n";
            refuses("somebody", context(base + "COPY --chown=somebody Dockerfile /x\n"));
            refuses("passwd", context(base + "USER somebody\nRUN true\n"));
        }
    }

    /** A working directory that is a link ends inside; one that is a file, or a loop, is refused. */
    @Test
    void aWorkingDirectoryOfAHostileBaseStaysInside() throws IOException {
        built(
                context("FROM %s\nRUN ln -s / /root-link && ln -s ../../../../../.." + outside + " /out\n"
                                + "WORKDIR /root-link\nCOPY a .\nRUN pwd; cp a b\nWORKDIR /out\nCOPY a .\nRUN cp a b\n")
                        .file("a", "x"),
                "links:1");
        assertEquals("/a\n/b\na\nb\n", run("links:1", "ls /a /b; ls " + outside));
        refuses("/loop", context("FROM %s\nRUN ln -s loop /loop\nWORKDIR /loop\nRUN true\n"));
        refuses("/file", context("FROM %s\nRUN touch /file\nWORKDIR /file\nRUN true\n"));
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every platform has SHA-256", e);
        }
    }

    private static String descriptor(String type, byte[] content, String more) {
        return "{\"mediaType\":\"application/vnd.oci.image.%s\",\"digest\":\"sha256:%s\",\"size\":%d%s}"
                .formatted(type, digest(content), content.length, more);
    }

    /** Loads an image with one layer as an OCI layout. @param annotations on every document, as an object */
    private static void load(String name, String config, String annotations) throws IOException {
        byte[] layer = new HandmadeArchive().file("result", "forged").bytes();
        byte[] configuration = """
                {"architecture":"amd64","os":"linux","config":%s,"rootfs":{"type":"layers","diff_ids":["sha256:%s"]}}""".formatted(config, digest(layer)).getBytes(UTF_8);
        String more = ",\"annotations\":" + annotations;
        byte[] manifest = """
                {"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":%s,"layers":[%s]%s}""".formatted(
                        descriptor("config.v1+json", configuration, more),
                        descriptor("layer.v1.tar", layer, more),
                        more)
                .getBytes(UTF_8);
        String index = """
                {"schemaVersion":2,"manifests":[%s]%s}""".formatted(
                descriptor(
                        "manifest.v1+json",
                        manifest,
                        more.replace("{", "{\"io.containerd.image.name\":\"docker.io/library/%s\",".formatted(name))),
                more);
        HandmadeArchive archive = new HandmadeArchive()
                .file("oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}")
                .file("index.json", index);
        for (byte[] blob : List.of(layer, configuration, manifest)) {
            archive.file("blobs/sha256/" + digest(blob), blob);
        }
        Path file = archive.write(Files.createTempFile(directory, "image", ".tar"));
        engine.jdock("load", "-i", file.toString()).expect(0);
        Files.delete(file);
    }

    /** C5, CVE-2024-24557: who knows what a step is found by can still not have his image taken for it. */
    @Test
    void nobodysLabelsMakeAnImageAStep() throws IOException {
        String dockerfile = "FROM %s\nRUN echo honest > /result\n";
        built(context(dockerfile), "honest:1");
        String labels = engine.ctr("images", "ls")
                .text()
                .lines()
                .filter(line -> line.contains("honest:1"))
                .findFirst()
                .orElseThrow();
        String key = labels.replaceAll(".*jdock.io/build.key=([^, ]+).*", "$1");
        assertTrue(key.matches("sha256:[0-9a-f]{64}"), labels);
        engine.jdock("rmi", "honest:1").expect(0);
        String claims = "{\"jdock.io/build.key\":\"%s\",\"jdock.io/image.parent\":\"%s\"}".formatted(key, id(BASE));

        load("forged:1", "{\"Labels\":%s}".formatted(claims), claims);

        assertEquals(
                0,
                engine.ctr("images", "ls")
                        .text()
                        .lines()
                        .filter(it -> it.contains(key))
                        .count());
        String answer = built(context(dockerfile), "honest:2");
        assertFalse(answer.contains("Using cache"), answer);
        assertEquals("honest\n", run("honest:2", "cat /result"));
    }

    /** What an image has for builds of it is no more than instructions, and may be none. */
    @Test
    void triggersOfAHostileBaseAreInstructionsOrAnError() throws IOException {
        for (String trigger : List.of(
                "NONSENSE x", "FROM scratch", "ONBUILD RUN x", "COPY", "COPY ../x /", "ADD /etc/passwd ../..")) {
            load("trigger:1", "{\"OnBuild\":[\"%s\"]}".formatted(trigger), "{\"a\":\"b\"}");
            refuses(trigger.split(" ")[0], new HandmadeArchive().file("Dockerfile", "FROM trigger:1\n"));
            engine.jdock("rmi", "trigger:1").expect(0);
        }
    }

    /** D7: a build argument is in the history, as in Docker, which is why none should be a secret; proxies are in nothing. */
    @Test
    void passwordsOfProxiesAreKeptNowhere() throws IOException {
        String arguments =
                "buildargs=%7B%22HTTP_PROXY%22%3A%22http%3A%2F%2Fme%3Ahush-hush%40192.0.2.1%22%2C%22SHOWN%22%3A%22plain%22%7D";
        String answer = build(context("FROM %s\nARG SHOWN\nRUN echo $HTTP_PROXY | wc -c\n"), "t=secret:1", arguments);
        assertTrue(answer.contains("Successfully tagged secret:1"), answer);

        String history = engine.docker("history", "--no-trunc", "secret:1").text();
        String image = engine.api("GET", "/images/secret:1/json").body();
        Path archive = directory.resolve("secret.tar");
        engine.jdock("save", "-o", archive.toString(), "secret:1").expect(0);
        assertTrue(history.contains("SHOWN=plain"), history);
        assertEquals(
                1, Command.run("grep", "-rqa", "hush-hush", archive.toString()).status());
        assertFalse((history + image + answer + engine.log()).contains("hush-hush"));
        Files.delete(archive);
    }
}
