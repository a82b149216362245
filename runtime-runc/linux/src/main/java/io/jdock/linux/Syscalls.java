package io.jdock.linux;

import com.sun.jna.Function;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

/**
 * Makes system calls from the calling thread.
 *
 * <p>Calls go through libc's {@code syscall} as one JNA {@link Function}: that costs 0.2 ms to set up, where a mapped interface
 * costs several, and the command line pays it on every start. A call that blocks holds its carrier thread, so blocking
 * calls belong on platform threads.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/syscall.2.html">syscall(2)</a>
 */
public final class Syscalls {

    private static final Function SYSCALL = NativeLibrary.getProcess().getFunction("syscall");
    private static final Arch ARCH = Arch.current();

    private Syscalls() {}

    /** Makes the call and returns its result, or the negated errno. For callers to whom some errors are answers. */
    public static long attempt(Syscall call, long... arguments) {
        Object[] boxed = new Object[7];
        boxed[0] = (long) call.number(ARCH);
        for (int i = 0; i < 6; i++) {
            boxed[i + 1] = i < arguments.length ? arguments[i] : 0L;
        }
        long result = SYSCALL.invokeLong(boxed);
        return result == -1 ? -Native.getLastError() : result;
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
