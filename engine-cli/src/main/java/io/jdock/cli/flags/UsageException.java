package io.jdock.cli.flags;

/** The command line does not make sense; the message is the complete text for the user, usage line included. */
public final class UsageException extends RuntimeException {

    /** Exit status for a flag that is unknown or has a bad value. */
    private static final int BAD_FLAG = 125;

    private final int exitCode;

    private UsageException(String message, int exitCode) {
        super(message);
        this.exitCode = exitCode;
    }

    static UsageException badFlag(String what, FlagSet flags) {
        return new UsageException(what + hint(flags, "Run"), BAD_FLAG);
    }

    static UsageException badArguments(FlagSet flags) {
        String verb = flags.arity().isOpenEnded() ? "See" : "Run";
        String what =
                FlagSet.PROGRAM + ": '" + flags.path() + "' " + flags.arity().rule();
        return new UsageException(what + hint(flags, verb), 1);
    }

    public int exitCode() {
        return exitCode;
    }

    private static String hint(FlagSet flags, String verb) {
        return "\n\nUsage:  " + flags.useLine() + "\n\n" + verb + " '" + flags.path() + " --help' for more information";
    }
}
