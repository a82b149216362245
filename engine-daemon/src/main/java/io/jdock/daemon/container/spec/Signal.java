package io.jdock.daemon.container.spec;

import io.jdock.errdefs.InvalidArgumentException;
import java.util.List;
import java.util.Locale;

/**
 * A signal's number, from what people write.
 *
 * @param number 1 to 64
 * @see <a href="https://man7.org/linux/man-pages/man7/signal.7.html">signal(7)</a>
 */
public record Signal(int number) {

    public static final Signal KILL = new Signal(9);
    public static final Signal TERM = new Signal(15);

    private static final int MAX = 64;
    private static final int RTMIN = 34;

    /** Names of 1 to 31 on x86-64 and aarch64, which agree. */
    private static final List<String> NAMES = List.of(
            "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM",
            "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF",
            "WINCH", "IO", "PWR", "SYS");

    /**
     * Reads a number or a name with or without {@code SIG}, in any case, also {@code RTMIN+N} and {@code RTMAX-N}.
     *
     * @throws InvalidArgumentException "Invalid signal: …"
     */
    public static Signal parse(String text) {
        String name = text.toUpperCase(Locale.ROOT);
        int number = name.isEmpty() || !Character.isDigit(name.charAt(0))
                ? byName(name.startsWith("SIG") ? name.substring(3) : name)
                : decimal(name);
        if (number < 1 || number > MAX) {
            throw new InvalidArgumentException("Invalid signal: " + text);
        }
        return new Signal(number);
    }

    private static int byName(String name) {
        return switch (name) {
            case "IOT" -> 6;
            case "CLD" -> 17;
            case "POLL" -> 29;
            case "RTMIN" -> RTMIN;
            case "RTMAX" -> MAX;
            default -> {
                if (name.startsWith("RTMIN+")) {
                    yield RTMIN + decimal(name.substring("RTMIN+".length()));
                }
                if (name.startsWith("RTMAX-")) {
                    yield MAX - decimal(name.substring("RTMAX-".length()));
                }
                yield NAMES.indexOf(name) + 1;
            }
        };
    }

    /** Far outside of the range when it is no number. */
    private static int decimal(String digits) {
        boolean number =
                !digits.isEmpty() && digits.length() <= 3 && digits.chars().allMatch(Character::isDigit);
        return number ? Integer.parseInt(digits) : 2 * MAX;
    }
}
