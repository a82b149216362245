package io.jdock.libcontainer.process;

import io.jdock.errdefs.InternalException;
import io.jdock.libcontainer.users.Identity;
import io.jdock.libcontainer.users.UserLookup;
import io.jdock.linux.At;
import io.jdock.linux.Fd;
import io.jdock.linux.FileCalls;
import io.jdock.linux.OpenFlags;
import io.jdock.linux.ResourceLimit;
import io.jdock.linux.batch.Batch;
import io.jdock.linux.batch.Program;
import io.jdock.linux.batch.Reply;
import io.jdock.linux.trampoline.Launcher;
import io.jdock.linux.trampoline.Link;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

    /** Sends a launcher that is inside its container the last batch. */
    public static PendingProcess arm(ContainedLauncher contained, ProcessPlan plan) {
        Launcher launcher = contained.launcher();
        Equipment equipment = equip(contained, plan);
        ExecBatch exec = ExecSteps.of(launcher, plan, equipment, contained.streams(), contained.slots());
        confine(launcher, launcher.link(), exec, equipment);
        return new PendingProcess(launcher, exec, launcher.link().send(exec.batch()));
    }

    /** Puts a filter that asks an agent into force before the last batch is sent. */
    static void confine(Launcher launcher, Link link, ExecBatch exec, Equipment equipment) {
        if (exec.prelude().isPresent()) {
            ExecBatch.Prelude prelude = exec.prelude().get();
            giveListener(launcher, link, prelude, link.send(prelude.batch()), equipment);
        }
    }

    /** @param sent the prelude */
    static void giveListener(
            Launcher launcher, Link link, ExecBatch.Prelude prelude, Program sent, Equipment equipment) {
        Reply reply = ExecOutcome.requireDone(
                link.receive(sent).orElseThrow(() -> new InternalException("the process ended before its start")));
        equipment.agent().orElseThrow().giveListener(launcher.pid(), (int) reply.result(prelude.listener()));
    }

    /** Does what can be done from outside, and before the process gives up its rights. */
    static Equipment equip(ContainedLauncher contained, ProcessPlan plan) {
        Launcher launcher = contained.launcher();
        Identity identity = identify(launcher.pid(), plan);
        StreamOwner.give(launcher.pid(), contained.streams(), identity);
        Optional<ResourceLimit.Value> descriptors = plan.outer().apply(launcher.pid());
        Batch batch = new Batch();
        plan.inner().addTo(batch);
        if (plan.newKeyring()) {
            plan.labels().addForKeyring(batch, contained.proc());
            Keyring.addTo(batch, contained.containerId(), contained.slots());
        }
        plan.labels().addForExec(batch, contained.proc());
        // What root may not enter its user perhaps may, later.
        LoneBatch.Entry directory = LoneBatch.Entry.addTo(batch, contained.slots(), plan.cwd());
        boolean inDirectory = directory.succeeded(launcher.link().call(batch));
        List<String> environment = environment(plan, identity);
        ExecVectors vectors = plan.large()
                ? ExecVectors.inMemory(launcher, plan.args(), environment, contained.slots())
                : ExecVectors.inBatch(plan.args(), environment);
        return new Equipment(identity, descriptors, contained.hooks(), vectors, inDirectory, contained.agent());
    }

    private static List<String> environment(ProcessPlan plan, Identity identity) {
        for (String variable : plan.env()) {
            if (variable.startsWith("HOME=")) {
                return plan.env();
            }
        }
        List<String> env = new ArrayList<>(plan.env());
        env.add("HOME=" + identity.home());
        return env;
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
        try (Fd root = FileCalls.open(At.FDCWD, "/proc/" + pid + "/root", flags, 0)) {
            return UserLookup.in(root).resolve(plan.user());
        }
    }

    /** Lets go of the launcher; a process whose exec has not happened ends then once it has failed. */
    @Override
    public void close() {
        launcher.close();
    }
}
