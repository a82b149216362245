package io.jdock.runc.container;

import io.jdock.libcontainer.ContainerLauncher;
import io.jdock.libcontainer.hooks.ContainerHooks;
import io.jdock.linux.Readiness;
import io.jdock.linux.Signal;
import io.jdock.runc.log.Log;

/** The end of a container. */
public final class Removal {

    private Removal() {}

    /** Kills its first process, if there is one, and waits until that is gone. Needs no lock: a start that hangs may hold it. */
    public static void kill(Container container) {
        container.init().flatMap(init -> init.open()).ifPresent(init -> {
            try (init) {
                if (init.signal(Signal.KILL.number())) {
                    thaw(container);
                    Readiness.awaitReadable(init.fd());
                }
            }
        });
    }

    /** Lets processes that were killed see it: version 1 delivers nothing to what is frozen. */
    public static void thaw(Container container) {
        if (container.cgroup().frozen()) {
            container.cgroup().thaw();
        }
    }

    /**
     * Removes what is left of it: other processes, the cgroup, the state; then its hooks for the end are run. Does nothing if
     * somebody else has.
     */
    public static void remove(Container container, ContainerLauncher launcher, Log log) {
        container.directory().lock().ifPresent(lock -> {
            try (lock) {
                if (container.state().plain()) {
                    launcher.delete(container.cgroup());
                    container.directory().remove();
                } else {
                    removeByItsSpec(container, launcher, log);
                }
            }
        });
    }

    private static void removeByItsSpec(Container container, ContainerLauncher launcher, Log log) {
        Bundle bundle = container.bundle();
        ContainerHooks hooks = bundle.hooks(container.state().id());
        launcher.delete(container.cgroup());
        launcher.releaseRoot(bundle.spec(), container.state().rootfs());
        container.directory().remove();
        hooks.runPoststop().forEach(log::warning);
    }
}
