package io.jdock.libcontainer.process;

import io.jdock.libcontainer.users.Identity;
import io.jdock.libcontainer.users.UserLookup;
import io.jdock.linux.At;
import io.jdock.linux.Fd;
import io.jdock.linux.FileCalls;
import io.jdock.linux.OpenFlags;
import io.jdock.linux.batch.Batch;
import io.jdock.linux.batch.Program;
import io.jdock.linux.batch.Slots;
import io.jdock.linux.trampoline.Launcher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A process that is complete but for its exec: it waits at its shim's gate and needs us no more. Once the gate was opened,
 * {@link #awaitExec} tells whether the program could be run.
 */
public final class PendingProcess implements AutoCloseable {

    private final Launcher launcher;
    private final ExecBatch exec;
    private final Program program;

    private PendingProcess(Launcher launcher, ExecBatch exec, Program program) {
        this.launcher = launcher;
        this.exec = exec;
        this.program = program;
    }

    /**
     * Sends a launcher that is inside its container the last batch.
     *
     * @param containerId for the name of the session keyring
     * @param streams which of the descriptors 0 to 2 are to belong to the container's user
     */
    public static PendingProcess arm(
            Launcher launcher, ProcessPlan plan, String containerId, List<Integer> streams, Slots slots) {
        Identity identity = equip(launcher, plan, containerId, slots);
        ExecBatch exec = ExecSteps.of(launcher, plan, identity, streams, slots);
        return new PendingProcess(launcher, exec, launcher.link().send(exec.batch()));
    }

    /** Does what can be done from outside, and before the process gives up its rights. */
    static Identity equip(Launcher launcher, ProcessPlan plan, String containerId, Slots slots) {
        Identity identity = identify(launcher.pid(), plan);
        Rlimits.apply(launcher.pid(), plan.rlimits());
        plan.oomScoreAdj().ifPresent(value -> setOomScore(launcher.pid(), value));
        Batch keyring = new Batch();
        Keyring.addTo(keyring, containerId, slots);
        launcher.link().call(keyring);
        return identity;
    }

    /** The process's number in our pid namespace. */
    public int pid() {
        return launcher.pid();
    }

    /**
     * Waits until the exec has happened, which it does only after the gate was opened.
     *
     * @throws io.jdock.errdefs.NotFoundException if there is no such program
     * @throws io.jdock.errdefs.PermissionDeniedException if it may not be run
     */
    public void awaitExec() {
        launcher.link().receive(program).ifPresent(reply -> {
            throw ExecOutcome.failure(exec, reply);
        });
    }

    /** The account files are those that the container sees, whatever is mounted over the image's. */
    private static Identity identify(int pid, ProcessPlan plan) {
        int flags = OpenFlags.PATH | OpenFlags.DIRECTORY;
        try (Fd root = FileCalls.open(At.FDCWD, "/proc/%d/root".formatted(pid), flags, 0)) {
            return UserLookup.in(root).resolve(plan.user());
        }
    }

    private static void setOomScore(int pid, int value) {
        try {
            Files.writeString(Path.of("/proc/%d/oom_score_adj".formatted(pid)), Integer.toString(value));
        } catch (IOException e) {
            throw new UncheckedIOException("set oom_score_adj of process %d to %d".formatted(pid, value), e);
        }
    }

    /** Lets go of the launcher; a process whose exec has not happened ends then once it has failed. */
    @Override
    public void close() {
        launcher.close();
    }
}
