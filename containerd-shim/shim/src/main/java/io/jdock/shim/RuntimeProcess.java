package io.jdock.shim;

import io.jdock.linux.PidFd;
import io.jdock.linux.Signal;
import java.util.Optional;

/**
 * A process that an OCI runtime has left to a shim.
 *
 * @param pid as the host sees it
 * @param startTime clock ticks after boot, which tell it from a later process with that number
 */
public record RuntimeProcess(int pid, long startTime) {

    /** Kills it, unless it has ended: nothing else does when its shim was killed. */
    public void kill() {
        PidFd.open(pid).ifPresent(process -> {
            try (process) {
                if (exists()) {
                    process.signal(Signal.KILL.number());
                }
            }
        });
    }

    /** Whether it has not ended. */
    public boolean runs() {
        return ProcStat.of(pid)
                .filter(stat -> stat.startTime() == startTime && !stat.ended())
                .isPresent();
    }

    /** Whether it runs, or has ended and its shim does not know yet. */
    boolean exists() {
        return ProcStat.of(pid).map(ProcStat::startTime).equals(Optional.of(startTime));
    }
}
