package io.jdock.cli;

import static java.nio.file.attribute.PosixFilePermissions.fromString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code jdock login} and {@code logout}, and what the other commands make of them; texts and files are docker's. */
@Timeout(30)
final class LoginCommandTest {

    private static final String AUTH = "POST /auth";
    private static final String PULL = "POST /images/create";

    @TempDir
    private Path directory;

    private FakeEngine engine;
    private Invocation jdock;
    private Path home;
    private Path config;

    @BeforeEach
    void start() throws IOException {
        engine = new FakeEngine(directory);
        engine.on(AUTH, 200, "{\"Status\":\"Login Succeeded\",\"IdentityToken\":\"\"}");
        engine.on(PULL, 200, "{\"status\":\"ok\"}\r\n");
        home = directory.resolve("user");
        config = home.resolve("config.json");
        jdock = invocation();
    }

    private Invocation invocation() {
        return new Invocation(engine).with("DOCKER_CONFIG", home.toString()).with("PATH", directory.toString());
    }

    @AfterEach
    void stop() throws IOException {
        engine.close();
    }

    private void configure(String json) throws IOException {
        Files.createDirectories(home);
        Files.writeString(config, json);
    }

    /** Makes a helper that notes what it is told, and runs {@code script} for it. */
    private void helper(String name, String script) throws IOException {
        Path program = directory.resolve("docker-credential-" + name);
        Files.writeString(
                program,
                "#!/bin/sh\nread -r line\necho \"$1 $line\" >> '%s'\n%s\n"
                        .formatted(directory.resolve("helper.log"), script));
        Files.setPosixFilePermissions(program, fromString("rwx------"));
    }

    private String helperLog() throws IOException {
        return Files.readString(directory.resolve("helper.log"));
    }

    /** The credentials that a pull sends. */
    private String sentFor(Invocation invocation, String image) throws InterruptedException {
        assertEquals(0, invocation.run("pull", "-q", image));
        String header = engine.await(PULL).header("X-Registry-Auth");
        return new String(Base64.getUrlDecoder().decode(header), StandardCharsets.UTF_8);
    }

    @Test
    void keepsACheckedPasswordForItsOwnerOnly() throws IOException, InterruptedException {
        assertEquals(
                0, jdock.typing("secret\r\n").run("login", "-u", "u", "--password-stdin", "https://r.example/v1/"));

        assertEquals(
                "{\"username\":\"u\",\"password\":\"secret\",\"serveraddress\":\"r.example\"}", engine.bodyOf(AUTH));
        assertEquals("Login Succeeded\n", jdock.out());
        assertEquals("""

                WARNING! Your credentials are stored unencrypted in '%s'.
                Configure a credential helper to remove this warning. See
                https://docs.docker.com/go/credential-store/

                """.formatted(config), jdock.err());
        assertEquals(
                "{\n\t\"auths\": {\n\t\t\"r.example\": {\n\t\t\t\"auth\": \"dTpzZWNyZXQ=\"\n\t\t}\n\t}\n}",
                Files.readString(config));
        assertEquals(fromString("rw-------"), Files.getPosixFilePermissions(config));
        assertEquals(fromString("rwx------"), Files.getPosixFilePermissions(home));
    }

    @Test
    void leavesEverythingElseInTheFile() throws IOException {
        configure(
                "{\"other\":{\"x\":[1,2.50]},\"auths\":{\"a.example\":{\"auth\":\"YTpi\"}},\"HttpHeaders\":{\"A\":\"b\"}}");
        Path link = Files.createSymbolicLink(config.resolveSibling("link.json"), config);
        Files.move(config, config.resolveSibling("real.json"));
        Files.createSymbolicLink(config, config.resolveSibling("real.json"));

        assertEquals(0, jdock.run("login", "-u", "u", "-p", "p", "b.example"));

        assertTrue(Files.isSymbolicLink(config));
        assertEquals(
                "{\"other\":{\"x\":[1,2.50]},\"auths\":{\"a.example\":{\"auth\":\"YTpi\"},\"b.example\":{\"auth\":\"dTpw\"}},"
                        + "\"HttpHeaders\":{\"A\":\"b\"}}",
                Files.readString(link).replaceAll("\\s", ""));
        try (var files = Files.list(home)) {
            assertEquals(3, files.count(), "no half-written file is left");
        }
    }

