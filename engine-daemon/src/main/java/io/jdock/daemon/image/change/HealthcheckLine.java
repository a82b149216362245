package io.jdock.daemon.image.change;

import io.jdock.daemon.http.Timestamps;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.oci.image.Healthcheck;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code HEALTHCHECK NONE}, or {@code HEALTHCHECK [--option=value…] CMD …}. */
final class HealthcheckLine {

    private static final Pattern OPTION = Pattern.compile("--([a-z-]+)=(\\S+)\\s+");
    private static final Set<String> OPTIONS =
            Set.of("interval", "timeout", "start-period", "start-interval", "retries");

    private HealthcheckLine() {}

    /** @param command reads a command in JSON's or a shell's form */
    static Healthcheck parse(String line, Function<String, List<String>> command) {
        Map<String, String> options = new HashMap<>();
        String rest = line;
        for (Matcher option = OPTION.matcher(rest); option.lookingAt(); option = OPTION.matcher(rest)) {
            if (!OPTIONS.contains(option.group(1))) {
                throw new InvalidArgumentException("unknown flag: " + option.group(1));
            }
            options.put(option.group(1), option.group(2));
            rest = rest.substring(option.end());
        }
        Instruction type = parseType(rest);
        if (type.name().equals("NONE")) {
            if (!options.isEmpty()) {
                throw new InvalidArgumentException("HEALTHCHECK NONE takes no arguments");
            }
            return new Healthcheck(List.of("NONE"), 0, 0, 0, 0, 0);
        }
        return new Healthcheck(
                test(type.text(), command),
                duration(options, "interval"),
                duration(options, "timeout"),
                duration(options, "start-period"),
                duration(options, "start-interval"),
                retries(options));
    }

    private static Instruction parseType(String rest) {
        if (rest.equalsIgnoreCase("NONE")) {
            return new Instruction("NONE", rest);
        }
        Instruction type = Instruction.parse(rest);
        if (!type.name().equals("CMD")) {
            throw new InvalidArgumentException("unknown type \"%s\" in HEALTHCHECK (try CMD)".formatted(type.name()));
        }
        return type;
    }

    private static List<String> test(String text, Function<String, List<String>> command) {
        List<String> test = new ArrayList<>();
        if (Instruction.json(text).isPresent()) {
            test.add("CMD");
            test.addAll(command.apply(text));
        } else {
            test.add("CMD-SHELL");
            test.add(text);
        }
        return test;
    }

    private static long duration(Map<String, String> options, String name) {
        String text = options.get(name);
        return text == null ? 0 : Timestamps.duration(text).toNanos();
    }

    private static int retries(Map<String, String> options) {
        String text = options.getOrDefault("retries", "0");
        if (!text.matches("[0-9]{1,6}")) {
            throw new InvalidArgumentException("--retries: invalid number: " + text);
        }
        return Integer.parseInt(text);
    }
}
