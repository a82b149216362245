package io.jdock.runc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.linux.At;
import io.jdock.linux.Fd;
import io.jdock.linux.FileCalls;
import io.jdock.linux.OpenFlags;
import io.jdock.linux.SocketCalls;
import io.jdock.linux.StreamCalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Containers that say when they are ready, to somebody who wants to know. */
final class ReadinessTest {

    @TempDir
    Path directory;

    private final String id =
            "jdock-ready-%d-%d".formatted(ProcessHandle.current().pid(), System.nanoTime());
    private Runc runc;
    private Fd service;

    @BeforeEach
    void makeBundle() throws IOException {
        runc = Runc.in(directory);
        try (Fd opened = FileCalls.open(At.FDCWD, directory.toString(), OpenFlags.PATH | OpenFlags.DIRECTORY, 0)) {
            service = SocketCalls.bindDatagram(opened, "service");
        }
    }

    @AfterEach
    void removeContainer() {
        runc.run("delete", "--force", id).succeeded();
        assertFalse(Files.exists(runc.root().resolve(id)));
        service.close();
    }

    @Test
    void startWaitsAndTells() throws Exception {
        runc.program("sleep", "1000");
        runc.shell(notifying(), "create", "-b", runc.bundle().toString(), id).succeeded();
        Process start = runc.startShell(notifying(), "start", id);
        Path inside = Path.of("/proc/%s/root/run/notify/notify.sock".formatted(runc.pid(id)));
        awaitSocket(inside, start);

        SocketCalls.sendDatagram(inside.toString(), "STATUS=coming\n".getBytes(UTF_8));
        SocketCalls.sendDatagram(inside.toString(), "STATUS=here\nREADY=1\n".getBytes(UTF_8));

        assertEquals("READY=1\n", received());
        assertEquals("MAINPID=%s\n".formatted(runc.pid(id)), received());
        assertEquals(0, start.waitFor());
    }

    @Test
    void aContainerThatEndsIsNotWaitedFor() throws IOException {
        runc.program("true");
        runc.shell(notifying(), "create", "-b", runc.bundle().toString(), id).succeeded();

        runc.shell(notifying(), "start", id).succeeded();
    }

    @Test
    void whoeverStandsByAContainerIsItsMainProcess() throws Exception {
        runc.program("sh", "-c", "echo $NOTIFY_SOCKET; sleep 1000");
        Process run = runc.startShell(notifying(), "run", "-b", runc.bundle().toString(), id);
        Path socket = runc.root().resolve(id).resolve("notify/notify.sock");
        awaitSocket(socket, run);
        SocketCalls.sendDatagram(socket.toString(), "READY=1".getBytes(UTF_8));

        assertEquals("READY=1\n", received());
        assertEquals("MAINPID=%d\n".formatted(run.pid()), received());
        runc.run("kill", id, "KILL").succeeded();
        assertEquals(137, run.waitFor());
    }

    private String notifying() {
        return "NOTIFY_SOCKET=" + directory.resolve("service") + " exec %s";
    }

    private String received() {
        return new String(StreamCalls.read(service, 4096), UTF_8);
    }

    private static void awaitSocket(Path socket, Process maker) {
        while (!Files.exists(socket)) {
            assertTrue(maker.isAlive());
            Thread.onSpinWait();
        }
    }
}
