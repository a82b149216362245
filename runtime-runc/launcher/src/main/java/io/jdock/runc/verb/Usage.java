package io.jdock.runc.verb;

import io.jdock.runc.flags.FlagSet;
import io.jdock.runc.flags.UsageException;
import java.util.List;

/**
 * What a verb's help says.
 *
 * @param arguments what follows the flags
 * @param arity how many words it wants
 * @param description what it does, some lines
 */
public record Usage(String name, String summary, String arguments, Arity arity, String description) {

    /** What we call ourselves. */
    public static final String PROGRAM = "jdock-runc";

    /** How many words. @param exact whether more are refused */
    public record Arity(int least, boolean exact) {
        public static final Arity ANY = new Arity(0, false);

        public static Arity exactly(int count) {
            return new Arity(count, true);
        }

        public static Arity atLeast(int count) {
            return new Arity(count, false);
        }
    }

    /** @throws UsageException for too few or too many words */
    public void require(List<String> words) {
        if (arity.exact() && words.size() != arity.least()) {
            throw new UsageException(
                    "%s: \"%s\" requires exactly %d argument(s)".formatted(PROGRAM, name, arity.least()));
        }
        if (words.size() < arity.least()) {
            throw new UsageException(
                    "%s: \"%s\" requires a minimum of %d argument(s)".formatted(PROGRAM, name, arity.least()));
        }
    }

    /** The help text. */
    public String help(FlagSet flags) {
        StringBuilder out = new StringBuilder("NAME:\n   ");
        out.append(PROGRAM).append(' ').append(name).append(" - ").append(summary);
        out.append("\n\nUSAGE:\n   ").append(PROGRAM).append(' ').append(name);
        out.append(flags.isEmpty() ? "" : " [command options]");
        out.append(arguments.isEmpty() ? "" : " " + arguments).append('\n');
        if (!description.isEmpty()) {
            out.append("\nDESCRIPTION:\n   ")
                    .append(description.strip().replace("\n", "\n   "))
                    .append('\n');
        }
        if (!flags.isEmpty()) {
            out.append("\nOPTIONS:\n").append(flags.help());
        }
        return out.toString();
    }
}
