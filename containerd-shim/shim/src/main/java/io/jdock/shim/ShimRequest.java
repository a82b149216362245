package io.jdock.shim;

import java.nio.file.Path;

/**
 * What a shim is to be started for.
 *
 * @param directory an existing directory that belongs to this process alone; the shim's record and exit file go there
 * @param id what ps shows behind {@code jdock-shim}
 * @param pidNamespace where the process runs
 * @param succession whether the launcher will leave a child in its place, which enters the pid namespace instead of it
 * @param terminal whether the launcher will send the master of a terminal; then there is one stream, in and out
 * @param stdin whether there is a pipe to write to; without it stdin is /dev/null. Nothing to do with a terminal
 */
public record ShimRequest(
        Path directory, String id, PidNamespace pidNamespace, boolean succession, boolean terminal, boolean stdin) {

    public ShimRequest {
        if (!directory.isAbsolute()) {
            throw new IllegalArgumentException("shim directory is not absolute: " + directory);
        }
    }

    boolean hasStdinPipe() {
        return stdin && !terminal;
    }

    /** Whether the launcher executes an OCI runtime. */
    boolean forRuntime() {
        return pidNamespace instanceof PidNamespace.OfRuntime;
    }
}
