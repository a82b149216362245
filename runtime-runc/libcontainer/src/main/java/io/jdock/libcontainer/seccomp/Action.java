package io.jdock.libcontainer.seccomp;

import io.jdock.errdefs.InvalidArgumentException;
import org.jspecify.annotations.Nullable;

/**
 * What a filter answers, as the 32-bit value that seccomp(2) defines.
 *
 * @param value action in the upper half, errno or message in the lower
 * @see <a href="https://man7.org/linux/man-pages/man2/seccomp.2.html">seccomp(2)</a>
 */
record Action(int value) {

    static final Action KILL_PROCESS = new Action(0x80000000);
    static final Action KILL_THREAD = new Action(0x00000000);
    static final Action ALLOW = new Action(0x7fff0000);
    static final Action LOG = new Action(0x7ffc0000);
    static final Action NOTIFY = new Action(0x7fc00000);
    static final Action NO_SUCH_CALL = errno(38);

    private static final Action TRAP = new Action(0x00030000);
    private static final int ERRNO = 0x00050000;
    private static final int TRACE = 0x7ff00000;
    private static final int EPERM = 1;
    private static final int MOST_ERRNO = 4095;
    private static final int MOST_DATA = 0xffff;

    static Action errno(int errno) {
        return new Action(ERRNO | errno);
    }

    /**
     * The action of this name.
     *
     * @param errnoRet errno or trace message; null for EPERM
     * @throws InvalidArgumentException for a number with an action that takes none
     */
    static Action named(String name, @Nullable Integer errnoRet) {
        return switch (name) {
            case "SCMP_ACT_ERRNO" -> new Action(ERRNO | data(errnoRet, MOST_ERRNO));
            case "SCMP_ACT_TRACE" -> new Action(TRACE | data(errnoRet, MOST_DATA));
            default -> withoutData(name, errnoRet);
        };
    }

    private static Action withoutData(String name, @Nullable Integer errnoRet) {
        Action action = switch (name) {
            case "SCMP_ACT_ALLOW" -> ALLOW;
            case "SCMP_ACT_KILL", "SCMP_ACT_KILL_THREAD" -> KILL_THREAD;
            case "SCMP_ACT_KILL_PROCESS" -> KILL_PROCESS;
            case "SCMP_ACT_LOG" -> LOG;
            case "SCMP_ACT_NOTIFY" -> NOTIFY;
            case "SCMP_ACT_TRAP" -> TRAP;
            default -> throw new InvalidArgumentException("seccomp: unknown action \"%s\"".formatted(name));
        };
        if (errnoRet != null) {
            throw new InvalidArgumentException("seccomp: errnoRet %d makes no sense with %s".formatted(errnoRet, name));
        }
        return action;
    }

    private static int data(@Nullable Integer errnoRet, int most) {
        int data = errnoRet == null ? EPERM : errnoRet;
        if (data < 0 || data > most) {
            throw new InvalidArgumentException("seccomp: errnoRet %d is outside 0 to %d".formatted(data, most));
        }
        return data;
    }

    /** Spelled out, as what the compiler makes of a record takes a cold start milliseconds to link. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Action that && value == that.value;
    }

    @Override
    public int hashCode() {
        return value;
    }

    /** Whether a call that gets this does not happen, unless somebody who knows of the call decides otherwise. */
    boolean restricts() {
        return !equals(ALLOW) && !equals(LOG) && (value & 0xffff0000) != TRACE;
    }

    /** Whether a call that gets this happens. */
    boolean allows() {
        return equals(ALLOW) || equals(LOG);
    }
}
