package io.jdock.linux;

import com.sun.jna.Function;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

/**
 * Makes system calls from the calling thread.
 *
 * <p>Calls go through libc's {@code syscall} as one JNA {@link Function}: that costs 0.2 ms to set up, where a mapped interface
 * costs several, and the command line pays it on every start. A process that makes many gets the mapped one. A call that blocks holds its carrier thread, so blocking
 * calls belong on platform threads.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/syscall.2.html">syscall(2)</a>
 */
public final class Syscalls {

    private static final Function SYSCALL = NativeLibrary.getProcess().getFunction("syscall");
    private static final Arch ARCH = Arch.current();

    /** From here on the process is one for which {@link MappedSyscall} pays. */
    private static final int MANY = 5_000;

    /** How many there were, about: threads may count over each other. */
    private static int calls;

    private Syscalls() {}

    /** Makes the call and returns its result, or the negated errno. For callers to whom some errors are answers. */
    public static long attempt(Syscall call, long... arguments) {
        long number = call.number(ARCH);
        boolean mapped = calls >= MANY && MappedSyscall.isThere();
        long result = mapped ? callMapped(number, arguments) : callByName(number, arguments);
        return result == -1 ? -Native.getLastError() : result;
    }

    private static long callByName(long number, long... arguments) {
        calls++;
        Object[] boxed = new Object[7];
        boxed[0] = number;
        for (int i = 0; i < 6; i++) {
            boxed[i + 1] = argument(i, arguments);
        }
        return SYSCALL.invokeLong(boxed);
    }

    private static long callMapped(long number, long... arguments) {
        return MappedSyscall.syscall(
                number,
                argument(0, arguments),
                argument(1, arguments),
                argument(2, arguments),
                argument(3, arguments),
                argument(4, arguments),
                argument(5, arguments));
    }

    private static long argument(int index, long... arguments) {
        return index < arguments.length ? arguments[index] : 0;
    }

    /**
     * Makes the call and returns its result.
     *
     * @param attempt what the caller is doing, for the error's text: "mount proc on /proc"
     * @throws ErrnoException if it fails
     */
    public static long call(String attempt, Syscall call, long... arguments) {
        return require(attempt, attempt(call, arguments));
    }

    /** Like {@link #call}, but starts again when a signal interrupted the call. */
    public static long callRestarting(String attempt, Syscall call, long... arguments) {
        long result;
        do {
            result = attempt(call, arguments);
        } while (result == -Errno.EINTR.number());
        return require(attempt, result);
    }

    /** Turns a negated errno into an exception. */
    public static long require(String attempt, long result) {
        if (result < 0) {
            throw new ErrnoException(attempt, Errno.of(-result));
        }
        return result;
    }
}
