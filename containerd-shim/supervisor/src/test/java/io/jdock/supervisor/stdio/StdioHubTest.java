package io.jdock.supervisor.stdio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jdock.errdefs.FailedPreconditionException;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.linux.At;
import io.jdock.linux.FileCalls;
import io.jdock.linux.FileStatus;
import io.jdock.shim.Shim;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StdioHubTest {

    @TempDir
    private Path directory;

    private Path log;

    @BeforeEach
    void requireRoot() {
        assumeTrue(Files.isWritable(Path.of("/proc/sys/kernel/hostname")), "needs root: makes namespaces");
        log = directory.resolve("json.log");
    }

    @AfterEach
    void endShim() {
        Shim.adopt(directory).ifPresent(shim -> {
            shim.release();
            shim.close();
        });
    }

    @Test
    void writesBothStreamsIntoTheLog() throws IOException {
        try (Shim shim = prepare("echo out; echo err >&2", false);
                StdioHub hub = StdioHub.open(shim, logConfig(""))) {
            runToTheEnd(shim, hub);
        }

        String text = Files.readString(log);
        assertEquals(2, text.lines().count());
        assertTrue(text.contains("{\"log\":\"out\\n\",\"stream\":\"stdout\",\"time\":\""), text);
        assertTrue(text.contains("{\"log\":\"err\\n\",\"stream\":\"stderr\",\"time\":\""), text);
    }

    @Test
    void logsAnUnfinishedLineAtTheEnd() throws IOException {
        try (Shim shim = prepare("printf abc", false);
                StdioHub hub = StdioHub.open(shim, logConfig(""))) {
            runToTheEnd(shim, hub);
        }

        assertTrue(Files.readString(log).startsWith("{\"log\":\"abc\",\"stream\":\"stdout\""));
    }

    @Test
    void appendsToALogThatIsThere() throws IOException {
        Files.writeString(log, "{\"log\":\"before\\n\"}\n");
        try (Shim shim = prepare("echo after", false);
                StdioHub hub = StdioHub.open(shim, logConfig(""))) {
            runToTheEnd(shim, hub);
        }

        String text = Files.readString(log);
        assertTrue(text.startsWith("{\"log\":\"before\\n\"}\n{\"log\":\"after\\n\""), text);
    }

    @Test
    void attachedClientMissesNothing() {
        try (Shim shim = prepare("for i in {1..20000}; do echo $i; done; echo e >&2", false);
                StdioHub hub = StdioHub.open(shim, logConfig(""));
                Attachment both = hub.attach(true, true);
                Attachment errors = hub.attach(false, true)) {
            shim.openGate();

            String output = readAll(both);

            assertEquals(20001, output.lines().count());
            assertTrue(output.contains("\n20000\n") && output.startsWith("1\n2\n"));
            assertEquals("e\n", readAll(errors));
            runToTheEnd(shim, hub);
        }
    }

    @Test
    void clientThatDoesNotReadHoldsTheProcessBackUntilItLeaves() {
        // Twelve times what the window and the pipe can hold.
        try (Shim shim = prepare("head -c 25165824 /dev/zero; echo done >&2", false);
                StdioHub hub = StdioHub.open(shim, StdioConfig.parse("", "", ""));
                Attachment errors = hub.attach(false, true)) {
            Attachment stuck = hub.attach(true, false);
            shim.openGate();
            assertTrue(stuck.next().isPresent());
            assertTrue(shim.exitStatus().isEmpty(), "the process waits");

            stuck.close();

            assertEquals("done\n", readAll(errors));
            runToTheEnd(shim, hub);
        }
    }

    @Test
    void spoolFreesWhatEverybodyHasPassed() throws IOException {
        try (Shim shim = prepare("head -c 33554432 /dev/zero", false);
                StdioHub hub = StdioHub.open(shim, StdioConfig.parse("", "", ""))) {
            shim.openGate();
            runToTheEnd(shim, hub);

            Path spool = directory.resolve("stdout.spool");
            assertEquals(33554432, Files.size(spool));
            FileStatus status = FileCalls.stat(At.FDCWD, spool.toString(), 0).orElseThrow();
            assertTrue(status.blocks() * 512 <= 3 << 20, status.blocks() + " blocks in use");
        }
    }

    @Test
    void feedsStdinAndEndsIt() {
        try (Shim shim = prepare("wc -c", true);
                StdioHub hub = StdioHub.open(shim, logConfig("stream:"));
                Attachment output = hub.attach(true, false)) {
            shim.openGate();
            // More than the pipe holds.
            hub.writeStdin(new byte[300_000]);
            hub.closeStdin();

            assertEquals("300000", readAll(output).strip());
            runToTheEnd(shim, hub);
        }
    }

    @Test
    void dropsStdinThatTheProcessDoesNotRead() {
        try (Shim shim = prepare("exec 0<&-; exit 0", true);
                StdioHub hub = StdioHub.open(shim, logConfig("stream:"))) {
            shim.openGate();
            shim.awaitExit();

            hub.writeStdin(new byte[300_000]);

            hub.awaitDrained();
        }
    }

    @Test
    void refusesStdinThatTheProcessDoesNotHave() {
        try (Shim shim = prepare("true", false);
                StdioHub hub = StdioHub.open(shim, logConfig(""))) {
            assertThrows(FailedPreconditionException.class, () -> hub.writeStdin(new byte[1]));
            shim.openGate();
            runToTheEnd(shim, hub);
        }
    }

    @Test
    void movesWhatATerminalShowsAndTypes() throws IOException {
        try (Shim shim = TestProcess.prepare(directory, "read -r line; echo got $line", true, true);
                StdioHub hub = StdioHub.open(shim, logConfig("stream:"));
                Attachment output = hub.attach(true, true)) {
            shim.openGate();
            hub.writeStdin("hello\n".getBytes(UTF_8));

            assertEquals("hello\r\ngot hello\r\n", readAll(output));
            runToTheEnd(shim, hub);
        }
        assertTrue(Files.readString(log).contains("{\"log\":\"got hello\\r\\n\",\"stream\":\"stdout\""));
    }

    @Test
    void successorGoesOnWhereTheFirstStopped() throws IOException {
        try (Shim shim = prepare("/usr/bin/printf 'one\ntw'; read -r go; printf 'o\nthree\n'", true)) {
            try (StdioHub first = StdioHub.open(shim, logConfig("stream:"));
                    Attachment output = first.attach(true, false)) {
                shim.openGate();
                assertEquals("one\ntw", new String(output.next().orElseThrow().data(), UTF_8));
            }
        }
        try (Shim again = Shim.adopt(directory).orElseThrow();
                StdioHub second = StdioHub.open(again, logConfig("stream:"))) {
            second.writeStdin("go\n".getBytes(UTF_8));
            runToTheEnd(again, second);
        }

        assertEquals(
                "one\\n two\\n three\\n",
                String.join(
                        " ",
                        Files.readString(log).lines().map(StdioHubTest::text).toList()));
    }

    @Test
    void copiesToAndFromFifosOfAClient() throws Exception {
        for (String name : new String[] {"in", "out", "err"}) {
            FileCalls.mknodat(At.FDCWD, directory.resolve(name).toString(), 0010600, 0);
        }
        var config = StdioConfig.parse(
                directory.resolve("in").toString(),
                directory.resolve("out").toString(),
                directory.resolve("err").toString());
        try (Shim shim = prepare("cat; echo bye >&2", true);
                StdioHub hub = StdioHub.open(shim, config)) {
            shim.openGate();
            Process out = reader("out");
            Process err = reader("err");
            Files.writeString(directory.resolve("in"), "through fifos\n");
            hub.closeStdin();

            assertEquals("through fifos\n", new String(out.getInputStream().readAllBytes(), UTF_8));
            assertEquals("bye\n", new String(err.getInputStream().readAllBytes(), UTF_8));
            runToTheEnd(shim, hub);
        }
    }

    @Test
    void refusesAnAddressItDoesNotKnow() {
        var error =
                assertThrows(InvalidArgumentException.class, () -> StdioConfig.parse("", "binary:///bin/logger", ""));

        assertEquals("output address \"binary:///bin/logger\": not json-file:///path, not a path", error.getMessage());
    }

    private Process reader(String fifo) throws IOException {
        return new ProcessBuilder("cat", directory.resolve(fifo).toString()).start();
    }

    private Shim prepare(String command, boolean stdin) {
        return TestProcess.prepare(directory, command, false, stdin);
    }

    private StdioConfig logConfig(String stdin) {
        String address = "json-file://" + log.toAbsolutePath();
        return StdioConfig.parse(stdin, address, address);
    }

    private static void runToTheEnd(Shim shim, StdioHub hub) {
        shim.openGate();
        shim.awaitExit();
        hub.awaitDrained();
    }

    private static String readAll(Attachment attachment) {
        var all = new ByteArrayOutputStream();
        Optional<Attachment.Output> next = attachment.next();
        while (next.isPresent()) {
            all.writeBytes(next.get().data());
            next = attachment.next();
        }
        return all.toString(UTF_8);
    }

    private static String text(String line) {
        return line.substring("{\"log\":\"".length(), line.indexOf("\",\"stream\""));
    }
}
