package io.jdock.cli.command.container.options;

import io.jdock.cli.flags.InvalidValueException;
import java.util.Set;

/**
 * A limit as {@code ulimit} sets it.
 *
 * @param soft what is in force; -1 for none
 * @param hard up to where the process may raise it; -1 for none
 */
public record Ulimit(String name, long soft, long hard) {

    /** The limits of setrlimit(2) but that of address space, which Docker has none of. */
    private static final Set<String> NAMES = Set.of(
            "core",
            "cpu",
            "data",
            "fsize",
            "locks",
            "memlock",
            "msgqueue",
            "nice",
            "nofile",
            "nproc",
            "rss",
            "rtprio",
            "rttime",
            "sigpending",
            "stack");

    /**
     * Reads {@code nofile=1024:2048} or {@code nofile=1024}.
     *
     * @throws InvalidValueException when it is neither
     */
    public static Ulimit parse(String text) {
        int equals = text.indexOf('=');
        if (equals < 0) {
            throw new InvalidValueException("invalid ulimit argument: " + text);
        }
        String name = text.substring(0, equals);
        if (!NAMES.contains(name)) {
            throw new InvalidValueException("invalid ulimit type: " + name);
        }
        String limits = text.substring(equals + 1);
        int colon = limits.indexOf(':');
        long soft = number(colon < 0 ? limits : limits.substring(0, colon));
        long hard = colon < 0 ? soft : number(limits.substring(colon + 1));
        if (hard >= 0 && (soft < 0 || soft > hard)) {
            throw new InvalidValueException("ulimit soft limit must be less than or equal to hard limit: "
                    + (soft < 0 ? "soft: -1 (unlimited), hard: " + hard : soft + " > " + hard));
        }
        return new Ulimit(name, soft, hard);
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new InvalidValueException("strconv.ParseInt: parsing \"" + text + "\": invalid syntax");
        }
    }
}
