package io.jdock.supervisor.tasks;

import io.jdock.errdefs.EngineException;
import io.jdock.shim.RuntimeHandover;
import io.jdock.shim.RuntimeProcess;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A launcher waits at its shim's gate to execute an OCI runtime, which then makes the process of an exec and starts it. */
record ExecStart(ProgramProcess process) implements Start {

    private static final Logger LOG = LoggerFactory.getLogger(ExecStart.class);

    @Override
    public void run() {
        try {
            process.requireProgram();
            process.shim().openGate();
            process.awaitRuntime("exec");
        } catch (EngineException e) {
            abandon();
            throw e;
        }
    }

    @Override
    public void again() {
        Optional<RuntimeProcess> found = process.directory().runtimeProcess();
        if (found.isPresent()) {
            new RuntimeHandover(process.shim()).handOver(found.get());
            return;
        }
        try {
            run();
        } catch (EngineException e) {
            LOG.warn("an exec was not started by the supervisor before this one, and cannot be now: {}", e.text());
        }
    }

    @Override
    public void abandon() {
        RuntimeHandover runtime = new RuntimeHandover(process.shim());
        runtime.endRuntime();
        runtime.handOverNothing();
    }

    @Override
    public void close() {
        // The launcher needs no line to us.
    }
}
