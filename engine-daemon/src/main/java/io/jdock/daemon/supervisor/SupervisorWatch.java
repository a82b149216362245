package io.jdock.daemon.supervisor;

import io.jdock.concurrent.Threads;
import io.jdock.errdefs.EngineException;
import io.jdock.errdefs.UnavailableException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that a supervisor is there: adopts the one that serves the address, starts one otherwise, and again whenever it
 * dies. It is left running when the daemon ends.
 */
public final class SupervisorWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SupervisorWatch.class);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration PATIENCE_WITH_END = Duration.ofSeconds(30);

    private final Optional<SupervisorProcess> process;
    private final SupervisorConnection connection;
    private final Runnable onReturn;
    private final Consumer<String> onOutOfMemory;
    private final Thread watcher;

    /**
     * Connects, after starting a supervisor if need be, and watches from then on.
     *
     * @param process how to start one; empty when somebody else does
     * @param onReturn called each time a supervisor serves again after one had gone
     * @param onOutOfMemory called with the ID of a container that has run out of memory
     * @throws EngineException when there is no supervisor and none can be started
     */
    public static SupervisorWatch start(
            Optional<SupervisorProcess> process,
            SupervisorConnection connection,
            Runnable onReturn,
            Consumer<String> onOutOfMemory) {
        SupervisorWatch watch = new SupervisorWatch(process, connection, onReturn, onOutOfMemory);
        try {
            watch.ensureServing();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while the supervisor was starting", e);
        }
        watch.watcher.start();
        return watch;
    }

    private SupervisorWatch(
            Optional<SupervisorProcess> process,
            SupervisorConnection connection,
            Runnable onReturn,
            Consumer<String> onOutOfMemory) {
        this.process = process;
        this.connection = connection;
        this.onReturn = onReturn;
        this.onOutOfMemory = onOutOfMemory;
        this.watcher = Threads.virtualFactory("supervisor-watch").newThread(this::watch);
    }

    /** Stops watching. The supervisor stays. */
    @Override
    public void close() {
        watcher.interrupt();
    }

    /**
     * Ends the supervisor itself, for an engine that is to leave nothing running; one that somebody else started stays.
     *
     * @throws UnavailableException when it does not end within half a minute
     */
    public void endSupervisor() {
        close();
        if (process.isEmpty()) {
            return;
        }
        Optional<ProcessHandle> supervisor = ProcessHandle.of(connection.pid());
        if (supervisor.isPresent()) {
            supervisor.get().destroy();
            awaitExit(supervisor.get());
        }
    }

    private static void awaitExit(ProcessHandle supervisor) {
        try {
            supervisor.onExit().get(PATIENCE_WITH_END.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new UnavailableException("end supervisor: process %d does not end".formatted(supervisor.pid()), e);
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("waiting for the end of process " + supervisor.pid(), e);
        }
    }

    private void watch() {
        Runnable whenWatched = () -> {};
        try {
            while (!Thread.interrupted()) {
                // Whatever calls the supervisor may have to wait for the next one, which is started here.
                connection.follow(whenWatched, id -> startOrLog("container-memory", () -> onOutOfMemory.accept(id)));
                LOG.warn("the supervisor has gone");
                bringBack();
                whenWatched = () -> startOrLog("supervisor-return", onReturn);
            }
        } catch (InterruptedException e) {
            LOG.debug("the supervisor is no longer watched");
        }
    }

    private static void startOrLog(String name, Runnable action) {
        Threads.startVirtual(name, () -> {
            try {
                action.run();
            } catch (EngineException e) {
                LOG.error("{}: {}", name, e.text(), e);
            }
        });
    }

    private void bringBack() throws InterruptedException {
        while (true) {
            try {
                ensureServing();
                LOG.info("the supervisor is back");
                return;
            } catch (EngineException e) {
                LOG.error("{}", e.text());
                Thread.sleep(PAUSE_AFTER_FAILURE);
            }
        }
    }

    private void ensureServing() throws InterruptedException {
        if (process.isPresent() && !process.get().isServed()) {
            process.get().start();
        }
        connection.awaitServing();
    }
}
