package io.jdock.linux.trampoline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.concurrent.Threads;
import io.jdock.linux.Ending;
import io.jdock.linux.ErrnoException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HostProgramTest {

    @TempDir
    private Path directory;

    @Test
    void readsWhatItIsGivenAndIsHeard() {
        HostProgram.Outcome outcome =
                shell("cat; echo oops >&2; exit 3").run("hello".getBytes(UTF_8), Optional.empty());

        assertEquals(Optional.of(new Ending(false, 3)), outcome.ending());
        assertEquals("hello", new String(outcome.output(), UTF_8));
        assertEquals("oops\n", new String(outcome.errors(), UTF_8));
    }

    @Test
    void inheritsNothing() {
        String seen = output(
                "ls /proc/self/fd; grep -E 'Sig(Ign|Blk)' /proc/self/status; env | grep -v -E '^(PWD|_|SHLVL)='; pwd");

        assertEquals(
                "0\n1\n2\n3\nSigBlk:\t0000000000000000\nSigIgn:\t0000000000000000\nA=b\n%s\n".formatted(directory),
                seen);
    }

    @Test
    void isKilledWhenItsTimeIsOver() {
        HostProgram.Outcome outcome =
                shell("echo begun; exec sleep 60").run(new byte[0], Optional.of(Duration.ofMillis(300)));

        assertEquals(Optional.empty(), outcome.ending());
        assertEquals("begun\n", new String(outcome.output(), UTF_8));
    }

    @Test
    void tellsBySignalsToo() {
        HostProgram.Outcome outcome = shell("kill -9 $$").run(new byte[0], Optional.of(Duration.ofSeconds(30)));

        assertEquals("signal: killed", outcome.ending().orElseThrow().text());
    }

    @Test
    void saysWhyItCannotBeExecuted() {
        HostProgram absent = new HostProgram("/nonexistent", List.of("x"), List.of(), directory);

        var error = assertThrows(ErrnoException.class, () -> absent.run(new byte[0], Optional.empty()));

        assertEquals("exec /nonexistent: no such file or directory", error.getMessage());
    }

    @Test
    void canBeWaitedForOnAVirtualThread() {
        CompletableFuture<String> output = new CompletableFuture<>();

        Threads.startVirtual("hook", () -> output.complete(output("echo here")));

        assertTrue(output.join().startsWith("here"));
    }

    private String output(String script) {
        return new String(
                shell(script)
                        .run(new byte[0], Optional.of(Duration.ofSeconds(30)))
                        .output(),
                UTF_8);
    }

    private HostProgram shell(String script) {
        return new HostProgram("/bin/sh", List.of("sh", "-c", script), List.of("A=b"), directory);
    }
}
