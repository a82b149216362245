package io.jdock.daemon.container.job;

import io.jdock.concurrent.Threads;
import io.jdock.daemon.container.lifecycle.ContainerLifecycle;
import io.jdock.daemon.container.lifecycle.Endings;
import io.jdock.daemon.container.lifecycle.Removal;
import io.jdock.daemon.container.store.ContainerStore;
import io.jdock.daemon.container.task.AttachedStreams;
import io.jdock.daemon.container.task.Exit;
import io.jdock.daemon.container.task.StreamChoice;
import io.jdock.errdefs.ConflictException;
import io.jdock.errdefs.EngineException;
import io.jdock.errdefs.InternalException;
import io.jdock.errdefs.NotFoundException;
import io.jdock.errdefs.UnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A container with one piece of work. */
public final class Job implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Job.class);

    /** About how long it takes until there is another supervisor. */
    private static final Duration ABSENCE = Duration.ofSeconds(1);

    private final String id;
    private final ContainerStore store;
    private final ContainerLifecycle lifecycle;
    private final Removal removal;
    private final Endings endings;

    /** Takes what the work says. */
    @FunctionalInterface
    public interface Listener {

        void accept(AttachedStreams.Output output) throws IOException;
    }

    Job(String id, ContainerStore store, ContainerLifecycle lifecycle, Removal removal, Endings endings) {
        this.id = id;
        this.store = store;
        this.lifecycle = lifecycle;
        this.removal = removal;
        this.endings = endings;
    }

    /** The container's ID. */
    public String id() {
        return id;
    }

    /**
     * Has the work done.
     *
     * @return the exit code
     * @throws EngineException when it cannot be started
     */
    public int run(Listener listener) throws IOException, InterruptedException {
        CompletableFuture<Exit> end = endings.nextExit(id);
        CompletableFuture<AttachedStreams> joined = lifecycle.attach(id, new StreamChoice(false, true, true));
        try {
            lifecycle.start(id);
            try (AttachedStreams streams = joined.get()) {
                for (Optional<AttachedStreams.Output> piece = streams.read();
                        piece.isPresent();
                        piece = streams.read()) {
                    listener.accept(piece.get());
                }
            }
            return end.get().code();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof EngineException known
                    ? known
                    : new InternalException("run container %s: %s".formatted(id, e.getCause()), e);
        } finally {
            joined.cancel(false);
        }
    }

    /** Makes it an ordinary container, which stays. */
    public void keep() {
        store.update(id, it -> it.withJob(false));
    }

    /**
     * Removes the container, running or not, unless a client does that. Any thread: {@link #run} returns then. When there is no
     * supervisor just now, the container is removed later.
     */
    @Override
    public synchronized void close() {
        try {
            if (!isRemoved()) {
                Threads.startVirtual("remove-" + id, this::removeLater);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void removeLater() {
        try {
            do {
                Thread.sleep(ABSENCE);
            } while (!isRemoved());
        } catch (InterruptedException _) {
            LOG.debug("container {} is removed by the next daemon", id);
        }
    }

    private boolean isRemoved() throws InterruptedException {
        try {
            removal.remove(id, true);
        } catch (NotFoundException | ConflictException e) {
            LOG.debug("container {} was removed by others: {}", id, e.text());
        } catch (UnavailableException e) {
            LOG.info("container {} is removed when the supervisor is back: {}", id, e.text());
            return false;
        }
        return true;
    }
}
