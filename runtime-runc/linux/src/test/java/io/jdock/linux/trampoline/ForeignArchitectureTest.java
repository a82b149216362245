package io.jdock.linux.trampoline;

import static io.jdock.linux.batch.Arg.fd;
import static io.jdock.linux.batch.FileSteps.CWD;
import static io.jdock.linux.batch.FileSteps.close;
import static io.jdock.linux.batch.FileSteps.mkdirat;
import static io.jdock.linux.batch.FileSteps.openat;
import static io.jdock.linux.batch.FileSteps.readlinkat;
import static io.jdock.linux.batch.FileSteps.symlinkat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jdock.linux.Arch;
import io.jdock.linux.ErrnoException;
import io.jdock.linux.Fd;
import io.jdock.linux.PidFd;
import io.jdock.linux.SocketCalls;
import io.jdock.linux.Syscall;
import io.jdock.linux.batch.Arg;
import io.jdock.linux.batch.Batch;
import io.jdock.linux.batch.Block;
import io.jdock.linux.batch.Label;
import io.jdock.linux.batch.ProcessSteps;
import io.jdock.linux.batch.Program;
import io.jdock.linux.batch.Reply;
import io.jdock.linux.batch.Slot;
import io.jdock.linux.batch.Step;
import io.jdock.linux.batch.StreamSteps;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the aarch64 trampoline and batches with aarch64's numbers under qemu's user mode emulation. */
final class ForeignArchitectureTest {

    private static final Path QEMU = Path.of("/usr/bin/qemu-aarch64-static");

    /** O_PATH and O_CLOEXEC are the same everywhere, O_DIRECTORY and others are not. */
    private static final int PATH = 010000000;

    @TempDir
    private Path directory;

    private Link link;
    private PidFd emulator;

    @BeforeEach
    void startEmulator() throws Exception {
        assumeTrue(Arch.current() == Arch.X86_64, "needs an x86-64 host");
        assumeTrue(Files.isExecutable(QEMU), "needs " + QEMU);
        Path image = directory.resolve("trampoline");
        Files.write(image, Image.elf(Arch.AARCH64));
        Files.setPosixFilePermissions(image, PosixFilePermissions.fromString("rwx------"));
        SocketCalls.Pair sockets = SocketCalls.pair(SocketCalls.SOCK_SEQPACKET);
        try (Fd theirs = sockets.right()) {
            int pid = PosixSpawn.spawn(
                    QEMU.toString(), List.of("qemu", image.toString()), Map.of(Trampoline.SOCKET, theirs.number()));
            emulator = PidFd.open(pid).orElseThrow();
        }
        link = new Link(sockets.left());
    }

    @AfterEach
    void endEmulator() {
        if (emulator != null) {
            link.close();
            emulator.reap();
            emulator.close();
        }
    }

    @Test
    void executesStepsAndHandsResultsOn() {
        Slot self = new Slot(0, "self");
        Slot pid = new Slot(1, "pid");
        Block target = Block.zeroed(64).returned();

        Reply reply = call(new Batch()
                .add(openat(CWD, "/nonexistent", PATH, 0).tolerant())
                .add(openat(CWD, directory.toString(), PATH, 0).into(self))
                .add(mkdirat(self, "made", 0700), symlink(self))
                .add(readlinkat(self, "link", target, 64))
                .add(close(self), Step.of("getpid", Syscall.GETPID).into(pid)));

        assertEquals(emulator.pid().orElseThrow().longValue(), reply.result(pid));
        assertTrue(Files.isDirectory(directory.resolve("made")));
        assertEquals("target", new String(reply.content(target)).strip().replace("\0", ""));
    }

    @Test
    void stopsAtTheStepThatFails() {
        Batch batch = new Batch().add(close(fd(999)), ProcessSteps.exit(3));

        var error = assertThrows(ErrnoException.class, () -> call(batch));

        assertEquals("close a descriptor: bad file descriptor", error.getMessage());
        assertTrue(emulator.signal(0));
    }

    @Test
    void parentBranchesAndWaitsForTheChild() {
        Slot child = new Slot(0, "child");
        Label parent = new Label("parent");
        Block siginfo = Block.zeroed(128).returned();
        Batch batch = new Batch()
                .add(ProcessSteps.cloneProcess(0, Arg.NONE).into(child).parent(new Step.Fork.ParentBranches(parent)))
                .add(ProcessSteps.exit(42))
                .reply()
                .mark(parent)
                .add(ProcessSteps.waitid(child, siginfo, Arg.NONE))
                .add(StreamSteps.eventfd());

        Reply reply = call(batch);

        // si_status
        assertEquals(42, reply.content(siginfo)[24]);
        assertTrue(reply.result(child) > 0);
    }

    private static Step symlink(Slot directory) {
        return symlinkat("target", directory, "link");
    }

    private Reply call(Batch batch) {
        Program program = batch.encode(Arch.AARCH64);
        link.send(program);
        return link.receive(program).orElseThrow().requireDone();
    }
}
