package io.jdock.daemon.image.change;

import io.jdock.daemon.words.CommandLine;
import io.jdock.daemon.words.Flags;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.oci.image.Healthcheck;
import io.jdock.time.GoDuration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** {@code HEALTHCHECK NONE}, or {@code HEALTHCHECK [--option=value…] CMD …}. */
final class HealthcheckLine {

    private static final Set<String> OPTIONS =
            Set.of("interval", "timeout", "start-period", "start-interval", "retries");
    private static final long SHORTEST = 1_000_000L;

    private HealthcheckLine() {}

    static Change.Health parse(Flags flags) {
        if (flags.rest().isEmpty()) {
            throw new InvalidArgumentException("HEALTHCHECK requires at least one argument");
        }
        String[] parts = flags.rest().split("\\s+", 2);
        String type = parts[0].toUpperCase(Locale.ROOT);
        String text = parts.length < 2 ? "" : parts[1];
        Map<String, List<String>> options = flags.values(OPTIONS, Set.of(), Set.of());
        if (type.equals("NONE")) {
            if (!text.isEmpty() || !options.isEmpty()) {
                throw new InvalidArgumentException("HEALTHCHECK NONE takes no arguments");
            }
            return new Change.Health(new Healthcheck(List.of("NONE"), 0, 0, 0, 0, 0));
        }
        if (!type.equals("CMD")) {
            throw new InvalidArgumentException("unknown type \"%s\" in HEALTHCHECK (try CMD)".formatted(type));
        }
        return new Change.Health(new Healthcheck(
                test(text),
                duration(options, "interval"),
                duration(options, "timeout"),
                duration(options, "start-period"),
                duration(options, "start-interval"),
                retries(options)));
    }

    /** The shell of a health check is that of the container, so it is not written down. */
    private static List<String> test(String text) {
        CommandLine line = CommandLine.parse(text);
        if (text.isEmpty() || line.words().isEmpty()) {
            throw new InvalidArgumentException("Missing command after HEALTHCHECK CMD");
        }
        List<String> test = new ArrayList<>();
        test.add(line.json() ? "CMD" : "CMD-SHELL");
        test.addAll(line.words());
        return test;
    }

    private static long duration(Map<String, List<String>> options, String name) {
        String text = options.getOrDefault(name, List.of("0")).getFirst();
        long nanos = text.isEmpty() ? 0 : GoDuration.parseNanos(text);
        if (nanos != 0 && nanos < SHORTEST) {
            throw new InvalidArgumentException("Interval \"%s\" cannot be less than 1ms".formatted(name));
        }
        return nanos;
    }

    private static int retries(Map<String, List<String>> options) {
        String text = options.getOrDefault("retries", List.of("0")).getFirst();
        if (text.matches("-[0-9]{1,9}")) {
            throw new InvalidArgumentException("--retries cannot be negative (%s)".formatted(text));
        }
        if (!text.matches("[0-9]{1,9}")) {
            throw new InvalidArgumentException("--retries: invalid number: " + text);
        }
        return Integer.parseInt(text);
    }
}
