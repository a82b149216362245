package io.jdock.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code jdock build}: what is sent, and what is shown of the answer. */
@Timeout(60)
final class BuildCommandTest {

    private static final String BUILT = "{\"stream\":\"Step 1/1 : FROM scratch\\n\"}\r\n"
            + "{\"aux\":{\"ID\":\"sha256:1\"}}\r\n{\"stream\":\"Successfully built 1\\n\"}\r\n";

    /** More than a socket holds. */
    private static final int LARGE = 8 * 1024 * 1024;

    @TempDir
    private Path directory;

    private Path context;
    private FakeEngine engine;
    private Invocation jdock;
    private final CompletableFuture<byte[]> body = new CompletableFuture<>();

    @BeforeEach
    void start() throws IOException {
        context = Files.createDirectory(directory.resolve("context"));
        Files.writeString(context.resolve("Dockerfile"), "FROM scratch\n");
        engine = new FakeEngine(directory);
        answer(BUILT);
        jdock = new Invocation(engine);
    }

    @AfterEach
    void stop() throws IOException {
        engine.close();
    }

    private void answer(String messages) {
        engine.on("POST /build", (_, peer) -> {
            body.complete(peer.upload());
            peer.json(200, messages);
        });
    }

    /** What the request says, by name. */
    private Map<String, String> asked() throws InterruptedException {
        String target = engine.await("POST /build").target();
        Map<String, String> parameters = new TreeMap<>();
        for (String pair : target.substring(target.indexOf('?') + 1).split("&")) {
            String[] parts = pair.split("=", 2);
            parameters.merge(parts[0], URLDecoder.decode(parts[1], UTF_8), (a, b) -> a + " " + b);
        }
        return parameters;
    }

