package io.jdock.shim;

import static io.jdock.linux.batch.ProcessSteps.execve;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jdock.errdefs.FailedPreconditionException;
import io.jdock.linux.Fd;
import io.jdock.linux.PidFd;
import io.jdock.linux.Readiness;
import io.jdock.linux.StreamCalls;
import io.jdock.linux.Terminal;
import io.jdock.linux.batch.Batch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Shims whose launcher executes an OCI runtime; shell scripts stand for it, which leave a process behind and end. */
@Timeout(30)
final class RuntimeShimTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    private Path directory;

    @BeforeEach
    void requireRoot() {
        assumeTrue(Files.isWritable(Path.of("/proc/sys/kernel/hostname")), "needs root: takes descriptors");
    }

    @AfterEach
    void endShim() {
        Shim.adopt(directory).ifPresent(shim -> {
            shim.release();
            shim.close();
        });
    }

    @Test
    void waitsForWhatTheRuntimeLeftBehind() throws IOException {
        try (Shim shim = run("sh -c 'read line; echo $line; exit 7' <&3 & echo $! > pid", false)) {
            var runtime = new RuntimeHandover(shim);
            assertEquals(Optional.of(0), runtime.awaitEnd(PATIENCE));
            int pid = handOver(runtime);
            assertEquals(pid, shim.initPid().orElseThrow());

            try (Fd stdin = shim.openStdin()) {
                StreamCalls.write(stdin, "hello\n".getBytes(UTF_8), 0, 6);
            }

            assertEquals(7, shim.awaitExit().code());
            try (Fd stdout = shim.openStdout()) {
                assertEquals("hello\n", new String(StreamCalls.read(stdout, 100), UTF_8));
            }
        }
    }

    @Test
    void aSuccessorGoesOnWhereThePredecessorWasKilled() throws IOException {
        int pid;
        RuntimeProcess found;
        try (Shim first = run("sh -c 'read line; exit 5' <&3 & echo $! > pid", false)) {
            var runtime = new RuntimeHandover(first);
            assertTrue(runtime.awaitEnd(PATIENCE).isPresent());
            pid = pid();
            found = runtime.find(pid, PATIENCE);
            runtime.handOver(found);
        }

        try (Shim second = Shim.adopt(directory).orElseThrow()) {
            var runtime = new RuntimeHandover(second);
            runtime.handOver(found);
            second.closeStdin();

            assertEquals(5, second.awaitExit().code());
            runtime.handOver(found);
        }
    }

    @Test
    void anEndBeforeTheHandoverIsNotLost() throws IOException {
        try (Shim shim = run("sh -c 'sh -c \"read line; exit 9\" <&3 & echo $! > pid'", false)) {
            var runtime = new RuntimeHandover(shim);
            assertTrue(runtime.awaitEnd(PATIENCE).isPresent());
            RuntimeProcess found = runtime.find(pid(), PATIENCE);
            try (PidFd process = PidFd.open(found.pid()).orElseThrow();
                    Fd stdin = shim.openStdin()) {
                StreamCalls.write(stdin, "\n".getBytes(UTF_8), 0, 1);
                Readiness.awaitReadable(process.fd());
            }
            assertTrue(found.exists());

            runtime.handOver(found);

            assertEquals(9, shim.awaitExit().code());
        }
    }

    /** Between the runtime and the process there may be another, which goes a little later than the runtime itself. */
    @Test
    void whoIsInBetweenIsWaitedForAndReaped() throws IOException {
        String between = "sh -c \"exec sleep 1000\" & echo $! > pid; echo $$ > between; read line; exit 0";
        try (Shim shim = run("sh -c '%s' <&3 & while ! test -s between; do :; done".formatted(between), false)) {
            var runtime = new RuntimeHandover(shim);
            assertTrue(runtime.awaitEnd(PATIENCE).isPresent());
            int pid = pid();
            int middle = number("between");
            assertThrows(FailedPreconditionException.class, () -> runtime.find(pid, Duration.ofMillis(20)));
            try (Fd stdin = shim.openStdin()) {
                StreamCalls.write(stdin, "\n".getBytes(UTF_8), 0, 1);
            }

            RuntimeProcess found = runtime.find(pid, PATIENCE);
            assertTrue(ProcStat.of(middle).filter(ProcStat::ended).isPresent());
            runtime.handOver(found);

            assertTrue(shim.signal(9));
            assertEquals(137, shim.awaitExit().code());
            assertEquals(Optional.empty(), ProcStat.of(middle));
        }
    }

    @Test
    void takesTheTerminalFromTheRuntime() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3")), "needs python3: sends a descriptor");
        String runtime = """
                import os, socket, sys, pty
                master, terminal = pty.openpty()
                pid = os.fork()
                if pid == 0:
                    os.setsid()
                    import fcntl, termios
                    fcntl.ioctl(terminal, termios.TIOCSCTTY, 0)
                    for n in range(3): os.dup2(terminal, n)
                    os.execv('/bin/sh', ['sh', '-c', 'read line; stty size; exit 3'])
                s = socket.socket(socket.AF_UNIX)
                s.connect(sys.argv[1])
                socket.send_fds(s, [b'tty'], [master])
                open('pid', 'w').write(str(pid))
                """;
        Path script = Files.writeString(directory.resolve("runtime.py"), runtime);
        try (Shim shim = launch(
                true, it -> List.of("/usr/bin/python3", script.toString(), new RuntimeHandover(it).consoleSocket()))) {
            var handover = new RuntimeHandover(shim);
            assertEquals(Optional.of(0), handover.awaitEnd(PATIENCE));
            handOver(handover);

            shim.resize(new Terminal.Size(33, 99));
            try (Fd terminal = shim.openTerminal()) {
                StreamCalls.write(terminal, "x\n".getBytes(UTF_8), 0, 2);
                StringBuilder said = new StringBuilder();
                while (!said.toString().endsWith("33 99\r\n")) {
                    said.append(new String(StreamCalls.read(terminal, 100), UTF_8));
                }
            }

            assertEquals(3, shim.awaitExit().code());
        }
    }

    @Test
    void aRuntimeThatLeavesNothingBehindIsItsOwnEnd() {
        try (Shim shim = run("exit 42", false)) {
            var runtime = new RuntimeHandover(shim);
            assertEquals(Optional.of(42), runtime.awaitEnd(PATIENCE));

            runtime.handOverNothing();

            assertEquals(42, shim.awaitExit().code());
        }
    }

    @Test
    void aRuntimeThatHangsIsEndedWithAllItStarted() throws IOException {
        try (Shim shim = run("setsid sh -c 'setsid sleep 1000 & echo $! > pid; sleep 1000' & wait", false)) {
            var runtime = new RuntimeHandover(shim);
            assertEquals(Optional.empty(), runtime.awaitEnd(Duration.ofMillis(300)));
            int pid = pid();

            runtime.endRuntime();

            assertTrue(ProcStat.of(pid).map(ProcStat::ended).orElse(true));
            assertEquals(Optional.of(137), runtime.awaitEnd(PATIENCE));
        }
    }

    @Test
    void aProcessOfOthersIsRefused() {
        try (Shim shim = run("exit 0", false)) {
            var runtime = new RuntimeHandover(shim);
            assertTrue(runtime.awaitEnd(PATIENCE).isPresent());

            var refusal = assertThrows(FailedPreconditionException.class, () -> runtime.find(1, PATIENCE));

            assertEquals("process 1 is none of the runtime's", refusal.getMessage());
        }
    }

    @Test
    void theRuntimeEndsWithItsShim() throws IOException {
        try (Shim shim = run("echo $$ > pid; exec sleep 1000", false)) {
            assertFalse(
                    new RuntimeHandover(shim).awaitEnd(Duration.ofMillis(200)).isPresent());
            try (PidFd runtime = PidFd.open(pid()).orElseThrow()) {
                shim.release();

                Readiness.awaitReadable(runtime.fd());
            }
        }
    }

    @Test
    void aShimThatWasKilledIsToldNothing() throws IOException {
        try (Shim shim = run("sh -c 'exec sleep 1000' & echo $! > pid", false)) {
            var runtime = new RuntimeHandover(shim);
            assertTrue(runtime.awaitEnd(PATIENCE).isPresent());
            RuntimeProcess found = runtime.find(pid(), PATIENCE);
            shim.release();

            runtime.handOver(found);

            assertTrue(found.exists());
            found.kill();
            assertEquals(ExitStatus.Cause.SHIM_KILLED, shim.awaitExit().cause());
        }
    }

    private int handOver(RuntimeHandover runtime) throws IOException {
        int pid = pid();
        runtime.handOver(runtime.find(pid, PATIENCE));
        return pid;
    }

    private int pid() throws IOException {
        return number("pid");
    }

    private int number(String file) throws IOException {
        return Integer.parseInt(Files.readString(directory.resolve(file)).strip());
    }

    /** The script's working directory is the shim's. Its stdin is also 3, as a shell takes 0 from what it puts in the background. */
    private Shim run(String script, boolean terminal) {
        return launch(terminal, _ -> List.of("/bin/sh", "-c", "exec 3<&0; " + script));
    }

    private Shim launch(boolean terminal, Function<Shim, List<String>> command) {
        Launch launch = Shim.spawn(new ShimRequest(
                directory.toAbsolutePath(), "test", new PidNamespace.OfRuntime(), false, terminal, true));
        List<String> words = command.apply(launch.shim());
        launch.launcher().link().send(new Batch().add(execve(words.getFirst(), words, List.of("PATH=/usr/bin:/bin"))));
        assertEquals(Optional.empty(), launch.launcher().link().receive(4096));
        launch.launcher().close();
        return launch.shim();
    }
}
