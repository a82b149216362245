package io.jdock.supervisor.tasks;

import io.jdock.errdefs.DataLossException;
import io.jdock.errdefs.FailedPreconditionException;
import io.jdock.errdefs.NotFoundException;
import java.util.Locale;

/** Where a process stands in its life. Which moves are legal is decided here and nowhere else. */
public enum ProcessStatus {
    /** It waits to be started. */
    CREATED,
    RUNNING,
    PAUSED,
    /** It ended, and how is recorded. */
    STOPPED,
    /** What an earlier supervisor wrote of it cannot be read, so nothing is done with it. */
    UNKNOWN;

    void requireStartable(ProcessId id) {
        switch (this) {
            case CREATED -> {}
            case RUNNING, PAUSED ->
                throw new FailedPreconditionException("start %s: it has been started already".formatted(id));
            case STOPPED -> throw new FailedPreconditionException("start %s: it has ended".formatted(id));
            case UNKNOWN -> throw unknown("start", id);
        }
    }

    void requireAlive(String attempt, ProcessId id) {
        switch (this) {
            case CREATED, RUNNING, PAUSED -> {}
            // Clients of containerd take "not found" for "there is nothing left to signal".
            case STOPPED -> throw new NotFoundException("%s %s: process already finished".formatted(attempt, id));
            case UNKNOWN -> throw unknown(attempt, id);
        }
    }

    void requireRunning(String attempt, ProcessId id) {
        switch (this) {
            case RUNNING -> {}
            case CREATED, PAUSED, STOPPED ->
                throw new FailedPreconditionException(
                        "%s %s: it is %s, not running".formatted(attempt, id, name().toLowerCase(Locale.ROOT)));
            case UNKNOWN -> throw unknown(attempt, id);
        }
    }

    void requirePaused(String attempt, ProcessId id) {
        switch (this) {
            case PAUSED -> {}
            case CREATED, RUNNING, STOPPED ->
                throw new FailedPreconditionException("%s %s: it is not paused".formatted(attempt, id));
            case UNKNOWN -> throw unknown(attempt, id);
        }
    }

    void requireStopped(String attempt, ProcessId id) {
        switch (this) {
            case STOPPED -> {}
            case CREATED, RUNNING, PAUSED ->
                throw new FailedPreconditionException("%s %s: it must be stopped first".formatted(attempt, id));
            case UNKNOWN -> throw unknown(attempt, id);
        }
    }

    private static DataLossException unknown(String attempt, ProcessId id) {
        return new DataLossException("%s %s: nobody knows its state".formatted(attempt, id));
    }
}
