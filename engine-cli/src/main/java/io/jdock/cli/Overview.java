package io.jdock.cli;

import io.jdock.cli.flags.FlagSet;

/** Help that lists commands. */
final class Overview {

    private Overview() {}

    static String ofProgram(FlagSet global) {
        return global.help(80);
    }

    static String ofGroup(String group) {
        return group;
    }
}
