package io.jdock.daemon.container.lifecycle;

import io.jdock.daemon.container.store.Container;
import io.jdock.daemon.container.store.ContainerState;
import io.jdock.daemon.container.store.ContainerStatus;
import io.jdock.daemon.container.store.ContainerStore;
import io.jdock.daemon.container.task.Exit;
import io.jdock.daemon.container.task.TaskStatus;
import io.jdock.daemon.container.task.Tasks;
import io.jdock.errdefs.CanceledException;
import io.jdock.errdefs.EngineException;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes records, tasks and file systems agree after the daemon was away: exits that happened meanwhile are recorded with their
 * code and time, and what a killed daemon left half done is finished or undone.
 */
public final class Recovery {

    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private final ContainerStore store;
    private final ContainerLocks locks;
    private final Tasks tasks;
    private final ContainerLifecycle lifecycle;
    private final Holds holds;
    private final Removal removal;
    private final ContainerDirectory directory;
    private final InstantSource clock;

    public Recovery(
            ContainerStore store,
            ContainerLocks locks,
            Tasks tasks,
            ContainerLifecycle lifecycle,
            Holds holds,
            Removal removal,
            ContainerDirectory directory,
            InstantSource clock) {
        this.store = store;
        this.locks = locks;
        this.tasks = tasks;
        this.lifecycle = lifecycle;
        this.holds = holds;
        this.removal = removal;
        this.directory = directory;
        this.clock = clock;
    }

    /** Runs once, before the first request is served. Waits for the supervisor. A container that resists is logged. */
    public void run() {
        Map<String, TaskStatus> found = tasks.list();
        for (Container container : store.list()) {
            try {
                reconcile(container, found.get(container.id()));
                removeJob(container);
            } catch (EngineException e) {
                LOG.error("container {} could not be recovered: {}", container.id(), e.text(), e);
            }
        }
        removeStrangers(found);
        holds.letAllGo();
    }

    /**
     * Removes tasks that an operation could not clean up because the supervisor died in the middle of it, and records what the
     * next one has to tell; runs each time one is back. Exits need nothing here: whoever waits for one goes on waiting with the
     * next supervisor.
     */
    public void supervisorReturned() {
        tasks.list().forEach((id, task) -> {
            try {
                store.find(id).ifPresent(container -> noteOutOfMemory(container, task));
                removeUnlessAlive(id);
            } catch (EngineException e) {
                LOG.error("task {} could not be removed: {}", id, e.text(), e);
            }
        });
        finishRemovals();
        holds.letAllGo();
    }

    private void removeUnlessAlive(String id) {
        try (var _ = locks.acquire(id)) {
            if (store.find(id).filter(it -> it.state().status().isAlive()).isEmpty()) {
                LOG.warn("removing task {}, which was left over when the supervisor died", id);
                tasks.delete(id);
            }
        }
    }

    private void finishRemovals() {
        for (Container container : store.list()) {
            try {
                if (container.state().status() == ContainerStatus.REMOVING) {
                    removal.removeAfterExit(container.id());
                }
            } catch (EngineException e) {
                LOG.error("container {} could not be removed: {}", container.id(), e.text(), e);
            }
        }
    }

    private void reconcile(Container container, @Nullable TaskStatus task) {
        switch (container.state().status()) {
            case RUNNING, PAUSED -> resume(container, task);
            case STARTING -> finishStart(container, task);
            case CREATED -> {}
            case EXITED, RESTARTING -> finishExit(container);
            case CREATING -> undoCreate(container);
            case REMOVING -> removal.removeStopped(container.id());
        }
    }

    /** Whoever waited for it did so with the daemon that is gone. */
    private void removeJob(Container container) {
        if (!container.job() || store.find(container.id()).isEmpty()) {
            return;
        }
        try {
            removal.remove(container.id(), true);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CanceledException("remove container %s: interrupted".formatted(container.id()), e);
        }
    }

    private void resume(Container container, @Nullable TaskStatus task) {
        int pid = container.state().pid();
        if (task == null || task.pid() != pid) {
            LOG.info("container {} is gone: the host was restarted, or its shim was killed", container.id());
            lifecycle.exited(container.id(), pid, new Exit(ContainerLifecycle.KILLED, clock.instant()));
        } else {
            noteOutOfMemory(container, task);
            lifecycle.watch(container.id(), pid);
            if (task.phase() != TaskStatus.Phase.STOPPED) {
                lifecycle.settlePause(container.id(), task);
            }
        }
    }

    private void noteOutOfMemory(Container container, TaskStatus task) {
        if (task.outOfMemory() && !container.state().oomKilled()) {
            lifecycle.ranOutOfMemory(container.id(), task.pid());
        }
    }

    /** Its program ran already, so it is running; or it never will. */
    private void finishStart(Container container, @Nullable TaskStatus task) {
        String id = container.id();
        if (task != null && task.phase() != TaskStatus.Phase.CREATED) {
            store.update(id, it -> it.withState(it.state().running(task.pid(), clock.instant())));
            lifecycle.watch(id, task.pid());
            return;
        }
        boolean neverRan = container.state().startedAt().equals(ContainerState.NEVER);
        ContainerStatus before = neverRan ? ContainerStatus.CREATED : ContainerStatus.EXITED;
        lifecycle.release(container);
        store.update(
                id,
                it -> it.withState(it.state().startFailed(before, 128, "the daemon was killed while it started this")));
    }

    private void finishExit(Container container) {
        lifecycle.release(container);
        lifecycle.afterExit(store.get(container.id()));
    }

    private void undoCreate(Container container) {
        tasks.removeRootfs(container.id());
        directory.delete(container.id());
        store.remove(container.id());
    }

    private void removeTask(String id) {
        try {
            tasks.delete(id);
        } catch (EngineException e) {
            LOG.error("task {} could not be removed: {}", id, e.text(), e);
        }
    }

    /** Tasks and file systems that no record speaks of are left over from records that are gone. */
    private void removeStrangers(Map<String, TaskStatus> found) {
        for (String id : found.keySet()) {
            if (store.find(id).isEmpty()) {
                LOG.warn("removing task {}, which no container owns", id);
                removeTask(id);
            }
        }
        for (String id : tasks.rootfsIds()) {
            if (store.find(id).isEmpty()) {
                LOG.warn("removing file system {}, which no container owns", id);
                tasks.removeRootfs(id);
            }
        }
    }
}
