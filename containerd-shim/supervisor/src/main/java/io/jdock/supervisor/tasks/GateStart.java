package io.jdock.supervisor.tasks;

import io.jdock.libcontainer.process.PendingProcess;
import io.jdock.linux.Signal;
import io.jdock.shim.Shim;
import java.util.Optional;

/**
 * The process itself waits at its shim's gate.
 *
 * @param pending our line to it until it has executed its program; nothing when an earlier supervisor launched it
 */
record GateStart(Shim shim, Optional<PendingProcess> pending) implements Start {

    /** When the process was adopted nobody hears of a failure at once; its exit status tells of it. */
    @Override
    public void run() {
        shim.openGate();
        pending.ifPresent(process -> {
            // Closed in any case: a launcher that could not execute the program ends with its line to us.
            try (process) {
                process.awaitExec();
            }
        });
    }

    /** It may have passed the gate already, or be gone with its shim. */
    @Override
    public void again() {
        if (shim.isAlive()) {
            shim.openGate();
        }
    }

    @Override
    public void abandon() {
        shim.signal(Signal.KILL.number());
    }

    @Override
    public void close() {
        pending.ifPresent(PendingProcess::close);
    }
}
