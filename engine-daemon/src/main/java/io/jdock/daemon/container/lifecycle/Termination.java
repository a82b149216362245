package io.jdock.daemon.container.lifecycle;

import io.jdock.concurrent.Threads;
import io.jdock.daemon.container.spec.Signal;
import io.jdock.daemon.container.store.Container;
import io.jdock.daemon.container.store.ContainerStatus;
import io.jdock.daemon.container.store.ContainerStore;
import io.jdock.daemon.container.task.Exit;
import io.jdock.daemon.container.task.ProcessRef;
import io.jdock.daemon.container.task.Tasks;
import io.jdock.errdefs.ConflictException;
import io.jdock.errdefs.EngineException;
import io.jdock.errdefs.NotFoundException;
import io.jdock.errdefs.NotModifiedException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends signals to containers and waits for them to end. Holds no lock while it waits for one. */
public final class Termination {

    private static final Logger LOG = LoggerFactory.getLogger(Termination.class);
    private static final Duration DEFAULT_PATIENCE = Duration.ofSeconds(10);

    /** After SIGKILL a process ends as soon as the kernel lets it; one that hangs in the kernel is reported as such. */
    private static final Duration KILL_PATIENCE = Duration.ofSeconds(10);

    private final ContainerStore store;
    private final ContainerLocks locks;
    private final Tasks tasks;
    private final ContainerLifecycle lifecycle;
    private final RestartPolicies restarts;
    private final Endings endings;
    private final ContainerEvents events;

    public Termination(
            ContainerStore store,
            ContainerLocks locks,
            Tasks tasks,
            ContainerLifecycle lifecycle,
            RestartPolicies restarts,
            Endings endings,
            ContainerEvents events) {
        this.store = store;
        this.locks = locks;
        this.tasks = tasks;
        this.lifecycle = lifecycle;
        this.restarts = restarts;
        this.endings = endings;
        this.events = events;
    }

    /**
     * Sends a signal.
     *
     * @throws ConflictException when the container does not run
     */
    public void kill(String id, Signal signal) {
        // The lock keeps the end that the signal brings from being told of before the signal.
        try (var _ = locks.acquire(id)) {
            Container container = store.get(id);
            if (!container.state().status().isAlive()) {
                throw new ConflictException("cannot kill container: %s: container %1$s is not running".formatted(id));
            }
            if (signal.equals(Signal.KILL)) {
                store.update(id, it -> it.withStoppedByUser(true));
            }
            send(container, signal);
            events.publish("kill", container, Map.of("signal", Integer.toString(signal.number())));
        }
    }

    /**
     * Asks the container to end, and kills it when it does not.
     *
     * @param signal instead of the container's own stop signal
     * @param timeout seconds until it is killed, -1 for never; instead of the container's own
     * @throws NotModifiedException when it does not run
     */
    public void stop(String id, Optional<Signal> signal, Optional<Long> timeout) throws InterruptedException {
        if (restarts.cancel(id)) {
            return;
        }
        Container container = store.get(id);
        if (!container.state().status().isAlive()) {
            throw new NotModifiedException("container %s is already stopped".formatted(id));
        }
        end(container, signal, timeout);
        events.publish("stop", store.find(id).orElse(container));
    }

    /** Stops all that run, at the same time, each with the patience it was given; what refuses to end is logged. */
    public void stopAll() {
        try (ExecutorService stops = Threads.virtualPerTask("stop")) {
            for (Container container : store.list()) {
                if (container.state().status().isAlive()) {
                    stops.execute(() -> stopForShutdown(container.id()));
                }
            }
        }
    }

    private void stopForShutdown(String id) {
        try {
            stop(id, Optional.empty(), Optional.empty());
        } catch (NotModifiedException e) {
            LOG.debug("container {} ended by itself", id);
        } catch (EngineException e) {
            LOG.error("stop container {}: {}", id, e.text());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops the container, if it runs, and starts it again. */
    public void restart(String id, Optional<Signal> signal, Optional<Long> timeout) throws InterruptedException {
        restarts.cancel(id);
        Container container = store.get(id);
        if (container.state().status().isAlive()) {
            end(container, signal, timeout);
            events.publish("stop", store.get(id));
        }
        lifecycle.start(id);
        events.publish("restart", store.get(id));
    }

    /** Kills a running container and returns when it has ended; returns at once when it does not run. */
    void killAndWait(Container container) throws InterruptedException {
        CompletableFuture<Exit> exit = endings.nextExit(container.id());
        store.update(container.id(), it -> it.withStoppedByUser(true));
        if (store.get(container.id()).state().status().isAlive()) {
            kill(container.id(), Signal.KILL, exit);
            awaitKilled(container.id(), exit);
        }
    }

    private void end(Container container, Optional<Signal> signal, Optional<Long> timeout) throws InterruptedException {
        String id = container.id();
        CompletableFuture<Exit> exit = endings.nextExit(id);
        store.update(id, it -> it.withStoppedByUser(true));
        if (!store.get(id).state().status().isAlive()) {
            return;
        }
        kill(id, signal.orElseGet(() -> stopSignal(container)), exit);
        if (!ended(exit, patience(container, timeout))) {
            kill(id, Signal.KILL, exit);
            awaitKilled(id, exit);
        }
    }

    /** As {@link #kill}, but that it ends just now is no error. */
    private void kill(String id, Signal signal, CompletableFuture<Exit> exit) {
        try {
            kill(id, signal);
        } catch (ConflictException e) {
            if (!exit.isDone()) {
                throw e;
            }
        }
    }

    private void send(Container container, Signal signal) {
        if (container.state().status() == ContainerStatus.PAUSED && signal.equals(Signal.KILL)) {
            // A frozen process does not even die.
            lifecycle.unpause(container.id());
        }
        try {
            tasks.kill(ProcessRef.init(container.id()), signal.number());
        } catch (NotFoundException _) {
            // It has ended, and its exit is on its way to us.
        }
    }

    private void awaitKilled(String id, CompletableFuture<Exit> exit) throws InterruptedException {
        if (!ended(exit, Optional.of(KILL_PATIENCE))) {
            throw new ConflictException(
                    "container %s: it did not end within %d seconds of SIGKILL; a process of it hangs in the kernel"
                            .formatted(id, KILL_PATIENCE.toSeconds()));
        }
    }

    private static boolean ended(CompletableFuture<Exit> exit, Optional<Duration> patience)
            throws InterruptedException {
        try {
            if (patience.isPresent()) {
                exit.get(patience.get().toMillis(), TimeUnit.MILLISECONDS);
            } else {
                exit.get();
            }
            return true;
        } catch (TimeoutException _) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("endings complete normally", e);
        }
    }

    /** Empty to wait for ever. */
    private static Optional<Duration> patience(Container container, Optional<Long> asked) {
        Integer own = container.config().stop().timeout();
        long seconds = asked.orElse(own == null ? DEFAULT_PATIENCE.toSeconds() : own.longValue());
        return seconds < 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(seconds));
    }

    private static Signal stopSignal(Container container) {
        String own = container.config().stop().signal();
        return own == null ? Signal.TERM : Signal.parse(own);
    }
}