    @Test
    void keepsATokenInPlaceOfThePassword() throws IOException {
        engine.on(AUTH, 200, "{\"Status\":\"Login Succeeded\",\"IdentityToken\":\"T\"}");

        assertEquals(0, jdock.typing("p").run("login", "-u", "u", "--password-stdin"));

        assertEquals(
                "{\"auths\":{\"https://index.docker.io/v1/\":{\"auth\":\"dTo=\",\"identitytoken\":\"T\"}}}",
                Files.readString(config).replaceAll("\\s", ""));
        assertEquals("", jdock.err());
    }

    @Test
    void keepsNothingThatTheRegistryRefused() {
        engine.on(AUTH, 401, "{\"message\":\"unauthorized: incorrect username or password\"}");

        assertEquals(1, jdock.typing("p").run("login", "-u", "u", "--password-stdin", "r.example"));

        assertEquals("Error response from daemon: unauthorized: incorrect username or password\n", jdock.err());
        assertFalse(Files.exists(config));
    }

    @Test
    void logsInAgainWithWhatItHas() throws IOException, InterruptedException {
        configure("{\"auths\":{\"https://index.docker.io/v1/\":{\"auth\":\"dTpwOnE=\"}}}");

        assertEquals(0, jdock.run("login"));

        assertEquals(
                "{\"username\":\"u\",\"password\":\"p:q\",\"serveraddress\":\"https://index.docker.io/v1/\"}",
                engine.bodyOf(AUTH));
        assertEquals("""
                Authenticating with existing credentials... [Username: u]

                 Info -> To login with a different account, run 'docker logout' followed by 'docker login'


                """, jdock.err());
    }

    @Test
    void refusesWhatItCannotAskFor() {
        assertEquals(1, jdock.typing("x").run("login", "--password-stdin"));
        assertEquals(1, jdock.run("login", "-u", "u", "-p", "p", "--password-stdin"));
        assertEquals(1, jdock.run("login", "r.example"));

        assertEquals("""
                the --password-stdin option requires --username to be set
                conflicting options: cannot specify both --password and --password-stdin
                Error: Cannot perform an interactive login from a non TTY device
                """, jdock.err());
        assertEquals(List.of(), engine.asked());
    }

    @Test
    void forgetsAllSpellingsOfAServer() throws IOException {
        configure("{\"auths\":{\"r.example\":{\"auth\":\"YTpi\"},\"https://r.example\":{\"auth\":\"YTpi\"},"
                + "\"https://index.docker.io/v1/\":{\"auth\":\"YTpi\"},\"s.example\":{\"auth\":\"YTpi\"}}}");

        assertEquals(0, jdock.run("logout", "https://r.example/v2"));
        assertEquals(0, jdock.run("logout"));

        assertEquals("""
                Removing login credentials for r.example
                Removing login credentials for https://index.docker.io/v1/
                """, jdock.out());
        assertEquals(
                "{\"auths\":{\"s.example\":{\"auth\":\"YTpi\"}}}",
                Files.readString(config).replaceAll("\\s", ""));
    }

    @Test
    void pullsWithTheCredentialsOfTheRightRegistryOnly() throws IOException, InterruptedException {
        configure("{\"auths\":{\"https://r.example/v2/\":{\"auth\":\"YTpi\"}}}");

        assertEquals(
                "{\"username\":\"a\",\"password\":\"b\",\"serveraddress\":\"r.example\"}",
                sentFor(jdock, "r.example/x"));
    }

    @Test
    void pullsWithoutCredentialsFromAnyOther() throws IOException, InterruptedException {
        configure("{\"auths\":{\"https://r.example/v2/\":{\"auth\":\"YTpi\"}}}");

        assertEquals("{}", sentFor(jdock, "other.example/x"));
    }

    @Test
    void givesSecretsToAHelperAndNotToTheFile() throws IOException {
        configure("{\"credsStore\":\"safe\"}");
        helper("safe", "exit 0");

        assertEquals(0, jdock.typing("p").run("login", "-u", "u", "--password-stdin", "r.example"));
        assertEquals(0, jdock.run("logout", "r.example"));

        assertEquals("""
                store {"ServerURL":"r.example","Username":"u","Secret":"p"}
                erase r.example
                erase http://r.example
                erase https://r.example
                """, helperLog());
        assertEquals(
                "{\"credsStore\":\"safe\",\"auths\":{}}",
                Files.readString(config).replaceAll("\\s", ""));
        assertEquals("", jdock.err());
    }