    private String tar(byte[] archive, String... options) throws IOException, InterruptedException {
        Path file = Files.write(directory.resolve("sent.tar"), archive);
        String[] command = new String[options.length + 2];
        command[0] = "tar";
        System.arraycopy(options, 0, command, 1, options.length);
        command[options.length + 1] = "--file=" + file;
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, process.waitFor(), output);
        return output;
    }

    private String sent() throws IOException, InterruptedException {
        return tar(body.join(), "--list");
    }

    @Test
    void sendsADirectoryAndShowsWhatTheEngineSays() throws Exception {
        Files.writeString(context.resolve("a"), "a");

        assertEquals(0, jdock.run("build", context.toString()));

        assertEquals(Map.of("version", "1", "dockerfile", "Dockerfile"), asked());
        assertEquals("Dockerfile\na\n", sent());
        assertTrue(
                jdock.out()
                        .matches("Sending build context to Docker daemon +[0-9.]+kB\r\r\n"
                                + "Step 1/1 : FROM scratch\nSuccessfully built 1\n"),
                jdock.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"build", "image build", "builder build"})
    void hasThreeNamesAndWantsOneWord(String name) {
        assertEquals(1, jdock.run(name.split(" ")));
        assertEquals(
                "jdock: 'jdock %1$s' requires 1 argument\n\nUsage:  jdock %1$s [OPTIONS] PATH | URL | -\n\nRun 'jdock %1$s --help' for more information\n"
                        .formatted(name),
                jdock.err());
    }

    @Test
    void flagsBecomeParameters() throws Exception {
        String flags =
                "-t a:1 -t b --build-arg K=1 --build-arg V --build-arg UNSET --label l=1 --label m --no-cache --pull"
                        + " --rm=false --force-rm --target tgt --platform linux/amd64 --network host --add-host a=1.2.3.4"
                        + " --cache-from x,y --cache-from z --cgroup-parent /cg --cpu-period 1 --cpu-quota 2 -c 3 --cpuset-cpus 0"
                        + " --cpuset-mems 1 -m 64m --memory-swap -1 --shm-size 1m --ulimit nofile=1:2 --security-opt a=b"
                        + " --load --squash " + context;

        assertEquals(0, jdock.with("V", "set").run(("build " + flags).split(" ")));

        Map<String, String> asked = asked();
        asked.keySet().removeAll(List.of("version", "dockerfile"));
        assertEquals(
                "{buildargs={\"K\":\"1\",\"UNSET\":null,\"V\":\"set\"}, cachefrom=[\"x\",\"y\",\"z\"], cgroupparent=/cg,"
                        + " cpuperiod=1, cpuquota=2, cpusetcpus=0, cpusetmems=1, cpushares=3, extrahosts=a:1.2.3.4,"
                        + " forcerm=1, labels={\"l\":\"1\",\"m\":\"\"}, memory=67108864, memswap=-1, networkmode=host,"
                        + " nocache=1, platform=linux/amd64, pull=1, rm=0, securityopt=a=b, shmsize=1048576, squash=1,"
                        + " t=a:1 b, target=tgt, ulimits=[{\"Name\":\"nofile\",\"Hard\":2,\"Soft\":1}]}",
                asked.toString());
    }

    @Test
    void proxiesOfTheUserAreBuildArguments() throws Exception {
        Path config = Files.createDirectory(directory.resolve("config"));
        Files.writeString(
                config.resolve("config.json"),
                "{\"proxies\":{\"default\":{\"httpProxy\":\"http://p:1\",\"noProxy\":\"n\"}}}");

        assertEquals(
                0, jdock.run("--config", config.toString(), "build", "--build-arg", "NO_PROXY=x", context.toString()));

        assertEquals(
                "{\"HTTP_PROXY\":\"http://p:1\",\"NO_PROXY\":\"x\",\"http_proxy\":\"http://p:1\",\"no_proxy\":\"n\"}",
                asked().get("buildargs"));
    }

    @Test
    void credentialsForAllRegistriesGoAlong() throws Exception {
        Path config = Files.createDirectory(directory.resolve("config"));
        Files.writeString(
                config.resolve("config.json"),
                "{\"auths\":{\"r:5000\":{\"auth\":\"dTpw\"},\"kept-elsewhere\":{}},\"credHelpers\":{\"h\":\"test\"}}");
        Path helper = directory.resolve("docker-credential-test");
        Files.writeString(helper, "#!/bin/sh\nread -r server\necho '{\"Username\":\"me\",\"Secret\":\"s\"}'\n");
        assertTrue(helper.toFile().setExecutable(true));

        assertEquals(
                0,
                jdock.with("PATH", directory.toString())
                        .run("--config", config.toString(), "build", context.toString()));

        String header = engine.await("POST /build").header("X-Registry-Config");
        assertEquals(
                "{\"h\":{\"username\":\"me\",\"password\":\"s\",\"serveraddress\":\"h\"},"
                        + "\"r:5000\":{\"username\":\"u\",\"password\":\"p\",\"serveraddress\":\"r:5000\"}}",
                new String(Base64.getUrlDecoder().decode(header), UTF_8));
    }

    @Test
    void withoutCredentialsThereIsAnEmptyObject() throws Exception {
        assertEquals(0, jdock.run("build", context.toString()));

        assertEquals("e30=", engine.await("POST /build").header("X-Registry-Config"));
    }

    @Test
    void quietPrintsTheIdAlone() throws Exception {
        answer("{\"stream\":\"sha256:1\\n\"}\r\n");

        assertEquals(0, jdock.run("build", "-q", context.toString()));

        assertEquals("1", asked().get("q"));
        assertEquals("sha256:1\n", jdock.out());
        assertEquals("", jdock.err());
    }

    @Test
    void quietTellsAFailureWithWhatWasSaidBefore() {
        answer("{\"stream\":\"noise\\n\"}\r\n{\"error\":\"no\",\"errorDetail\":{\"message\":\"no\"}}\r\n");

        assertEquals(1, jdock.run("build", "-q", context.toString()));
        assertEquals("", jdock.out());
        assertTrue(jdock.err().matches("Sending build context .*kB\r\r\nnoise\nno\n"), jdock.err());
    }

    @Test
    void endsWithTheCodeOfTheStepThatFailed() {
        answer("{\"errorDetail\":{\"code\":3,\"message\":\"returned a non-zero code: 3\"},\"error\":\"x\"}\r\n");

        assertEquals(3, jdock.run("build", context.toString()));
        assertEquals("returned a non-zero code: 3\n", jdock.err());
    }

    @Test
    void writesTheIdToAFileWhichIsGoneWhenTheBuildFails() throws Exception {
        Path id = directory.resolve("id");
        assertEquals(0, jdock.run("build", "--iidfile", id.toString(), context.toString()));
        assertEquals("sha256:1", Files.readString(id));

        engine.on("POST /build", 500, "{\"message\":\"no\"}");
        assertEquals(1, jdock.run("build", "--iidfile", id.toString(), context.toString()));
        assertFalse(Files.exists(id));
    }

    @Test
    void dockerfileAndIgnoreFileAreSentThoughTheyAreExcluded() throws Exception {
        Files.createDirectory(context.resolve("d[x]"));
        Files.writeString(context.resolve("d[x]/Dockerfile"), "FROM scratch\n");
        Files.writeString(context.resolve("a"), "a");
        Files.writeString(context.resolve(".dockerignore"), "*\n");

        assertEquals(
                0, jdock.run("build", "-f", context.resolve("d[x]/Dockerfile").toString(), context.toString()));

        assertEquals("d[x]/Dockerfile", asked().get("dockerfile"));
        assertEquals(".dockerignore\nd[x]/Dockerfile\n", sent());
    }

    @Test
    void patternsForOneDockerfileGoBeforeThoseOfTheDirectory() throws Exception {
        Files.writeString(context.resolve("a"), "a");
        Files.writeString(context.resolve("b"), "b");
        Files.writeString(context.resolve(".dockerignore"), "a\n");
        Files.writeString(context.resolve("Dockerfile.dockerignore"), "b\n");

        assertEquals(0, jdock.run("build", context.toString()));

        assertEquals(".dockerignore\nDockerfile\nDockerfile.dockerignore\na\n", sent());
    }

    @Test
    void aDockerfileFromElsewhereGoesAlongUnderANameOfItsOwn() throws Exception {
        Path dockerfile = Files.writeString(directory.resolve("Other"), "FROM other\n");

        assertEquals(0, jdock.run("build", "-f", dockerfile.toString(), context.toString()));

        String name = asked().getOrDefault("dockerfile", "");
        assertTrue(name.matches("\\.dockerfile\\.[0-9a-f]{20}"), name);
        assertEquals("Dockerfile\n.dockerignore\n" + name + "\n", sent());
        assertEquals("FROM other\n", tar(body.join(), "--extract", "--to-stdout", name));
        assertEquals(".dockerignore\n" + name + "\n", tar(body.join(), "--extract", "--to-stdout", ".dockerignore"));
    }

    @Test
    void aDockerfileFromStandardInputLeavesTheIgnoreFileInForce() throws Exception {
        Files.writeString(context.resolve("a"), "a");
        Files.writeString(context.resolve(".dockerignore"), "a\n");

        assertEquals(0, jdock.typing("FROM typed\n").run("build", "-f", "-", context.toString()));

        String name = asked().getOrDefault("dockerfile", "");
        assertEquals(".dockerignore\nDockerfile\n" + name + "\n", sent());
        assertEquals("a\n\n" + name + "\n", tar(body.join(), "--extract", "--to-stdout", ".dockerignore"));
        assertEquals("FROM typed\n", tar(body.join(), "--extract", "--to-stdout", name));
    }

    @Test
    void aDockerfileAloneIsAContext() throws Exception {
        assertEquals(0, jdock.typing("FROM typed\n").run("build", "-"));

        assertEquals("Dockerfile", asked().get("dockerfile"));
        assertEquals("FROM typed\n", tar(body.join(), "--extract", "--to-stdout", "Dockerfile"));
    }

    @Test
    void anArchiveOnStandardInputIsPassedOnAsItIs() throws Exception {
        byte[] archive = {0x1f, (byte) 0x8b, 8, 1, 2, 3};

        assertEquals(0, jdock.reading(new ByteArrayInputStream(archive)).run("build", "-f", "sub/D", "-"));

        assertEquals("sub/D", asked().get("dockerfile"));
        assertEquals(
                Base64.getEncoder().encodeToString(archive), Base64.getEncoder().encodeToString(body.join()));
    }

    @Test
    void theEngineFetchesUrlsItself() throws Exception {
        assertEquals(0, jdock.run("build", "http://localhost/context.tar.gz"));

        assertEquals(Map.of("version", "1", "remote", "http://localhost/context.tar.gz"), asked());
        assertEquals(0, body.join().length);
        assertEquals("Step 1/1 : FROM scratch\nSuccessfully built 1\n", jdock.out());
    }

    @Test
    void compressesWhenAskedTo() throws Exception {
        assertEquals(0, jdock.run("build", "--compress", context.toString()));

        try (var archive = new GZIPInputStream(new ByteArrayInputStream(body.join()))) {
            assertEquals("Dockerfile\n", tar(archive.readAllBytes(), "--list"));
        }
    }

    @Test
    void showsARefusalThatComesBeforeEverythingIsSent() throws IOException {
        Files.write(context.resolve("large"), new byte[LARGE]);
        CompletableFuture<Boolean> shown = new CompletableFuture<>();
        engine.on("POST /build", (_, peer) -> {
            peer.json(400, "{\"message\":\"invalid reference format\"}");
            // Neither reads on nor closes: the command must not wait for either.
            shown.join();
        });

        assertEquals(1, jdock.run("build", context.toString()));
        assertEquals("Error response from daemon: invalid reference format\n", jdock.err());
        shown.complete(true);
    }

    @Test
    void anInputThatBreaksIsNoArchiveThatEnds() {
        CompletableFuture<String> received = new CompletableFuture<>();
        engine.on("POST /build", (_, peer) -> received.complete(peer.readToEnd()));
        InputStream broken = new InputStream() {
            private int left = 512;

            @Override
            public int read() throws IOException {
                if (left-- > 0) {
                    return left == 511 ? 0x1f : left == 510 ? 0x8b : 8;
                }
                throw new IOException("Input/output error");
            }
        };

        assertEquals(1, jdock.reading(broken).run("build", "-"));
        assertTrue(jdock.err().endsWith("Input/output error\n"), jdock.err());
        assertFalse(received.join().endsWith("0\r\n\r\n"));
    }

    @ParameterizedTest
    @CsvSource({
        "--output=x, '-o, --output'",
        "-ox, '-o, --output'",
        "--secret=id=a, --secret",
        "--ssh=default, --ssh",
        "--build-context=a=b, --build-context",
        "--cache-to=x, --cache-to",
        "--push, --push",
    })
    void refusesByNameWhatOtherBuildersHave(String flag, String name) {
        assertEquals(125, jdock.run("build", flag, context.toString()));
        assertTrue(jdock.err().startsWith(name + " is not supported by this builder\n"), jdock.err());
        assertEquals(List.of(), engine.asked());
    }

    @ParameterizedTest
    @CsvSource({
        "-t, BAD, 'invalid reference format: repository name (BAD) must be lowercase'",
        "-t, 'a b', invalid reference format",
        "-t, '', invalid reference format",
        "--label, =x, 'invalid label ''=x'': empty name'",
        "--build-arg, =x, invalid environment variable: =x",
        "--progress, x, 'must be one of auto, plain, tty, quiet'",
    })
    void mistakesInFlagsAreToldBeforeAnythingIsSent(String flag, String value, String problem) {
        assertEquals(125, jdock.run("build", flag, value, context.toString()));
        assertTrue(jdock.err().contains(problem + "\n"), jdock.err());
    }

    @Test
    void saysWhatIsWrongWithAContext() throws IOException {
        String root = context.toRealPath().toString();
        Files.delete(context.resolve("Dockerfile"));

        assertEquals(1, jdock.run("build", "/nonexistent"));
        assertEquals(1, jdock.run("build", "/etc/passwd"));
        assertEquals(1, jdock.run("build", root));
        Files.writeString(context.resolve("Dockerfile"), "FROM scratch\n");
        Files.writeString(context.resolve(".dockerignore"), "a\n[\n");
        assertEquals(1, jdock.run("build", root));
        assertEquals(1, jdock.run("build", "-f", "-", "-"));
        assertEquals("""
                unable to prepare context: path "/nonexistent" not found
                unable to prepare context: context must be a directory: /etc/passwd
                unable to prepare context: unable to evaluate symlinks in Dockerfile path: lstat %s/Dockerfile: no such file or directory
                error checking context: pattern "[": syntax error in pattern
                invalid argument: can't use stdin for both build context and dockerfile
                """.formatted(root), jdock.err());
    }
}
