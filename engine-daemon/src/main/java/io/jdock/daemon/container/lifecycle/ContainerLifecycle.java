package io.jdock.daemon.container.lifecycle;

import io.jdock.concurrent.Threads;
import io.jdock.daemon.container.store.Container;
import io.jdock.daemon.container.store.ContainerState;
import io.jdock.daemon.container.store.ContainerStatus;
import io.jdock.daemon.container.store.ContainerStore;
import io.jdock.daemon.container.task.AttachedStreams;
import io.jdock.daemon.container.task.Exit;
import io.jdock.daemon.container.task.ProcessRef;
import io.jdock.daemon.container.task.StreamChoice;
import io.jdock.daemon.container.task.TaskStatus;
import io.jdock.daemon.container.task.Tasks;
import io.jdock.daemon.network.Endpoint;
import io.jdock.daemon.network.EndpointRequest;
import io.jdock.daemon.network.NetworkMode;
import io.jdock.daemon.network.Networks;
import io.jdock.errdefs.ConflictException;
import io.jdock.errdefs.EngineException;
import io.jdock.errdefs.FailedPreconditionException;
import io.jdock.errdefs.InternalException;
import io.jdock.errdefs.NotFoundException;
import io.jdock.errdefs.ResourceExhaustedException;
import io.jdock.errdefs.UnavailableException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts containers and follows them to their end. Each public method is one change of state and holds the container's lock
 * while it works.
 */
