package io.jdock.daemon.container.lifecycle;

import io.jdock.daemon.container.store.Container;
import io.jdock.daemon.container.store.ContainerStatus;
import io.jdock.daemon.container.store.ContainerStore;
import io.jdock.daemon.container.task.Exit;
import io.jdock.daemon.container.task.Tasks;
import io.jdock.errdefs.ConflictException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Removes containers with everything that belongs to them. */
public final class Removal {

    private final ContainerStore store;
    private final ContainerLocks locks;
    private final Tasks tasks;
    private final ContainerLifecycle lifecycle;
    private final Termination termination;
    private final RestartPolicies restarts;
    private final ContainerDirectory directory;
    private final Endings endings;
    private final ContainerEvents events;
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();

    public Removal(
            ContainerStore store,
            ContainerLocks locks,
            Tasks tasks,
            ContainerLifecycle lifecycle,
            Termination termination,
            RestartPolicies restarts,
            ContainerDirectory directory,
            Endings endings,
            ContainerEvents events) {
        this.store = store;
        this.locks = locks;
        this.tasks = tasks;
        this.lifecycle = lifecycle;
        this.termination = termination;
        this.restarts = restarts;
        this.directory = directory;
        this.endings = endings;
        this.events = events;
    }

    /**
     * Removes a container.
     *
     * @param force a running one is killed first
     * @throws ConflictException when it runs, or when another removal of it is under way
     */
    public void remove(String id, boolean force) throws InterruptedException {
        if (!underWay.add(id)) {
            throw new ConflictException("removal of container %s is already in progress".formatted(id));
        }
        try {
            restarts.cancel(id);
            Container container = store.get(id);
            if (container.state().status().isAlive()) {
                if (!force) {
                    throw new ConflictException(("cannot remove container \"/%s\": container is %s: "
                                    + "stop the container before removing or force remove")
                            .formatted(
                                    container.name(), container.state().status().apiName()));
                }
                termination.killAndWait(container);
            }
            removeStopped(id);
        } finally {
            underWay.remove(id);
        }
    }

    /** Removes a container that asked for it when it ended, unless somebody is at it already. */
    public void removeAfterExit(String id) {
        if (underWay.add(id)) {
            try {
                removeStopped(id);
            } finally {
                underWay.remove(id);
            }
        }
    }

    /** Removes what is left of a container that does not run. Every step may have been done before. */
    void removeStopped(String id) {
        try (var _ = locks.acquire(id)) {
            Container container = store.get(id);
            if (container.state().status().isAlive()) {
                throw new ConflictException("remove container %s: it was started meanwhile".formatted(id));
            }
            store.update(id, it -> it.withState(it.state().as(ContainerStatus.REMOVING)));
            lifecycle.release(container);
            tasks.removeRootfs(id);
            directory.delete(id);
            store.remove(id);
            lifecycle.forget(id);
            events.publish("destroy", container);
            endings.removed(
                    id, new Exit(container.state().exitCode(), container.state().finishedAt()));
        }
        locks.forget(id);
    }
}
