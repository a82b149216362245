package io.jdock.supervisor.tasks;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.supervisor.stdio.StdioConfig;
import java.nio.file.Files;
import java.nio.file.Path;

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

    /** What they mean. */
    StdioConfig config() {
        return StdioConfig.parse(stdin, stdout, stderr);
    }

    /** What is left of it when clients have gone and removed their FIFOs: a process is adopted without those. */
    Streams withoutGoneFifos() {
        return new Streams(unlessGone(stdin), unlessGone(stdout), unlessGone(stderr), terminal);
    }

    private static String unlessGone(String address) {
        return address.startsWith("/") && Files.notExists(Path.of(address)) ? "" : address;
    }
}