public final class ContainerLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(ContainerLifecycle.class);

    /** Exit code of a process that SIGKILL ended. */
    static final int KILLED = 137;

    /** A disk does not tell when there is room again. */
    private static final Duration FULL_DISK_PERIOD = Duration.ofSeconds(1);

    private final ContainerStore store;
    private final ContainerLocks locks;
    private final Tasks tasks;
    private final Networks networks;
    private final TaskPreparation preparation;
    private final ContainerEvents events;
    private final Endings endings;
    private final InstantSource clock;
    private final RestartPolicies restarts;
    private final PendingAttaches attaches = new PendingAttaches();

    /** Containers of which this daemon knows that an ended run holds nothing any more. */
    private final Set<String> released = ConcurrentHashMap.newKeySet();

    private volatile Consumer<String> autoRemoval = _ -> {};

    public ContainerLifecycle(
            ContainerStore store,
            ContainerLocks locks,
            Tasks tasks,
            Networks networks,
            TaskPreparation preparation,
            ContainerEvents events,
            Endings endings,
            RestartPolicies restarts,
            InstantSource clock) {
        this.store = store;
        this.locks = locks;
        this.tasks = tasks;
        this.networks = networks;
        this.preparation = preparation;
        this.events = events;
        this.endings = endings;
        this.restarts = restarts;
        this.clock = clock;
    }

    /**
     * Starts a created or ended container; if any step fails, the steps before it are undone in reverse order and the container
     * shows why.
     *
     * @throws io.jdock.errdefs.NotModifiedException when it runs already
     * @throws io.jdock.errdefs.InvalidArgumentException when its command cannot be executed
     */
    public void start(String id) {
        try (var _ = locks.acquire(id)) {
            Container container = store.get(id);
            ContainerStatus before = container.state().status();
            before.requireStartable(id);
            try {
                run(container);
            } catch (EngineException e) {
                throw failed(id, before, e);
            } catch (RuntimeException e) {
                throw failed(id, before, new InternalException("start container %s: %s".formatted(id, e), e));
            }
        }
    }

    /** Joins a container's streams now if it runs, else when it is started next. */
    public CompletableFuture<AttachedStreams> attach(String id, StreamChoice streams) {
        try (var _ = locks.acquire(id)) {
            return store.get(id).state().status().isAlive()
                    ? CompletableFuture.completedFuture(tasks.attach(ProcessRef.init(id), streams))
                    : attaches.add(id, streams);
        }
    }

    /** Stops the processes of a running container where they are. */
    public void pause(String id) {
        pause(id, state -> state.as(ContainerStatus.PAUSED));
    }

    private void pause(String id, UnaryOperator<ContainerState> change) {
        try (var _ = locks.acquire(id)) {
            Container container = store.get(id);
            container.state().status().requireAlive(id);
            if (container.state().status() == ContainerStatus.PAUSED) {
                throw new ConflictException("container %s is already paused".formatted(id));
            }
            tasks.pause(id);
            events.publish("pause", store.update(id, it -> it.withState(change.apply(it.state()))));
        }
    }

    /** Like {@link #pause} for {@link Holds}, for which it is as well if the container ends by itself. */
    void holdIfAlive(String id) {
        try {
            pause(id, ContainerState::asHeld);
        } catch (ConflictException | FailedPreconditionException e) {
            TaskStatus task = tasks.list().get(id);
            if (task == null || task.phase() == TaskStatus.Phase.STOPPED) {
                // It has ended, of which nobody need have told us yet.
                return;
            }
            throw e;
        }
    }

    /** Lets a paused container go on. */
    public void unpause(String id) {
        try (var _ = locks.acquire(id)) {
            if (store.get(id).state().status() != ContainerStatus.PAUSED) {
                throw new ConflictException("container %s is not paused".formatted(id));
            }
            tasks.resume(id);
            events.publish("unpause", become(id, ContainerStatus.RUNNING));
        }
    }

    /** A daemon died between pausing a container, or letting it go on, and writing that down: it goes on. */
    void settlePause(String id, TaskStatus task) {
        try (var _ = locks.acquire(id)) {
            boolean recorded = store.get(id).state().status() == ContainerStatus.PAUSED;
            boolean paused = task.phase() == TaskStatus.Phase.PAUSED;
            if (paused && !recorded) {
                tasks.resume(id);
            } else if (recorded && !paused) {
                become(id, ContainerStatus.RUNNING);
            }
        }
    }

    /** Records an exit that the supervisor has told of; the same exit again changes nothing. */
    void exited(String id, int pid, Exit exit) {
        try (var _ = locks.acquire(id)) {
            alive(id, pid).ifPresent(container -> ended(container, exit));
        }
    }

    /** Records that a container is said to have run out of memory. Whether it was its present run the supervisor knows. */
    public void ranOutOfMemory(String id) {
        TaskStatus task = tasks.list().get(id);
        if (task != null && task.outOfMemory()) {
            ranOutOfMemory(id, task.pid());
        }
    }

    /** Records that a run of a container has run out of memory, unless it is over. */
    void ranOutOfMemory(String id, int pid) {
        try (var _ = locks.acquire(id)) {
            alive(id, pid).ifPresent(this::recordOutOfMemory);
        }
    }

    private Optional<Container> alive(String id, int pid) {
        return store.find(id)
                .filter(it -> it.state().status().isAlive() && it.state().pid() == pid);
    }

    private void recordOutOfMemory(Container container) {
        events.publish(
                "oom",
                store.update(container.id(), it -> it.withState(it.state().outOfMemory())));
    }

    /** Takes notice when the container's present run ends. */
    void watch(String id, int pid) {
        tasks.exit(ProcessRef.init(id))
                .whenComplete((exit, error) -> Threads.startVirtual("exit-" + id, () -> {
                    if (error == null) {
                        recordExit(id, pid, exit);
                    } else if (error instanceof NotFoundException) {
                        // Lost with the host's last boot, or deleted by somebody else: there is nobody left to ask.
                        recordExit(id, pid, new Exit(KILLED, clock.instant()));
                    } else if (error instanceof UnavailableException) {
                        // Only when our own connection was closed; a supervisor that dies is waited for.
                        LOG.debug("container {} is no longer watched: the daemon is going down", id);
                    } else {
                        LOG.error("the end of container {} will not be noticed before the next start", id, error);
                    }
                }));
    }

    /** Nobody tells of an exit twice: on a full disk it is written down when there is room. */
    private void recordExit(String id, int pid, Exit exit) {
        try {
            while (!isRecorded(id, pid, exit)) {
                Thread.sleep(FULL_DISK_PERIOD);
            }
        } catch (InterruptedException _) {
            LOG.debug("the end of container {} is found again by the next daemon", id);
        }
    }

    private boolean isRecorded(String id, int pid, Exit exit) {
        try {
            exited(id, pid, exit);
            return true;
        } catch (ResourceExhaustedException e) {
            LOG.warn("the end of container {} is written down when there is room: {}", id, e.text());
            return false;
        }
    }

    /** Frees what an ended run still holds; also after a daemon died over it. Asks the supervisor only once for each run. */
    void release(Container container) {
        String id = container.id();
        container.endpoint().ifPresent(networks::detach);
        store.update(id, it -> it.withEndpoint(Optional.empty()));
        if (!released.contains(id)) {
            tasks.delete(id);
            released.add(id);
        }
    }

    /** Returns when whatever is being done to the container just now is done. */
    public void awaitSettled(String id) {
        locks.acquire(id).close();
    }

    /** The container is gone. */
    void forget(String id) {
        attaches.cancel(id);
        released.remove(id);
    }

    private void run(Container container) {
        String id = container.id();
        try (var undo = new UndoStack()) {
            // Written first: a daemon that dies from here on finds it at its next start and cleans up.
            become(id, ContainerStatus.STARTING);
            released.remove(id);
            undo.push(() -> tasks.delete(id));
            int pid = tasks.create(preparation.prepare(container));
            Optional<Endpoint> endpoint = connect(container, pid);
            endpoint.ifPresent(it -> undo.push(() -> networks.detach(it)));
            preparation.complete(store.update(id, it -> it.withEndpoint(endpoint)));
            List<AttachedStreams> joined = attaches.connect(id, tasks);
            undo.push(() -> joined.forEach(AttachedStreams::close));
            tasks.start(id);
            Container started = store.update(
                    id,
                    it -> it.withState(it.state().running(pid, clock.instant())).withStoppedByUser(false));
            undo.commit();
            events.publish("start", started);
            watch(id, pid);
        }
    }

    private EngineException failed(String id, ContainerStatus before, EngineException error) {
        StartFailure failure = StartFailure.of(error, StartFailure.CONTAINER);
        LOG.info("container {} did not start: {}", id, failure.text());
        store.update(
                id,
                it -> it.withState(it.state().startFailed(settled(before), failure.exitCode(), failure.text()))
                        .withEndpoint(Optional.empty()));
        attaches.cancel(id);
        endings.exited(id, new Exit(failure.exitCode(), clock.instant()));
        if (store.get(id).host().autoRemove()) {
            autoRemoval.accept(id);
        }
        return failure.toException(error);
    }

    private Optional<Endpoint> connect(Container container, int pid) {
        if (NetworkMode.parse(container.host().namespaces().network()) != NetworkMode.BRIDGE) {
            return Optional.empty();
        }
        return Optional.of(networks.attach(new EndpointRequest(
                container.id(),
                container.name(),
                Path.of("/proc", Integer.toString(pid), "ns/net"),
                preparation.ports(container))));
    }

    /** The exit is stored before the supervisor is told to forget it, so that it cannot be lost in between. */
    private void ended(Container container, Exit exit) {
        String id = container.id();
        if (exit.outOfMemory() && !container.state().oomKilled()) {
            // Told by the supervisor just now, on another line than the end.
            recordOutOfMemory(container);
        }
        Container ended = store.update(id, it -> it.withState(it.state().exited(exit.code(), exit.at())));
        events.publish("die", ended, dieAttributes(ended, exit));
        endings.exited(id, exit);
        try {
            release(ended);
        } catch (UnavailableException e) {
            LOG.warn("the task of container {} is deleted when the supervisor is back: {}", id, e.text());
        }
        afterExit(store.get(id));
    }

    /** What the client asked to happen at the end of a run. */
    void afterExit(Container container) {
        if (container.host().autoRemove()) {
            autoRemoval.accept(container.id());
        } else if (RestartPolicies.wantsRestart(container)) {
            restarts.schedule(container, this);
        }
    }

    /** Sets what removes a container that is to go when it has ended; called once, while the daemon is wired together. */
    public void onAutoRemove(Consumer<String> action) {
        autoRemoval = action;
    }

    private static Map<String, String> dieAttributes(Container container, Exit exit) {
        Duration ran = Duration.between(container.state().startedAt(), exit.at());
        return Map.of(
                "exitCode", Integer.toString(exit.code()),
                "execDuration", Long.toString(Math.max(ran.toSeconds(), 0)));
    }

    private Container become(String id, ContainerStatus status) {
        return store.update(id, it -> it.withState(it.state().as(status)));
    }

    /** What a container is again after a start that failed. */
    private static ContainerStatus settled(ContainerStatus before) {
        return before == ContainerStatus.CREATED ? ContainerStatus.CREATED : ContainerStatus.EXITED;
    }
}
