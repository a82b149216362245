package io.jdock.shim;

import io.jdock.linux.Errno;
import java.time.Instant;
import java.util.Optional;

/**
 * How a process ended.
 *
 * @param code its exit code, or 128 and the number of the signal that killed it
 * @param time when
 * @param cause whether this comes from the process or stands in for a status that nobody can know any more
 * @param execError why the program could not be executed, if that is what happened
 */
public record ExitStatus(int code, Instant time, Cause cause, Optional<Errno> execError) {

    /** Where the status comes from. */
    public enum Cause {
        PROCESS_ENDED,
        /** Somebody killed the shim, and with it the process. */
        SHIM_KILLED
    }

    /** The status of a process whose shim was killed: that of a process killed by SIGKILL, which it was. */
    static ExitStatus shimKilled(Instant time) {
        return new ExitStatus(137, time, Cause.SHIM_KILLED, Optional.empty());
    }
}
