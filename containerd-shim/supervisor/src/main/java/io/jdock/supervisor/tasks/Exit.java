package io.jdock.supervisor.tasks;

import io.jdock.shim.ExitStatus;
import java.time.Instant;

/**
 * How a process ended.
 *
 * @param status its exit code, or 128 and the number of the signal that killed it
 * @param reason what is behind a status that does not come from the process itself; empty for an ordinary end
 */
public record Exit(int status, Instant at, String reason) {

    static Exit of(ExitStatus ended) {
        return new Exit(ended.code(), ended.time(), reason(ended));
    }

    private static String reason(ExitStatus ended) {
        return switch (ended.cause()) {
            case PROCESS_ENDED -> "";
            case SHIM_KILLED -> "its shim was killed, and the process with it";
        };
    }
}