    @Test
    void givesATokenToAHelperUnderANameOfItsOwn() throws IOException, InterruptedException {
        configure("{\"credHelpers\":{\"r.example\":\"safe\"}}");
        helper("safe", "[ \"$1\" = store ] || echo '{\"Username\":\"<token>\",\"Secret\":\"T\"}'");
        engine.on(AUTH, 200, "{\"Status\":\"Login Succeeded\",\"IdentityToken\":\"T\"}");

        jdock.typing("p").run("login", "-u", "u", "--password-stdin", "r.example");

        assertEquals("store {\"ServerURL\":\"r.example\",\"Username\":\"<token>\",\"Secret\":\"T\"}\n", helperLog());
        assertEquals("{\"serveraddress\":\"r.example\",\"identitytoken\":\"T\"}", sentFor(jdock, "r.example/x"));
    }

    @Test
    void asksAHelperForThePassword() throws IOException, InterruptedException {
        configure("{\"credsStore\":\"safe\",\"auths\":{\"r.example\":{\"auth\":\"YTpi\"}}}");
        helper("safe", "echo '{\"Username\":\"h\",\"Secret\":\"s\"}'");

        assertEquals(
                "{\"username\":\"h\",\"password\":\"s\",\"serveraddress\":\"r.example\"}",
                sentFor(jdock, "r.example/x"));
    }

    @Test
    void takesAHelpersNotFoundForNone() throws IOException, InterruptedException {
        configure("{\"credsStore\":\"safe\"}");
        helper("safe", "echo 'credentials not found in native keychain'; exit 1");

        assertEquals("{}", sentFor(jdock, "r.example/x"));
        assertEquals("", jdock.err());
    }

    @Test
    void pullsOnWithoutAHelperThatFailsButSaysSo() throws IOException, InterruptedException {
        configure("{\"credsStore\":\"safe\"}");
        helper("safe", "echo 'the keychain is locked'; exit 3");

        assertEquals("{}", sentFor(jdock, "r.example/x"));
        assertEquals(
                "WARNING: no credentials for r.example: error getting credentials - err: exit status 3,"
                        + " out: `the keychain is locked`\n",
                jdock.err());
    }

    @Test
    void failsWhenAHelperDoesNotKeepThePassword() throws IOException {
        configure("{\"credsStore\":\"missing\"}");

        assertEquals(1, jdock.typing("p").run("login", "-u", "u", "--password-stdin", "r.example"));

        assertEquals(
                "Error saving credentials: error storing credentials - err: exec: \"docker-credential-missing\":"
                        + " executable file not found in $PATH, out: ``\n",
                jdock.err());
    }

    @Test
    void prefersTheEnvironment() throws IOException, InterruptedException {
        configure("{\"auths\":{\"r.example\":{\"auth\":\"YTpi\"}}}");
        jdock.with("DOCKER_AUTH_CONFIG", "{\"auths\":{\"r.example\":{\"auth\":\"ZTpw\"}}}");

        assertEquals(
                "{\"username\":\"e\",\"password\":\"p\",\"serveraddress\":\"r.example\"}",
                sentFor(jdock, "r.example/x"));
    }

    @Test
    void saysWhatIsWrongWithTheEnvironment() throws IOException, InterruptedException {
        configure("{\"auths\":{\"r.example\":{\"auth\":\"YTpi\"}}}");
        jdock.with("DOCKER_AUTH_CONFIG", "{\"auths\":{\"r.example\":{\"username\":\"e\"}}}");

        assertEquals(
                "{\"username\":\"a\",\"password\":\"b\",\"serveraddress\":\"r.example\"}",
                sentFor(jdock, "r.example/x"));
        assertEquals(
                "Failed to create credential store from DOCKER_AUTH_CONFIG: DOCKER_AUTH_CONFIG environment variable is"
                        + " missing key `auth` for r.example\n",
                jdock.err());
    }
}
