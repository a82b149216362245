package io.jdock.linux.dbus;

/** At multiples of how many bytes a value starts, which for those of a fixed size is that size. */
final class Alignment {

    static final int STRUCT = 8;

    private Alignment() {}

    /** @param type the first letter of a type's signature */
    static int of(char type) {
        return switch (type) {
            case 'y', 'g', 'v' -> 1;
            case 'n', 'q' -> 2;
            case 'b', 'i', 'u', 'h', 's', 'o', 'a' -> 4;
            case 'x', 't', 'd', '(', '{' -> 8;
            default -> throw DbusException.protocol("unknown type \"" + type + '"');
        };
    }

    static boolean isFixed(char type) {
        return "ybnqiuxtdh".indexOf(type) >= 0;
    }
}
