package io.jdock.shim;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jdock.linux.Errno;
import io.jdock.linux.ErrnoException;
import io.jdock.linux.Fd;
import io.jdock.linux.Namespace;
import io.jdock.linux.PidFd;
import io.jdock.linux.Readiness;
import io.jdock.linux.Signal;
import io.jdock.linux.StreamCalls;
import io.jdock.linux.Terminal;
import io.jdock.linux.batch.Batch;
import io.jdock.linux.batch.ProcessSteps;
import io.jdock.linux.trampoline.Launcher;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ShimTest {

    private static final PidNamespace NEW = new PidNamespace.New();
    private static final PidNamespace HOST = new PidNamespace.Host();

    @TempDir
    private Path directory;

    @BeforeEach
    void requireRoot() {
        assumeTrue(Files.isWritable(Path.of("/proc/sys/kernel/hostname")), "needs root: makes namespaces");
    }

    @AfterEach
    void endShim() {
        Shim.adopt(directory).ifPresent(shim -> {
            shim.release();
            shim.close();
        });
    }

    @Test
    void leavesTheExitCodeInTheExitFile() {
        try (Shim shim = start(HOST, "exit 42")) {
            ExitStatus exit = shim.awaitExit();

            assertEquals(42, exit.code());
            assertEquals(ExitStatus.Cause.PROCESS_ENDED, exit.cause());
            assertEquals(Optional.empty(), exit.execError());
        }
    }

    @Test
    void runsTheProcessAsPidOneOfANewNamespace() {
        try (Shim shim = start(NEW, "echo $$; ls /proc/self/fd | wc -w; exit 3")) {
            // 0, 1, 2 and the directory that ls reads.
            assertEquals("1\n4\n", readAll(shim.openStdout()));
            assertEquals(3, shim.awaitExit().code());
        }
    }

    @Test
    void reportsASignalAs128AndItsNumber() {
        try (Shim shim = start(NEW, "kill -9 $$; sleep 60 & exec sleep 60")) {
            // A signal that PID 1 sends to itself is ignored; one from outside is not.
            assertTrue(shim.signal(Signal.KILL.number()));

            assertEquals(137, shim.awaitExit().code());
        }
    }

    @Test
    void keepsStandardErrorApart() {
        try (Shim shim = start(HOST, "echo out; echo err >&2")) {
            assertEquals("out\n", readAll(shim.openStdout()));
            assertEquals("err\n", readAll(shim.openStderr()));
        }
    }

    @Test
    void closesStdinWhenAsked() {
        Launch launch = TestLauncher.prepare(request(HOST, false, true), "cat; echo end");
        try (Shim shim = launch.shim()) {
            launch.launcher().close();
            shim.openGate();
            try (Fd stdin = shim.openStdin()) {
                StreamCalls.write(stdin, "hello\n".getBytes(UTF_8), 0, 6);
            }

            shim.closeStdin();

            assertEquals("hello\nend\n", readAll(shim.openStdout()));
            assertEquals(0, shim.awaitExit().code());
        }
    }

    @Test
    void processWithoutStdinReadsDevNull() {
        try (Shim shim = start(HOST, "readlink /proc/self/fd/0")) {
            assertEquals("/dev/null\n", readAll(shim.openStdout()));
        }
    }

    @Test
    void givesTheProcessATerminalThatCanBeResized() {
        Launch launch = TestLauncher.prepare(
                request(NEW, true, true), "trap 'stty size; exit 5' WINCH; stty size; read -r line");
        try (Shim shim = launch.shim()) {
            launch.launcher().close();
            shim.openGate();
            try (Fd terminal = shim.openTerminal()) {
                assertEquals("24 80\r\n", new String(StreamCalls.read(terminal, 100), UTF_8));

                shim.resize(new Terminal.Size(50, 132));
                StreamCalls.write(terminal, "\n".getBytes(UTF_8), 0, 1);

                assertEquals(5, shim.awaitExit().code());
            }
        }
    }

    @Test
    void isFoundAgainByASuccessor() {
        int pid;
        try (Shim first = start(NEW, "read -r line < <(sleep 0.2); echo done; exit 6")) {
            pid = first.initPid().orElseThrow();
        }

        try (Shim second = Shim.adopt(directory).orElseThrow()) {
            assertTrue(second.isAlive());
            assertEquals(pid, second.initPid().orElseThrow());
            assertEquals("done\n", readAll(second.openStdout()));
            assertEquals(6, second.awaitExit().code());
        }
    }

    @Test
    void takesTheProcessAlongWhenKilled() {
        for (PidNamespace namespace : List.of(NEW, HOST)) {
            try (Shim shim = start(namespace, "exec sleep 60");
                    PidFd init = shim.openInit()) {
                shim.release();

                Readiness.awaitReadable(init.fd());
                assertFalse(shim.isAlive());
                assertEquals(ExitStatus.Cause.SHIM_KILLED, shim.awaitExit().cause());
                assertEquals(137, shim.awaitExit().code());
            }
        }
    }

    @Test
    void tellsWhyAnExecFailed() {
        Launch launch =
                TestLauncher.prepareProgram(request(HOST, false, false), "/nonexistent", List.of("nonexistent"));
        try (Shim shim = launch.shim()) {
            shim.openGate();
            assertEquals(Optional.empty(), launch.launcher().link().receive(4096));

            ExitStatus exit = shim.awaitExit();

            assertEquals(127, exit.code());
            assertEquals(Optional.of(Errno.ENOENT), exit.execError());
        }
    }

    @Test
    void joinsTheNamespaceOfARunningProcess() throws IOException {
        Path second = Files.createDirectory(directory.resolve("exec"));
        try (Shim container = start(NEW, "sleep 60 & wait");
                PidFd init = container.openInit()) {
            var request = new ShimRequest(
                    second.toAbsolutePath(),
                    "exec",
                    new PidNamespace.Joined(init, Namespace.PID.flag() | Namespace.MOUNT.flag()),
                    false,
                    false,
                    false);

            try (Shim exec = open(TestLauncher.prepare(request, "cat /proc/1/comm; echo $$"))) {
                String[] lines = readAll(exec.openStdout()).split("\n", -1);

                assertEquals("bash", lines[0]);
                assertNotEquals("1", lines[1]);
                assertTrue(Integer.parseInt(lines[1]) < 100, lines[1]);
                exec.release();
            }
        }
    }

    @Test
    void watchesTheChildThatALauncherLeavesInItsPlace() {
        Launch launch = Shim.spawn(new ShimRequest(directory.toAbsolutePath(), "test", NEW, true, true, false));
        int first = launch.launcher().pid();

        Launcher successor = TestLauncher.succeed(launch.launcher());
        TestLauncher.run(successor, true, "echo $$; exit 9");

        try (Shim shim = open(new Launch(launch.shim(), successor));
                Fd terminal = shim.openTerminal()) {
            assertNotEquals(first, successor.pid());
            assertEquals(Optional.empty(), ProcessHandle.of(first));
            assertEquals("1\r\n", new String(StreamCalls.read(terminal, 100), UTF_8));
            assertEquals(9, shim.awaitExit().code());
        }
    }

    @Test
    void watchesALauncherThatLeavesNoChild() {
        Launch launch = Shim.spawn(new ShimRequest(directory.toAbsolutePath(), "test", NEW, true, false, false));
        try (Shim shim = launch.shim()) {
            launch.launcher().link().send(new Batch().add(ProcessSteps.exit(3)));

            assertEquals(3, shim.awaitExit().code());
        }
    }

    @Test
    void leavesNothingWhenTheDirectoryIsMissing() {
        var request = new ShimRequest(directory.resolve("missing"), "x", HOST, false, false, false);

        assertThrows(RuntimeException.class, () -> Shim.spawn(request));

        assertTrue(Shim.adopt(directory.resolve("missing")).isEmpty());
    }

    private Shim start(PidNamespace namespace, String command) {
        return open(TestLauncher.prepare(request(namespace, false, false), command));
    }

    private static Shim open(Launch launch) {
        launch.launcher().close();
        launch.shim().openGate();
        return launch.shim();
    }

    private ShimRequest request(PidNamespace namespace, boolean terminal, boolean stdin) {
        return new ShimRequest(directory.toAbsolutePath(), "test", namespace, false, terminal, stdin);
    }

    private static String readAll(Fd stream) {
        var all = new ByteArrayOutputStream();
        try (stream) {
            for (byte[] part = StreamCalls.read(stream, 4096); part.length > 0; part = StreamCalls.read(stream, 4096)) {
                all.writeBytes(part);
            }
        } catch (ErrnoException e) {
            throw new AssertionError("read everything", e);
        }
        return all.toString(UTF_8);
    }
}
