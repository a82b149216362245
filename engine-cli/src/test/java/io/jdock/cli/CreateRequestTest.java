package io.jdock.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.jdock.json.JsonObject;
import io.jdock.json.JsonReader;
import io.jdock.json.JsonValue;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every flag that {@code run} and {@code create} share, and the request it makes. The requests are those of Docker's client. */
@Timeout(30)
final class CreateRequestTest {

    private static final String CREATE = "POST /containers/create";

    @TempDir
    private Path directory;

    private FakeEngine engine;
    private Invocation jdock;

    @BeforeEach
    void start() throws IOException {
        engine = new FakeEngine(directory).on(CREATE, 201, "{\"Id\":\"1\",\"Warnings\":[]}");
        jdock = new Invocation(engine);
    }

    @AfterEach
    void stop() throws IOException {
        engine.close();
    }

    static Stream<Arguments> bodies() throws IOException {
        List<Arguments> all = new ArrayList<>();
        InputStream file = CreateRequestTest.class.getResourceAsStream("create-bodies.txt");
        assertNotNull(file);
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            String flags = lines.readLine();
            while (flags != null) {
                if (!flags.startsWith("#")) {
                    all.add(Arguments.of(flags, lines.readLine().strip()));
                }
                flags = lines.readLine();
            }
        }
        return all.stream();
    }

    private int create(String... flags) {
        List<String> words = new ArrayList<>(List.of("create"));
        words.addAll(Arrays.asList(flags));
        words.add("busybox");
        words.add("cmd");
        return jdock.run(words.toArray(String[]::new));
    }

    private JsonObject body() throws InterruptedException {
        return (JsonObject) JsonReader.read(engine.bodyOf(CREATE));
    }

    @Test
    void givesContainersTheProxiesOfTheUsersConfiguration() throws Exception {
        Files.writeString(directory.resolve("config.json"), """
                {"proxies":{"default":{"httpProxy":"http://p:1","noProxy":"localhost"},"unix:///other":{"ftpProxy":"f"}}}
                """);
        jdock.with("DOCKER_CONFIG", directory.toString());

        assertEquals(0, create("-e", "HTTP_PROXY=own", "-e", "A=b"), jdock.err());

        assertEquals(
                List.of("HTTP_PROXY=own", "A=b", "http_proxy=http://p:1", "NO_PROXY=localhost", "no_proxy=localhost"),
                body().array("Env").texts());
    }

    @Test
    void aProxyForThisEngineAloneGoesBeforeTheDefault() throws Exception {
        Files.writeString(
                directory.resolve("config.json"),
                "{\"proxies\":{\"default\":{\"httpProxy\":\"d\"},\"%s\":{\"httpsProxy\":\"s\"}}}"
                        .formatted(engine.address()));
        jdock.with("DOCKER_CONFIG", directory.toString());

        create();

        assertEquals(
                List.of("HTTPS_PROXY=s", "https_proxy=s"), body().array("Env").texts());
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void saysToTheEngineWhatTheFlagsSay(String flags, String expected) throws InterruptedException {
        String[] words = flags.split(" ", -1);
        for (int i = 0; i < words.length; i++) {
            words[i] = words[i].replace('~', ' ');
        }

        assertEquals(0, create(words), jdock.err());

        Map<String, JsonValue> sent = new TreeMap<>(body().members());
        sent.remove("Image");
        sent.remove("Cmd");
        Map<String, JsonValue> wanted = new TreeMap<>(((JsonObject) JsonReader.read(expected)).members());
        if (!expected.contains("\"Attach")) {
            sent.remove("AttachStdout");
            sent.remove("AttachStderr");
        }
        wanted.putIfAbsent("HostConfig", JsonObject.EMPTY);
        assertEquals(shown(wanted), shown(sent));
    }

    private static List<String> shown(Map<String, JsonValue> members) {
        List<String> lines = new ArrayList<>();
        members.forEach((name, value) -> lines.add(name + ": " + value.toJson()));
        return lines;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--rm --restart always|jdock: conflicting options: cannot specify both --restart and --rm",
                "--memory 1x|invalid argument \"1x\" for \"-m, --memory\" flag: invalid suffix: 'x'",
                "-p abc|jdock: invalid containerPort: abc",
                "-e =x|invalid argument \"=x\" for \"-e, --env\" flag: invalid environment variable: =x",
                "--ulimit x=1|invalid argument \"x=1\" for \"--ulimit\" flag: invalid ulimit type: x",
                "--health-interval 1|"
                        + "invalid argument \"1\" for \"--health-interval\" flag: time: missing unit in duration \"1\"",
                "--label-file nosuch|jdock: open nosuch: no such file or directory",
                "--env-file nosuch|jdock: open nosuch: no such file or directory",
                "--network bridge --network-alias x|"
                        + "jdock: network-scoped aliases are only supported for user-defined networks",
                "--dns bad|invalid argument \"bad\" for \"--dns\" flag: IP address is not correctly formatted: bad",
                "--dns 10.1|invalid argument \"10.1\" for \"--dns\" flag: IP address is not correctly formatted: 10.1",
                "--add-host a|invalid argument \"a\" for \"--add-host\" flag: bad format for add-host: \"a\"",
                "--add-host a:b|invalid argument \"a:b\" for \"--add-host\" flag: invalid IP address in add-host: \"b\"",
                "--mount foo|"
                        + "invalid argument \"foo\" for \"--mount\" flag: invalid field 'foo' must be a key=value pair",
                "--memory-swappiness 101|jdock: invalid value: 101. Valid memory swappiness range is 0-100",
                "--no-healthcheck --health-cmd x|jdock: --no-healthcheck conflicts with --health-* options",
                "--pull sometimes|jdock: invalid pull option: 'sometimes': must be one of"
                        + " \"always\", \"missing\" or \"never\"",
                "--restart :3|jdock: invalid restart policy format: no policy provided before colon",
                "--restart on-failure:x|"
                        + "jdock: invalid restart policy format: maximum retry count must be an integer",
                "--nosuch|unknown flag: --nosuch",
            })
    void refusesWithStatus125WhatMakesNoSense(String flags, String text) {
        assertEquals(125, create(flags.split(" ", -1)));
        assertEquals(text, jdock.err().lines().findFirst().orElse(""));
        assertEquals(List.of(), engine.asked());
    }

    @Test
    void takesVariablesFromFilesAndFromItsOwnEnvironment() throws Exception {
        Path file = Files.writeString(directory.resolve("env"), "A=1\n# no variable\n\nB\nUNSET\n");
        jdock.with("B", "2").with("C", "3");

        assertEquals(0, create("--env-file", file.toString(), "-e", "A=9", "-e", "C", "-e", "UNSET"));

        assertEquals(
                List.of("A=1", "B=2", "A=9", "C=3", "UNSET"),
                body().array("Env").texts());
    }

    @Test
    void sendsASeccompProfileAsItsText() throws Exception {
        Path file = Files.writeString(directory.resolve("seccomp.json"), "{\n \"defaultAction\": \"SCMP_ACT_ALLOW\" }");

        assertEquals(0, create("--security-opt", "seccomp=" + file));

        assertEquals(
                List.of("seccomp={\"defaultAction\":\"SCMP_ACT_ALLOW\"}"),
                body().object("HostConfig").array("SecurityOpt").texts());
    }

    @Test
    void makesPathsOfThisSideAbsolute() throws Exception {
        assertEquals(0, create("-v", "./rel:/a"));

        assertEquals(
                List.of(Path.of("rel").toAbsolutePath() + ":/a"),
                body().object("HostConfig").array("Binds").texts());
    }

    @Test
    void namesContainerAndPlatformInTheQuery() {
        assertEquals(0, jdock.with("DOCKER_DEFAULT_PLATFORM", "linux/arm64").run("create", "--name", "a b", "busybox"));

        assertEquals(List.of(CREATE + "?name=a%20b&platform=linux%2Farm64"), engine.asked());
        assertEquals("1\n", jdock.out());
    }
}
