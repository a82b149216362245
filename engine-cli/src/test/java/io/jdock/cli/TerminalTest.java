package io.jdock.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program as a process of its own: on a terminal that {@code script} makes, and under signals. */
@Timeout(60)
final class TerminalTest {

    private static final String CONTAINER = "/containers/" + FakeContainer.ID;

    @TempDir
    private Path directory;

    private FakeEngine engine;

    @BeforeEach
    void start() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "no script(1) here to make a terminal with");
        engine = new FakeEngine(directory);
    }

    @AfterEach
    void stop() throws IOException {
        if (engine != null) {
            engine.close();
        }
    }

    private static List<String> program(String... words) {
        // A test run that a shell put into the background ignores the keyboard's signals, one under nohup its end; all
        // it starts would too.
        List<String> command = new ArrayList<>(List.of(
                "env",
                "--default-signal=INT,QUIT,HUP",
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "io.jdock.cli.Main"));
        command.addAll(List.of(words));
        return command;
    }

    private Process start(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("JDOCK_HOST", engine.address());
        builder.environment().put("HOME", directory.toString());
        return builder.start();
    }

    /** Runs the words on a terminal of 100 by 30, and tells whether they left it as it was. */
    private Process onTerminal(String... words) throws IOException {
        StringBuilder line = new StringBuilder("stty cols 100 rows 30; before=$(stty -g);");
        for (String word : program(words)) {
            line.append(" '").append(word).append('\'');
        }
        line.append("; echo \"status $?\"; test \"$before\" = \"$(stty -g)\" && echo restored");
        return start(List.of("/usr/bin/script", "-qec", line.toString(), "/dev/null"));
    }

    private static String output(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Types once the container shows its prompt: from then on the terminal is its own. */
    private static void typeAtPrompt(Process terminal, String keys) throws IOException {
        awaitOn(terminal, "$");
        type(terminal, keys);
    }

    private static void awaitOn(Process terminal, String text) throws IOException {
        InputStream screen = terminal.getInputStream();
        StringBuilder shown = new StringBuilder();
        while (shown.indexOf(text) < 0) {
            int next = screen.read();
            assertTrue(next >= 0, "no \"" + text + "\" in " + shown);
            shown.append((char) next);
        }
    }

    private static void type(Process terminal, String keys) throws IOException {
        OutputStream keyboard = terminal.getOutputStream();
        keyboard.write(keys.getBytes(StandardCharsets.UTF_8));
        keyboard.flush();
    }

    @Test
    void makesTheTerminalRawWhileAContainerHasItAndRestoresItAfterwards() throws Exception {
        FakeContainer.in(engine, true, stdio -> {
            stdio.send("$ ");
            // Raw: the key that ends a line arrives as it was typed, and the interrupt key is a byte like others.
            assertEquals("a\r\u0003", stdio.read(3));
            stdio.send("bye\r\n");
            return 5;
        });
        Process terminal = onTerminal("run", "-it", "busybox");
        // Already now: the key that interrupts would end the command if the terminal were not the container's yet.
        engine.await("POST " + CONTAINER + "/start");
        type(terminal, "a\r\u0003");

        String screen = output(terminal);

        assertTrue(screen.contains("bye"), screen);
        assertTrue(screen.contains("status 5"), screen);
        assertTrue(screen.contains("restored"), screen);
        assertEquals(
                CONTAINER + "/resize?h=30&w=100",
                engine.await("POST " + CONTAINER + "/resize").target());
    }

    @Test
    void leavesTheContainerRunningOnTheDetachKeys() throws Exception {
        CountDownLatch detached = new CountDownLatch(1);
        FakeContainer.in(engine, true, stdio -> {
            stdio.send("$ ");
            assertEquals("ls", stdio.readToEnd());
            detached.countDown();
            return 0;
        });
        Process terminal = onTerminal("run", "-it", "--detach-keys", "ctrl-a,d", "busybox");
        typeAtPrompt(terminal, "ls\u0001d");

        String screen = output(terminal);

        detached.await();
        assertTrue(screen.contains("status 0"), screen);
        assertTrue(screen.contains("restored"), screen);
    }

    @Test
    void leavesAnExecRunningOnTheDetachKeysAndSaysSo() throws Exception {
        engine.on("POST /containers/web/exec", 201, "{\"Id\":\"e1\"}");
        engine.on("POST /exec/e1/resize", 200, "");
        engine.on("POST /exec/e1/start", (_, peer) -> {
            peer.upgrade(true);
            peer.send("$ ");
            peer.readToEnd();
        });
        Process terminal = onTerminal("exec", "-it", "web", "sh");
        typeAtPrompt(terminal, "\u0010\u0011");

        String screen = output(terminal);

        assertTrue(screen.contains("read escape sequence"), screen);
        assertTrue(screen.contains("status 1"), screen);
        assertTrue(screen.contains("restored"), screen);
    }

    @Test
    void endsAnAttachOnATerminalWithTheContainer() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        engine.on(
                "GET /containers/web/json",
                200,
                "{\"State\":{\"Running\":true},\"Config\":{\"Tty\":true,\"OpenStdin\":true}}");
        engine.on("POST /containers/web/resize", 200, "");
        engine.on("POST /containers/web/attach", (_, peer) -> {
            peer.upgrade(true);
            peer.send("$ ");
            assertEquals("x", peer.read(1));
            over.countDown();
        });
        engine.on("POST /containers/web/wait", (_, peer) -> {
            peer.stream("application/json");
            over.await();
            peer.chunk("{\"StatusCode\":6}");
            peer.chunk("");
        });
        Process terminal = onTerminal("attach", "web");
        typeAtPrompt(terminal, "x");

        String screen = output(terminal);

        assertTrue(screen.contains("status 6"), screen);
        assertTrue(screen.contains("restored"), screen);
    }

    @Test
    void restoresTheTerminalWhenTheStartFails() throws Exception {
        FakeContainer.refusing(engine, "exec: \"nosuch\": executable file not found in $PATH");

        String screen = output(onTerminal("run", "-it", "busybox", "nosuch"));

        assertTrue(screen.contains("status 127"), screen);
        assertTrue(screen.contains("restored"), screen);
    }

    @Test
    void asksForAPasswordThatNobodySees() throws Exception {
        engine.on("POST /auth", 200, "{\"Status\":\"Login Succeeded\"}");
        Process terminal = onTerminal("login", "r.example");
        awaitOn(terminal, "Username: ");
        type(terminal, "me\n");
        awaitOn(terminal, "Password: ");
        type(terminal, "secret\n");

        String screen = output(terminal);

        assertEquals(
                "{\"username\":\"me\",\"password\":\"secret\",\"serveraddress\":\"r.example\"}",
                engine.bodyOf("POST /auth"));
        assertFalse(screen.contains("secret"), screen);
        assertTrue(screen.contains("Login Succeeded"), screen);
        assertTrue(screen.contains("restored"), screen);
    }

    @Test
    void drawsProgressInPlaceOnATerminal() throws Exception {
        engine.on("POST /images/create", (_, peer) -> {
            peer.stream("application/json");
            peer.chunk(
                    "{\"status\":\"Downloading\",\"progressDetail\":{\"current\":500,\"total\":1000},\"id\":\"aa\"}\r\n");
            peer.chunk("{\"status\":\"Pull complete\",\"progressDetail\":{},\"id\":\"aa\"}\r\n");
            peer.chunk("");
        });

        String screen = output(onTerminal("pull", "busybox:1"));

        assertTrue(screen.contains("\u001b[1A\u001b[2K\raa: Downloading     500B/1kB\r\u001b[1B"), screen);
        assertTrue(screen.contains("\u001b[1A\u001b[2K\raa: Pull complete \r\u001b[1B"), screen);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT", "HUP", "USR1", "USR2"})
    void handsSignalsOnToTheContainer(String signal) throws Exception {
        CountDownLatch killed = new CountDownLatch(1);
        FakeContainer.in(engine, false, stdio -> {
            stdio.frame(1, "ready\n");
            killed.await();
            return 143;
        });
        engine.on("POST " + CONTAINER + "/kill", (_, peer) -> {
            peer.noContent();
            killed.countDown();
        });
        Process process = start(program("run", "busybox", "sleep", "99"));
        assertEquals("ready\n", new String(process.getInputStream().readNBytes(6), StandardCharsets.UTF_8));

        send(signal, process);

        assertEquals(143, process.waitFor());
        assertEquals(
                CONTAINER + "/kill?signal=" + signal,
                engine.await("POST " + CONTAINER + "/kill").target());
    }

    @Test
    void keepsSignalsToItselfWhenToldTo() throws Exception {
        FakeContainer.in(engine, false, stdio -> {
            stdio.frame(1, "ready\n");
            stdio.readToEnd();
            return 0;
        });
        Process process = start(program("run", "--sig-proxy=false", "busybox", "sleep", "99"));
        process.getInputStream().readNBytes(6);

        send("TERM", process);

        assertEquals(143, process.waitFor());
        assertFalse(engine.asked().toString().contains("/kill"), engine.asked().toString());
    }

    @Test
    void endsQuietlyWhenTheReaderOfItsOutputHasGone() throws Exception {
        CountDownLatch reader = new CountDownLatch(1);
        engine.on("GET " + "/containers/web/logs", (_, peer) -> {
            peer.stream("application/vnd.docker.raw-stream");
            reader.await();
            while (true) {
                peer.chunk("line\n");
            }
        });
        Process process = start(program("logs", "-f", "web"));
        process.getInputStream().close();
        reader.countDown();

        assertEquals(141, process.waitFor());
    }

    private static void send(String signal, Process process) throws Exception {
        assertEquals(
                0,
                new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                        .start()
                        .waitFor());
    }
}
