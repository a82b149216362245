package io.jdock.supervisor.tasks;

import io.jdock.errdefs.InvalidArgumentException;

/**
 * Where a process' standard streams lead, in the words of the request: see {@code tasks.proto}.
 *
 * @param terminal whether it has a terminal; then there is no stderr of its own
 */
public record Streams(String stdin, String stdout, String stderr, boolean terminal) {

    public Streams {
        if (terminal && !stderr.isEmpty() && !stderr.equals(stdout)) {
            throw new InvalidArgumentException("stderr %s: a process with a terminal has none".formatted(stderr));
        }
    }

    /** Whether the process gets something else than /dev/null to read from. */
    public boolean hasStdin() {
        return !stdin.isEmpty();
    }
}
