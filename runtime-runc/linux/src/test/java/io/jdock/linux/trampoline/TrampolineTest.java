package io.jdock.linux.trampoline;

import static io.jdock.linux.batch.FileSteps.CWD;
import static io.jdock.linux.batch.FileSteps.close;
import static io.jdock.linux.batch.FileSteps.openat;
import static io.jdock.linux.batch.FileSteps.readlinkat;
import static io.jdock.linux.batch.FileSteps.setCloseOnExec;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jdock.linux.Errno;
import io.jdock.linux.ErrnoException;
import io.jdock.linux.OpenFlags;
import io.jdock.linux.Readiness;
import io.jdock.linux.Syscall;
import io.jdock.linux.batch.Arg;
import io.jdock.linux.batch.Batch;
import io.jdock.linux.batch.Block;
import io.jdock.linux.batch.MountSteps;
import io.jdock.linux.batch.ProcessSteps;
import io.jdock.linux.batch.Reply;
import io.jdock.linux.batch.Slot;
import io.jdock.linux.batch.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class TrampolineTest {

    private final Trampoline trampoline = Trampoline.spawn(List.of("test-trampoline"), Map.of());

    @AfterEach
    void endTrampoline() {
        trampoline.link().close();
        trampoline.process().reap();
        trampoline.close();
    }

    @Test
    void executesStepsInOrderAndReturnsTheirResults() {
        Slot pid = new Slot(0, "pid");

        Reply reply = trampoline.link().call(new Batch().add(getpid().into(pid)));

        assertEquals(trampoline.pid(), reply.result(pid));
    }

    @Test
    void handsAnEarlierResultToALaterStepEvenOfAnotherBatch() {
        Slot directory = new Slot(3, "directory");
        Slot file = new Slot(4, "file");
        Block target = Block.zeroed(64).returned();

        trampoline
                .link()
                .call(new Batch()
                        .add(openat(CWD, "/proc/self", OpenFlags.PATH, 0).into(directory)));
        Reply reply = trampoline
                .link()
                .call(new Batch()
                        .add(openat(directory, "exe", OpenFlags.PATH | OpenFlags.NOFOLLOW, 0)
                                .into(file))
                        .add(readlinkat(file, "", target, 64))
                        .add(close(file), close(directory)));

        assertTrue(new String(reply.content(target)).startsWith("/memfd:trampoline"));
    }

    @Test
    void namesTheStepThatFailedAndSkipsTheRest() {
        Batch batch = new Batch()
                .add(MountSteps.mount("proc", "/nonexistent", "proc", 0, null))
                .add(ProcessSteps.exit(7));

        var error = assertThrows(ErrnoException.class, () -> trampoline.link().call(batch));

        assertEquals("mount proc on /nonexistent: no such file or directory", error.getMessage());
        assertTrue(trampoline.process().signal(0), "still serving");
    }

    @Test
    void goesOnAfterATolerantStepFailed() {
        Slot missing = new Slot(0, "missing");
        Slot pid = new Slot(1, "pid");

        Reply reply = trampoline
                .link()
                .call(new Batch()
                        .add(openat(CWD, "/nonexistent", OpenFlags.PATH, 0)
                                .into(missing)
                                .tolerant())
                        .add(getpid().into(pid)));

        assertEquals(-Errno.ENOENT.number(), reply.result(missing));
        assertEquals(trampoline.pid(), reply.result(pid));
    }

    @Test
    void parentOfACloneRepliesAndExitsWhileTheChildServesOn() throws IOException {
        Slot child = new Slot(0, "child");
        Step clone = ProcessSteps.cloneProcess(0, Arg.NONE).into(child).parent(new Step.Fork.ParentExits());

        var program = trampoline.link().send(new Batch().add(clone));
        Reply one = trampoline.link().receive(program).orElseThrow();
        Reply other = trampoline.link().receive(program).orElseThrow();

        long pid = Math.max(one.result(child), other.result(child));
        assertEquals(0, Math.min(one.result(child), other.result(child)));
        assertTrue(one.failedStep().isEmpty() && other.failedStep().isEmpty());
        trampoline.process().reap();
        assertEquals(
                pid,
                trampoline.link().call(new Batch().add(getpid().into(child))).result(child));
    }

    @Test
    void becomesAnotherProgramAndThenTheLinkEnds() {
        var program = trampoline
                .link()
                .send(new Batch()
                        .add(setCloseOnExec(Arg.fd(Trampoline.SOCKET)))
                        .add(ProcessSteps.execve("/bin/true", List.of("true"), List.of())));

        assertTrue(trampoline.link().receive(program).isEmpty());
        Readiness.awaitReadable(trampoline.process().fd());
        trampoline.process().reap();
    }

    @Test
    void endsWhenItsDriverGoes() {
        trampoline.link().close();

        Readiness.awaitReadable(trampoline.process().fd());
        trampoline.process().reap();

        assertFalse(trampoline.process().signal(0));
    }

    @Test
    void isSealedAgainstChange() throws IOException {
        Path exe = Path.of("/proc/" + trampoline.pid() + "/exe");

        assertThrows(IOException.class, () -> Files.write(exe, new byte[] {1}));
    }

    @Test
    void isPidOneOfANewPidNamespace() {
        assumeTrue(isRoot(), "needs root: makes a pid namespace");
        Slot pid = new Slot(0, "pid");

        try (Trampoline nested = Trampoline.spawnInNewPidNamespace(List.of("nested"), Map.of())) {
            assertEquals(
                    1, nested.link().call(new Batch().add(getpid().into(pid))).result(pid));
            assertTrue(nested.pid() > 1);
            nested.process().signal(9);
            nested.process().reap();
        }
    }

    private static boolean isRoot() {
        return Files.isWritable(Path.of("/proc/sys/kernel/hostname"));
    }

    private static Step getpid() {
        return Step.of("getpid", Syscall.GETPID);
    }
}
