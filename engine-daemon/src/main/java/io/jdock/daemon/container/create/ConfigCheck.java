package io.jdock.daemon.container.create;

import io.jdock.daemon.container.spec.Signal;
import io.jdock.engine.api.container.ContainerConfig;
import io.jdock.engine.api.container.ProcessConfig;
import io.jdock.errdefs.InvalidArgumentException;
import java.util.List;

/** Refuses a merged configuration that cannot be run, in Docker's words. */
public final class ConfigCheck {

    private static final int MAX_HOSTNAME = 63;

    private ConfigCheck() {}

    /** @throws InvalidArgumentException naming the first value that is wrong */
    public static void check(ContainerConfig config) {
        checkProcess(config.process());
        String signal = config.stop().signal();
        if (signal != null) {
            Signal.parse(signal);
        }
        if (config.hostname().length() > MAX_HOSTNAME) {
            throw new InvalidArgumentException(
                    "invalid hostname: %s is longer than %d characters".formatted(config.hostname(), MAX_HOSTNAME));
        }
        if (config.hostname().chars().anyMatch(c -> c <= ' ')) {
            throw new InvalidArgumentException("invalid hostname: it contains a blank or a control character");
        }
    }

    private static void checkProcess(ProcessConfig process) {
        List<String> entrypoint = process.entrypoint();
        if (process.cmd().isEmpty() && (entrypoint == null || entrypoint.isEmpty())) {
            throw new InvalidArgumentException("no command specified");
        }
        String directory = process.workingDir();
        if (!directory.isEmpty() && !directory.startsWith("/")) {
            throw new InvalidArgumentException(
                    "the working directory '%s' is invalid, it needs to be an absolute path".formatted(directory));
        }
        for (String line : process.env()) {
            if (line.isEmpty() || line.startsWith("=")) {
                throw new InvalidArgumentException("invalid environment variable: " + line);
            }
        }
    }
}
