package io.jdock.runc.container;

import io.jdock.errdefs.NotFoundException;
import io.jdock.libcontainer.ContainerLauncher;
import io.jdock.libcontainer.cgroups.Cgroup;
import io.jdock.libcontainer.hooks.ContainerHooks;
import io.jdock.runc.state.ContainerDirectory;
import io.jdock.runc.state.ContainerState;
import io.jdock.runc.state.InitProcess;
import io.jdock.runc.state.StateRoot;
import io.jdock.runc.state.Status;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A container that was created, by this process or an earlier one. */
public record Container(ContainerDirectory directory, ContainerState state, Cgroup cgroup) {

    /** Finds a container. @throws NotFoundException if there is none of that name */
    public static Container find(StateRoot root, String id, ContainerLauncher launcher) {
        ContainerDirectory directory = root.directory(id);
        return of(directory, launcher).orElseThrow(() -> new NotFoundException("container does not exist"));
    }

    /** The container of a directory; nothing if its state was never written. */
    public static Optional<Container> of(ContainerDirectory directory, ContainerLauncher launcher) {
        return directory.state().map(state -> new Container(directory, state, cgroup(state, launcher)));
    }

    private static Cgroup cgroup(ContainerState state, ContainerLauncher launcher) {
        Map<String, Path> directories = new HashMap<>();
        state.cgroupDirectories().forEach((controller, path) -> directories.put(controller, Path.of(path)));
        return state.driver().find(launcher.layout(), state.cgroup(), directories);
    }

    /** Where it stands now. */
    public Status status() {
        Optional<InitProcess> init = state.init();
        if (init.isEmpty()) {
            // Without the process, whoever holds the lock is about to make it.
            return directory.isLocked() ? Status.CREATING : Status.STOPPED;
        }
        if (!init.get().isAlive()) {
            return Status.STOPPED;
        }
        if (init.get().waitsForStart()) {
            return Status.CREATED;
        }
        return cgroup.frozen() ? Status.PAUSED : Status.RUNNING;
    }

    /** What it was made from, as it was then. */
    public Bundle bundle() {
        return Bundle.of(state.bundle(), directory.spec());
    }

    /** What is run at points of its life from now on; nothing for a plain one, whose spec is not read for it. */
    public Optional<ContainerHooks> hooks() {
        return state.plain() ? Optional.empty() : Optional.of(bundle().hooks(state.id()));
    }

    /** Its first process, unless that has ended. */
    public Optional<InitProcess> init() {
        return state.init().filter(InitProcess::isAlive);
    }
}
