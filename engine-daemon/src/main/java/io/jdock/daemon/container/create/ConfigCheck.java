package io.jdock.daemon.container.create;

import io.jdock.daemon.container.spec.Signal;
import io.jdock.daemon.network.PortRequest;
import io.jdock.engine.api.container.ContainerConfig;
import io.jdock.engine.api.container.PortBinding;
import io.jdock.engine.api.container.ProcessConfig;
import io.jdock.errdefs.InvalidArgumentException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** Refuses a merged configuration that cannot be run, in Docker's words. */
public final class ConfigCheck {

    private static final int MAX_HOSTNAME = 63;

    private ConfigCheck() {}

    /** @throws InvalidArgumentException naming the first value that is wrong */
    public static void check(ContainerConfig config) {
        checkProcess(config.process());
        // What an image exposes is checked with the rest: it could otherwise fail the start of a container long after.
        Map<String, List<PortBinding>> exposed = new LinkedHashMap<>();
        config.exposedPorts().keySet().forEach(port -> exposed.put(port, List.of()));
        PortRequest.parse(exposed);
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

    /** The kernel takes a text for ended where others read on. */
    private static void requireWhole(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new InvalidArgumentException(
                    "invalid value with a null character: \"%s\"".formatted(text.replace('\0', '?')));
        }
    }

    private static void checkProcess(ProcessConfig process) {
        List<String> entrypoint = process.entrypoint();
        if (process.cmd().isEmpty() && (entrypoint == null || entrypoint.isEmpty())) {
            throw new InvalidArgumentException("no command specified");
        }
        Stream.of(
                        process.cmd().stream(),
                        process.env().stream(),
                        entrypoint == null ? Stream.<String>empty() : entrypoint.stream(),
                        Stream.of(process.user(), process.workingDir()))
                .flatMap(Function.identity())
                .forEach(ConfigCheck::requireWhole);
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
