package io.jdock.supervisor.tasks;

import io.jdock.errdefs.FailedPreconditionException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * One process of a task, and what is known of it.
 *
 * <p>Looking at it never blocks. Who changes it holds the container's lock, except that its end is recorded by the thread that
 * waits for it.
 */
final class TaskProcess {

    private final ProcessId id;
    private final ProcessDirectory directory;
    private final Streams streams;

    /**
     * Held while the process is started or its end recorded, with the events that tell of it: they come in this order. Whoever
     * uses {@link #launched} for a moment holds it too, so that the process is not let go meanwhile.
     */
    private final ReentrantLock telling = new ReentrantLock();

    private final CompletableFuture<Exit> ended = new CompletableFuture<>();
    private volatile ProcessStatus status = ProcessStatus.CREATED;
    private volatile int pid;
    private volatile boolean outOfMemory;
    private volatile Optional<Launched> launched = Optional.empty();

    TaskProcess(ProcessId id, ProcessDirectory directory, Streams streams) {
        this.id = id;
        this.directory = directory;
        this.streams = streams;
    }

    ProcessId id() {
        return id;
    }

    ProcessDirectory directory() {
        return directory;
    }

    Streams streams() {
        return streams;
    }

    ReentrantLock telling() {
        return telling;
    }

    ProcessStatus status() {
        return status;
    }

    /** As the host sees it; 0 before the launch. */
    int pid() {
        return pid;
    }

    /** Completes when the end of the process is on record and was told. */
    CompletableFuture<Exit> ended() {
        return ended;
    }

    ProcessView view() {
        Optional<Exit> exit = ended.isDone() ? Optional.of(ended.join()) : Optional.empty();
        return new ProcessView(id, pid, exit.isPresent() ? ProcessStatus.STOPPED : status, streams, outOfMemory, exit);
    }

    /**
     * The living process.
     *
     * @throws FailedPreconditionException for one that had ended before this supervisor started
     */
    Launched launched(String attempt) {
        return launched.orElseThrow(
                () -> new FailedPreconditionException("%s %s: it has ended".formatted(attempt, id)));
    }

    /**
     * Does something brief to the living process.
     *
     * @throws io.jdock.errdefs.NotFoundException if it has ended
     */
    <T> T whileAlive(String attempt, Function<Launched, T> action) {
        telling.lock();
        try {
            status.requireAlive(attempt, id);
            return action.apply(launched(attempt));
        } finally {
            telling.unlock();
        }
    }

    void launchedAs(int pid, Launched process) {
        this.pid = pid;
        this.launched = Optional.of(process);
    }

    /** It has a pid only now. */
    void runsAs(int pid) {
        this.pid = pid;
    }

    /** Ends it if it was not started, and keeps it from being started meanwhile. */
    void abandonIfWaiting() {
        telling.lock();
        try {
            if (status == ProcessStatus.CREATED) {
                launched.ifPresent(process -> process.start().abandon());
            }
        } finally {
            telling.unlock();
        }
    }

    /** The task has, whose first process this is. */
    void ranOutOfMemory() {
        outOfMemory = true;
    }

    void moveTo(ProcessStatus next) {
        status = next;
    }

    /** Its end is on record; {@code pid} is what it had, for a process that was never seen alive. */
    void endedWith(int pid, Exit exit) {
        this.pid = pid;
        status = ProcessStatus.STOPPED;
        ended.complete(exit);
    }
}
