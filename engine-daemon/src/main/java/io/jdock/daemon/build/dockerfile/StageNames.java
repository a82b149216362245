package io.jdock.daemon.build.dockerfile;

import io.jdock.errdefs.InvalidArgumentException;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Finds stages by what instructions and clients call them. */
final class StageNames {

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    private StageNames() {}

    /** By name, in any case. */
    static OptionalInt find(List<Stage> stages, String name) {
        String low = name.toLowerCase(Locale.ROOT);
        for (int i = 0; i < stages.size(); i++) {
            if (!low.isEmpty() && stages.get(i).from().name().equals(low)) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    static int target(List<Stage> stages, String target) {
        if (target.isEmpty()) {
            return stages.size() - 1;
        }
        OptionalInt named = find(stages, target);
        if (named.isPresent()) {
            return named.getAsInt();
        }
        if (NUMBER.matcher(target).matches() && Integer.parseInt(target) < stages.size()) {
            return Integer.parseInt(target);
        }
        throw new InvalidArgumentException("failed to reach build target %s in Dockerfile".formatted(target));
    }

    static OptionalInt source(List<Stage> stages, int stage, String from) {
        if (NUMBER.matcher(from).matches()) {
            int number = Integer.parseInt(from);
            if (number >= stage) {
                throw new InvalidArgumentException("invalid from flag value %s: %s"
                        .formatted(from, number == stage ? "refers to current build stage" : "index out of bounds"));
            }
            return OptionalInt.of(number);
        }
        if (!from.isEmpty() && stages.get(stage).from().name().equals(from.toLowerCase(Locale.ROOT))) {
            throw new InvalidArgumentException(
                    "invalid from flag value %s: refers to current build stage".formatted(from));
        }
        return find(stages.subList(0, stage), from);
    }
}
