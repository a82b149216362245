package io.jdock.supervisor.tasks;

import io.jdock.libcontainer.process.PendingProcess;
import io.jdock.shim.Shim;
import io.jdock.supervisor.stdio.StdioHub;
import java.util.Optional;

/**
 * A process that exists, or existed until its shim is released.
 *
 * @param pending our line to it until it has executed its program; nothing when an earlier supervisor launched it
 */
record Launched(Shim shim, StdioHub stdio, Optional<PendingProcess> pending) {

    /**
     * Lets the process go on to its program and waits until it has executed that. When the process was adopted nobody hears of a
     * failure at once; its exit status tells of it.
     *
     * @throws io.jdock.errdefs.EngineException saying why it could not
     */
    void start() {
        shim.openGate();
        pending.ifPresent(process -> {
            // Closed in any case: a launcher that could not execute the program ends with its line to us.
            try (process) {
                process.awaitExec();
            }
        });
    }

    /** Opens the gate of a process that may have passed it already, or be gone with its shim. */
    void reopenGate() {
        if (shim.isAlive()) {
            shim.openGate();
        }
    }

    /** Lets go of everything; what the process left unread in its pipes is lost. */
    void release() {
        pending.ifPresent(PendingProcess::close);
        stdio.close();
        shim.release();
        shim.close();
    }
}
