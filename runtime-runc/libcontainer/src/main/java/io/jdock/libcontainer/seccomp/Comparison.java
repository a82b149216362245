package io.jdock.libcontainer.seccomp;

import io.jdock.errdefs.InvalidArgumentException;

/** How a condition compares an argument, as a number without sign. */
enum Comparison {
    EQUAL,
    NOT_EQUAL,
    LESS,
    LESS_OR_EQUAL,
    GREATER,
    GREATER_OR_EQUAL,
    /** Some bits of it. */
    MASKED_EQUAL;

    /** The comparison that a runtime spec calls {@code SCMP_CMP_…}. */
    static Comparison named(String name) {
        return switch (name) {
            case "SCMP_CMP_EQ" -> EQUAL;
            case "SCMP_CMP_NE" -> NOT_EQUAL;
            case "SCMP_CMP_LT" -> LESS;
            case "SCMP_CMP_LE" -> LESS_OR_EQUAL;
            case "SCMP_CMP_GT" -> GREATER;
            case "SCMP_CMP_GE" -> GREATER_OR_EQUAL;
            case "SCMP_CMP_MASKED_EQ" -> MASKED_EQUAL;
            default -> throw new InvalidArgumentException("seccomp: unknown comparison \"%s\"".formatted(name));
        };
    }

    /** Where rules contradict each other, libseccomp asks those with the higher rank first. */
    int rank() {
        return switch (this) {
            case EQUAL, NOT_EQUAL, MASKED_EQUAL -> 2;
            case LESS, LESS_OR_EQUAL -> 1;
            case GREATER, GREATER_OR_EQUAL -> 0;
        };
    }
}
