package io.jdock.supervisor.tasks;

import io.jdock.errdefs.EngineException;
import io.jdock.linux.Signal;
import io.jdock.shim.Shim;
import io.jdock.supervisor.runtimes.OciRuntime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The first process of a container that an OCI runtime has created waits for the runtime's verb {@code start}. */
record VerbStart(OciRuntime runtime, String id, ProcessDirectory directory, Shim shim) implements Start {

    private static final Logger LOG = LoggerFactory.getLogger(VerbStart.class);

    @Override
    public void run() {
        try {
            runtime.start(id);
            directory.markRunning();
        } catch (EngineException e) {
            abandon();
            throw e;
        }
    }

    @Override
    public void again() {
        if (directory.isRunning() || !shim.isAlive()) {
            return;
        }
        try {
            if (runtime.isCreated(id)) {
                run();
            }
        } catch (EngineException e) {
            LOG.warn("task {} was not started by the supervisor before this one, and cannot be now: {}", id, e.text());
        }
    }

    @Override
    public void abandon() {
        if (shim.isAlive()) {
            shim.signal(Signal.KILL.number());
        }
    }

    @Override
    public void close() {
        // The runtime keeps what it needs.
    }
}
