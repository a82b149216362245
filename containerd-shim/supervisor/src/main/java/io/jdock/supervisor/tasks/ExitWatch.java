package io.jdock.supervisor.tasks;

import io.jdock.concurrent.Threads;
import io.jdock.shim.ExitStatus;
import io.jdock.supervisor.events.Event;
import io.jdock.supervisor.events.EventBus;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for the end of each process, on a virtual thread of its own, and does what has to be done then, in this order: nothing
 * of the task runs on, all output is drained, lack of memory is told, the end is on record, the shim is let go, the end is told.
 */
final class ExitWatch {

    private static final Logger LOG = LoggerFactory.getLogger(ExitWatch.class);

    private final EventBus events;

    ExitWatch(EventBus events) {
        this.events = events;
    }

    /** Starts to watch a launched process, once per supervisor. */
    void start(Task task, TaskProcess process, Launched launched) {
        Threads.startVirtual("exit of " + process.id(), () -> watch(task, process, launched));
    }

    private void watch(Task task, TaskProcess process, Launched launched) {
        Optional<MemoryWatch> memory = process.id().isInit() ? MemoryWatch.start(task, events) : Optional.empty();
        ExitStatus status = launched.shim().awaitExit();
        task.runtime().ended(task, process, status);
        launched.stdio().awaitDrained();
        memory.ifPresent(MemoryWatch::close);
        Exit exit = Exit.of(status);
        if (!exit.reason().isEmpty()) {
            LOG.warn("{} ended with status {}: {}", process.id(), exit.status(), exit.reason());
        }
        process.directory().markEnded(process.pid(), exit);
        // A short program may be over before whoever started it has heard of its exec, on the line that goes here.
        process.telling().lock();
        try {
            // Before the end is told: whoever then deletes the task finds nothing of it alive.
            launched.release();
            tell(task, process, exit);
            process.endedWith(process.pid(), exit);
        } finally {
            process.telling().unlock();
        }
    }

    private void tell(Task task, TaskProcess process, Exit exit) {
        String namespace = task.key().namespace();
        events.publish(
                namespace,
                new Event.TaskExited(task.key().id(), process.id().text(), process.pid(), exit.status(), exit.at()));
    }
}
