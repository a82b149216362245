package io.jdock.runc.container;

import io.jdock.errdefs.EngineException;
import io.jdock.libcontainer.CgroupPreparation;
import io.jdock.libcontainer.ContainerLauncher;
import io.jdock.libcontainer.ContainerPlan;
import io.jdock.libcontainer.cgroups.CgroupDriver;
import io.jdock.libcontainer.hooks.HookPoint;
import io.jdock.libcontainer.process.LoneProcess;
import io.jdock.libcontainer.rootfs.HostRoot;
import io.jdock.linux.ErrnoException;
import io.jdock.linux.Namespace;
import io.jdock.linux.PidFd;
import io.jdock.linux.trampoline.Launcher;
import io.jdock.runc.log.Log;
import io.jdock.runc.process.Console;
import io.jdock.runc.process.LauncherRequest;
import io.jdock.runc.process.LauncherSpawn;
import io.jdock.runc.process.ReadinessSocket;
import io.jdock.runc.state.ContainerDirectory;
import io.jdock.runc.state.ContainerState;
import io.jdock.runc.state.InitProcess;
import io.jdock.runc.state.StateRoot;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Makes a container. If a step fails, nothing of it is left.
 *
 * @param log is told of hooks that fail when a container could not be made
 * @param passed how many descriptors from 3 on the program gets
 * @param console where the master of its terminal goes
 * @param readiness where the container is to say that it is ready
 * @param pivots whether its root becomes the root by pivot_root(2)
 * @param driver who makes its cgroup
 * @param newKeyring whether it gets a session keyring of its own
 */
public record Creation(
        StateRoot root,
        ContainerLauncher launcher,
        Log log,
        int passed,
        Optional<Console> console,
        Optional<ReadinessSocket> readiness,
        boolean pivots,
        CgroupDriver driver,
        boolean newKeyring) {

    /**
     * Makes the container as far as its exec, and finishes it, under its lock.
     *
     * @param finish starts its process or leaves it waiting
     * @return its process's number
     */
    public int make(String id, Bundle bundle, BiConsumer<ContainerDirectory, LoneProcess> finish) {
        ContainerDirectory directory = root.make(id);
        ContainerDirectory.Lock lock = directory.lock().orElseThrow();
        try (lock) {
            return make(directory, notifying(directory, bundle), finish);
        } catch (RuntimeException e) {
            directory.remove();
            throw e;
        }
    }

    private Bundle notifying(ContainerDirectory directory, Bundle bundle) {
        if (readiness.isEmpty()) {
            return bundle;
        }
        directory.makeNotifications();
        return bundle.withMount(readiness.get().mount(directory.notifications()))
                .withEnvironment(List.of(readiness.get().variable()));
    }

    private int make(ContainerDirectory directory, Bundle bundle, BiConsumer<ContainerDirectory, LoneProcess> finish) {
        Path rootfs = bundle.rootfs();
        ContainerPlan plan = plan(directory, bundle, rootfs);
        ContainerState state = state(directory, bundle, rootfs, plan);
        directory.writeSpec(bundle.document());
        // Last: with it there is a container, and whoever removes that reads the spec.
        directory.write(state);
        CgroupPreparation cgroup = launcher.prepare(plan);
        try (Launcher spawned = spawn(plan)) {
            LoneProcess process = setUp(plan, cgroup, spawned);
            try {
                // Before it is left alone: otherwise nobody would ever find it.
                directory.write(state.with(InitProcess.of(process.pid()).orElseThrow()));
                finish.accept(directory, process);
                return process.pid();
            } catch (EngineException | ErrnoException e) {
                LauncherSpawn.undo(process.pid());
                throw new LaunchException(String.valueOf(e.getMessage()), e);
            } catch (RuntimeException e) {
                LauncherSpawn.undo(process.pid());
                throw e;
            }
        } catch (RuntimeException e) {
            cgroup.undo();
            launcher.releaseRoot(bundle.spec(), rootfs);
            plan.hooks().runPoststop().forEach(log::warning);
            throw e;
        }
    }

    private ContainerPlan plan(ContainerDirectory directory, Bundle bundle, Path rootfs) {
        ContainerPlan plan = launcher.plan(directory.id(), bundle.spec(), bundle.directory(), rootfs, driver);
        if (!pivots) {
            plan = plan.withoutPivot();
        }
        return newKeyring ? plan : plan.keepingKeyring();
    }

    private Launcher spawn(ContainerPlan plan) {
        boolean fresh = plan.namespaces().newPid() && !plan.namespaces().succession();
        return LauncherSpawn.run(new LauncherRequest(
                passed, fresh ? Namespace.PID.flag() : 0, Optional.empty(), console.map(Console::launcherEnd)));
    }

    /** A launcher that has a successor is gone; of one that has none, only this knows when it fails. */
    private LoneProcess setUp(ContainerPlan plan, CgroupPreparation cgroup, Launcher spawned) {
        try (PidFd first = PidFd.open(spawned.pid()).orElseThrow()) {
            try {
                return launcher.createAlone(plan, cgroup, spawned);
            } catch (EngineException | ErrnoException e) {
                LauncherSpawn.undo(first);
                throw new LaunchException(String.valueOf(e.getMessage()), e);
            } catch (RuntimeException e) {
                LauncherSpawn.undo(first);
                throw e;
            }
        }
    }

    /** What is remembered of a container that has no process yet. */
    static ContainerState state(ContainerDirectory directory, Bundle bundle, Path rootfs, ContainerPlan plan) {
        Map<String, String> directories = new HashMap<>();
        plan.cgroup().byController().forEach((name, path) -> directories.put(name, path.toString()));
        return new ContainerState(
                bundle.spec().ociVersion(),
                directory.id(),
                bundle.directory(),
                rootfs,
                Instant.now(),
                bundle.spec().annotations(),
                Optional.empty(),
                plan.cgroup().name(),
                plan.cgroup().driver(),
                directories,
                List.of(),
                isPlain(bundle, plan));
    }

    private static boolean isPlain(Bundle bundle, ContainerPlan plan) {
        return !plan.hooks().has(HookPoint.POSTSTART)
                && !plan.hooks().has(HookPoint.POSTSTOP)
                && !HostRoot.isUsed(bundle.spec());
    }
}
