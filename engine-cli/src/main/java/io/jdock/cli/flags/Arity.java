package io.jdock.cli.flags;

/**
 * How many words a command wants beside its flags.
 *
 * @param least smallest number
 * @param most largest number
 */
public record Arity(int least, int most) {

    /** No words. */
    public static final Arity NONE = new Arity(0, 0);

    /** Any number of words. */
    public static final Arity ANY = new Arity(0, Integer.MAX_VALUE);

    public static Arity exactly(int count) {
        return new Arity(count, count);
    }

    public static Arity atLeast(int count) {
        return new Arity(count, Integer.MAX_VALUE);
    }

    public static Arity atMost(int count) {
        return new Arity(0, count);
    }

    boolean allows(int count) {
        return count >= least && count <= most;
    }

    boolean isOpenEnded() {
        return most == Integer.MAX_VALUE;
    }

    /** The rule in words, after the name of the command. */
    String rule() {
        if (most == 0) {
            return "accepts no arguments";
        }
        if (least == most) {
            return "requires " + counted(least);
        }
        return isOpenEnded() ? "requires at least " + counted(least) : "requires at most " + counted(most);
    }

    private static String counted(int count) {
        return count + (count == 1 ? " argument" : " arguments");
    }
}
