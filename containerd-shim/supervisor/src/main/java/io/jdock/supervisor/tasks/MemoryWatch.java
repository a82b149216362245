package io.jdock.supervisor.tasks;

import io.jdock.concurrent.Threads;
import io.jdock.errdefs.EngineException;
import io.jdock.libcontainer.cgroups.OomWatch;
import io.jdock.linux.ErrnoException;
import io.jdock.supervisor.events.Event;
import io.jdock.supervisor.events.EventBus;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells when a task runs out of memory, at once. How often it was told is on record, so that the next supervisor tells what
 * happened while there was none, and nothing twice.
 */
final class MemoryWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MemoryWatch.class);

    private final Task task;
    private final OomWatch memory;
    private final EventBus events;

    private MemoryWatch(Task task, OomWatch memory, EventBus events) {
        this.task = task;
        this.memory = memory;
        this.events = events;
    }

    /** Watches from now on, on a virtual thread of its own; nothing where there is nothing to watch. */
    static Optional<MemoryWatch> start(Task task, EventBus events) {
        try {
            OomWatch memory = task.cgroup().watchMemory(task.init().directory().outOfMemory());
            MemoryWatch watch = new MemoryWatch(task, memory, events);
            Threads.startVirtual("memory of " + task.key(), watch::follow);
            return Optional.of(watch);
        } catch (EngineException | ErrnoException e) {
            // A machine may have no controller for memory, and an OCI runtime make no cgroup.
            LOG.debug("task {}: its memory is not watched: {}", task.key(), e.getMessage());
            return Optional.empty();
        }
    }

    private void follow() {
        // It may have happened before this was watching.
        tell();
        while (memory.await()) {
            tell();
        }
    }

    private synchronized void tell() {
        if (memory.happened()) {
            task.init().ranOutOfMemory();
            events.publish(
                    task.key().namespace(), new Event.TaskOutOfMemory(task.key().id()));
            // Noted last: it is rather told twice than never.
            task.init().directory().markOutOfMemory(memory.told());
        }
    }

    /** Tells for the last time. */
    @Override
    public void close() {
        tell();
        memory.close();
    }
}
