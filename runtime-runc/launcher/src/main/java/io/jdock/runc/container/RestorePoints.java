package io.jdock.runc.container;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jdock.errdefs.FailedPreconditionException;
import io.jdock.errdefs.InternalException;
import io.jdock.libcontainer.ContainerPlan;
import io.jdock.libcontainer.hooks.HookPoint;
import io.jdock.linux.Fd;
import io.jdock.linux.SocketCalls;
import io.jdock.runc.criu.Notice;
import io.jdock.runc.process.Console;
import io.jdock.runc.process.LauncherSpawn;
import io.jdock.runc.state.ContainerDirectory;
import io.jdock.runc.state.ContainerState;
import io.jdock.runc.state.InitProcess;
import java.util.Optional;
import java.util.function.Consumer;

/** What is done at the points of a restore: hooks when the namespaces are there, the state when the processes are, and a look at those. */
final class RestorePoints implements Consumer<Notice> {

    private static final byte[] TERMINAL = "orphan-pts-master".getBytes(UTF_8);

    private final ContainerPlan plan;
    private final ContainerDirectory directory;
    private final ContainerState state;
    private final Optional<Console> console;
    private final boolean relabelled;
    private boolean terminalSent;
    private int pid;

    /** @param relabelled whether the user gave another label than the bundle's */
    RestorePoints(
            ContainerPlan plan,
            ContainerDirectory directory,
            ContainerState state,
            Optional<Console> console,
            boolean relabelled) {
        this.plan = plan;
        this.directory = directory;
        this.state = state;
        this.console = console;
        this.relabelled = relabelled;
    }

    @Override
    public void accept(Notice notice) {
        switch (notice.script()) {
            case "setup-namespaces" -> {
                plan.hooks().run(HookPoint.PRESTART, notice.pid());
                plan.hooks().run(HookPoint.CREATE_RUNTIME, notice.pid());
            }
            case "orphan-pts-master" -> sendTerminal(notice.descriptor());
            case "post-restore" -> remember(notice.pid());
            case "pre-resume" -> inspect();
            default -> {
                // Nothing of ours hangs on the others.
            }
        }
    }

    private void sendTerminal(Optional<Fd> master) {
        if (console.isEmpty()) {
            throw new FailedPreconditionException(
                    "the saved container has a terminal, that of the bundle has not: process.terminal");
        }
        SocketCalls.sendDescriptor(
                console.get().launcherEnd(),
                TERMINAL,
                master.orElseThrow(() -> new InternalException("criu sent no terminal")));
        terminalSent = true;
    }

    /** Before it runs: otherwise nobody would ever find it. */
    private void remember(int first) {
        if (console.isPresent() && console.get().relay().isPresent() && !terminalSent) {
            throw new FailedPreconditionException(
                    "the bundle has a terminal, the saved container has none: process.terminal");
        }
        pid = first;
        directory.write(state.with(InitProcess.of(first).orElseThrow(RestorePoints::ended)));
    }

    /** They stand still, as who they are going to be. To refuse them now is to end them, all before one of them can run. */
    private void inspect() {
        try {
            RestoredProcesses.check(Confinement.of(plan, relabelled), pid);
        } catch (RuntimeException e) {
            RestoredProcesses.kill(pid);
            throw e;
        }
    }

    /** The first process. */
    int pid() {
        if (pid == 0) {
            throw new InternalException("criu restored no process");
        }
        return pid;
    }

    /** Ends what there is of it. */
    void kill() {
        if (pid != 0) {
            LauncherSpawn.undo(pid);
        }
    }

    private static InternalException ended() {
        return new InternalException("the restored process has ended");
    }
}
