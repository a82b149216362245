package io.jdock.libcontainer.cgroups;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.oci.runtime.DeviceRule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The device rules of a container in the order given; the last that matches an access decides it.
 *
 * <p>What every container needs is added last, as runc does: it may make device nodes of any kind (without being able to open
 * them) and use the harmless ones.
 */
record DeviceAccess(List<Rule> rules) {

    private static final String ALL = "rwm";

    /** Beside making nodes: null, zero, full, random, urandom, tty, ptmx, pty slaves, tun. */
    private static final List<Rule> NEEDED = List.of(
            new Rule(true, 'c', null, null, "m"),
            new Rule(true, 'b', null, null, "m"),
            new Rule(true, 'c', 1L, 3L, ALL),
            new Rule(true, 'c', 1L, 5L, ALL),
            new Rule(true, 'c', 1L, 7L, ALL),
            new Rule(true, 'c', 1L, 8L, ALL),
            new Rule(true, 'c', 1L, 9L, ALL),
            new Rule(true, 'c', 5L, 0L, ALL),
            new Rule(true, 'c', 5L, 2L, ALL),
            new Rule(true, 'c', 136L, null, ALL),
            new Rule(true, 'c', 10L, 200L, ALL));

    /**
     * One rule.
     *
     * @param type {@code a} for all, {@code c} or {@code b}
     * @param major null for all
     * @param minor null for all
     * @param access of {@code r}, {@code w}, {@code m}
     */
    record Rule(
            boolean allow,
            char type,
            @Nullable Long major,
            @Nullable Long minor,
            String access) {

        /** Whether no access escapes this rule. */
        boolean coversEverything() {
            return type == 'a' && access.contains("r") && access.contains("w") && access.contains("m");
        }

        /** As devices.allow and devices.deny of version 1 want it. */
        String text() {
            if (type == 'a') {
                return "a";
            }
            return "%c %s:%s %s".formatted(type, major == null ? "*" : major, minor == null ? "*" : minor, access);
        }
    }

    DeviceAccess {
        rules = List.copyOf(rules);
    }

    static DeviceAccess of(List<DeviceRule> given) {
        List<Rule> rules = new ArrayList<>(given.size() + NEEDED.size());
        for (DeviceRule rule : given) {
            rules.add(parse(rule));
        }
        rules.addAll(NEEDED);
        return new DeviceAccess(rules);
    }

    private static Rule parse(DeviceRule rule) {
        String type = rule.type() == null || rule.type().isEmpty() ? "a" : rule.type();
        String access = rule.access() == null || rule.access().isEmpty() ? ALL : rule.access();
        if (!type.matches("[abc]") || !access.matches("[rwm]{1,3}")) {
            throw new InvalidArgumentException("device rule: type \"%s\", access \"%s\"".formatted(type, access));
        }
        Long major = wildcard(rule.major());
        Long minor = wildcard(rule.minor());
        if (type.equals("a") && (major != null || minor != null)) {
            throw new InvalidArgumentException("device rule: numbers without a type c or b");
        }
        return new Rule(rule.allow(), type.charAt(0), major, minor, access);
    }

    /** -1 means all, as null does. */
    private static @Nullable Long wildcard(@Nullable Long number) {
        return number == null || number < 0 ? null : number;
    }
}
