package io.jdock.linux;

import java.util.Locale;
import java.util.OptionalInt;

/**
 * The standard signals, by the numbers that x86-64 and aarch64 share; real-time signals go by number.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/signal.7.html">signal(7)</a>
 */
public enum Signal {
    HUP,
    INT,
    QUIT,
    ILL,
    TRAP,
    ABRT,
    BUS,
    FPE,
    KILL,
    USR1,
    SEGV,
    USR2,
    PIPE,
    ALRM,
    TERM,
    STKFLT,
    CHLD,
    CONT,
    STOP,
    TSTP,
    TTIN,
    TTOU,
    URG,
    XCPU,
    XFSZ,
    VTALRM,
    PROF,
    WINCH,
    IO,
    PWR,
    SYS;

    private static final int FIRST_REAL_TIME = 34;
    private static final int LAST_REAL_TIME = 64;

    /** The signal's number; the list has no gaps. */
    public int number() {
        return ordinal() + 1;
    }

    /**
     * Reads a signal as users write it: {@code 9}, {@code KILL}, {@code SIGKILL}, {@code sigkill}, {@code RTMIN+3}.
     *
     * @return the number from 1 to 64, or nothing if the text is none of these
     */
    public static OptionalInt parse(String text) {
        if (!text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return text.length() > 2 ? OptionalInt.empty() : inRange(Integer.parseInt(text), 1);
        }
        String upper = text.toUpperCase(Locale.ROOT);
        String bare = upper.startsWith("SIG") ? upper.substring(3) : upper;
        for (Signal signal : values()) {
            if (signal.name().equals(bare)) {
                return OptionalInt.of(signal.number());
            }
        }
        return switch (bare) {
            case "IOT" -> OptionalInt.of(ABRT.number());
            case "CLD" -> OptionalInt.of(CHLD.number());
            case "POLL" -> OptionalInt.of(IO.number());
            default -> parseRealTime(bare);
        };
    }

    private static OptionalInt parseRealTime(String bare) {
        boolean fromEnd = bare.startsWith("RTMAX");
        if (!fromEnd && !bare.startsWith("RTMIN")) {
            return OptionalInt.empty();
        }
        String rest = bare.substring(5);
        if (rest.isEmpty()) {
            return OptionalInt.of(fromEnd ? LAST_REAL_TIME : FIRST_REAL_TIME);
        }
        boolean wellFormed = rest.charAt(0) == (fromEnd ? '-' : '+')
                && rest.length() >= 2
                && rest.length() <= 3
                && rest.substring(1).chars().allMatch(c -> c >= '0' && c <= '9');
        if (!wellFormed) {
            return OptionalInt.empty();
        }
        int distance = Integer.parseInt(rest.substring(1));
        return inRange(fromEnd ? LAST_REAL_TIME - distance : FIRST_REAL_TIME + distance, FIRST_REAL_TIME);
    }

    private static OptionalInt inRange(int number, int least) {
        return number >= least && number <= LAST_REAL_TIME ? OptionalInt.of(number) : OptionalInt.empty();
    }
}
