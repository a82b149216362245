package io.jdock.runc.container;

import io.jdock.errdefs.EngineException;
import io.jdock.errdefs.FailedPreconditionException;
import io.jdock.libcontainer.ContainerLauncher;
import io.jdock.libcontainer.cgroups.SubCgroups;
import io.jdock.libcontainer.process.LoneProcess;
import io.jdock.libcontainer.process.ProcessPlan;
import io.jdock.linux.ErrnoException;
import io.jdock.linux.PidFd;
import io.jdock.linux.trampoline.Launcher;
import io.jdock.oci.runtime.State;
import io.jdock.runc.process.Console;
import io.jdock.runc.process.LauncherRequest;
import io.jdock.runc.process.LauncherSpawn;
import io.jdock.runc.state.ContainerState;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * Starts a process in a container that has one.
 *
 * @param below where in the container's cgroup it is to be
 * @param passed how many descriptors from 3 on the program gets
 * @param console where the master of its terminal goes
 */
public record Execution(ContainerLauncher launcher, SubCgroups below, int passed, Optional<Console> console) {

    /**
     * Starts the process. It is a child of ours.
     *
     * @param beforeStart told its number before the program is executed
     * @return the same
     */
    public int start(Container container, ProcessPlan plan, IntConsumer beforeStart) {
        launcher.anticipate();
        try (PidFd target = container.init().flatMap(init -> init.open()).orElseThrow(Execution::stopped);
                Launcher spawned = LauncherSpawn.run(request(target))) {
            return start(container, plan, spawned, beforeStart);
        } catch (EngineException | ErrnoException e) {
            throw new LaunchException(String.valueOf(e.getMessage()), e);
        }
    }

    private LauncherRequest request(PidFd target) {
        LauncherRequest.Target entry =
                new LauncherRequest.Target(target, ContainerLauncher.namespacesBeforeExec(target));
        return new LauncherRequest(passed, 0, Optional.of(entry), console.map(Console::launcherEnd));
    }

    private int start(Container container, ProcessPlan plan, Launcher spawned, IntConsumer beforeStart) {
        try {
            LoneProcess process = launcher.execAlone(told(container), plan, container.cgroup(), below, spawned);
            beforeStart.accept(process.pid());
            process.start();
            return process.pid();
        } catch (RuntimeException e) {
            LauncherSpawn.undo(spawned.pid());
            throw e;
        }
    }

    /** What is said of the container to whoever decides about calls of the process. */
    private static State told(Container container) {
        ContainerState known = container.state();
        int pid = known.init().isEmpty() ? 0 : known.init().get().pid();
        return new State(
                known.ociVersion(), known.id(), "running", pid, known.bundle().toString(), known.annotations());
    }

    private static FailedPreconditionException stopped() {
        return new FailedPreconditionException("cannot exec in a stopped container");
    }
}
