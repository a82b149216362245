package io.jdock.libcontainer.cgroups;

import java.util.List;

/**
 * One value to be written into a cgroup.
 *
 * @param controller the controller it belongs to, as in {@code memory}
 * @param choices what is written where; the first file that exists is used
 * @param optional whether a kernel without any of the files is good enough
 * @param postponable whether the kernel may refuse the value because of another one that comes later in the list
 */
record Setting(String controller, List<Choice> choices, boolean optional, boolean postponable) {

    /** A file of the cgroup and the line for it. */
    record Choice(String file, String value) {}

    Setting {
        choices = List.copyOf(choices);
    }

    static Setting of(String controller, String file, Object value) {
        return new Setting(controller, List.of(new Choice(file, value.toString())), false, false);
    }

    /** The same, but written as another line to another file where the first does not exist. */
    Setting or(String file, Object value) {
        return new Setting(
                controller, List.of(choices.getFirst(), new Choice(file, value.toString())), optional, postponable);
    }

    /** The same, for kernels that may lack it. */
    Setting whereSupported() {
        return new Setting(controller, choices, true, postponable);
    }

    /** The same; if it is refused, it is tried once more when all others are written, provided one of those may change that. */
    Setting postponedIf(boolean mayHelp) {
        return new Setting(controller, choices, optional, mayHelp);
    }

    /** For errors and tests: the first choice as {@code file=value}. */
    @Override
    public String toString() {
        return choices.getFirst().file() + "=" + choices.getFirst().value();
    }
}
