package io.jdock.linux;

import java.nio.file.Path;

/**
 * Moves the calling thread into other namespaces.
 *
 * <p>Call these on a platform thread made for the purpose ({@code Threads.callOnPlatformThread}) and let that thread end
 * afterwards. On a virtual thread the change would stick to the carrier and reach unrelated work, so that is refused.
 */
public final class NamespaceCalls {

    private NamespaceCalls() {}

    /**
     * Moves the calling thread, and only it, into new namespaces.
     *
     * <p>After {@link Namespace#PID} the thread can no longer start threads, and its first child process becomes PID 1 of the
     * new namespace.
     *
     * @throws ErrnoException EPERM without CAP_SYS_ADMIN
     * @see <a href="https://man7.org/linux/man-pages/man2/unshare.2.html">unshare(2)</a>
     */
    public static void unshare(long flags) {
        requirePlatformThread("unshare");
        Syscalls.call("unshare namespaces 0x%x".formatted(flags), Syscall.UNSHARE, flags);
    }

    /**
     * Joins the namespace behind a descriptor, of a {@code /proc/PID/ns} file or a pidfd.
     *
     * @param flags the kinds to join; 0 accepts whatever the file is
     * @see <a href="https://man7.org/linux/man-pages/man2/setns.2.html">setns(2)</a>
     */
    public static void setns(Fd namespace, long flags) {
        requirePlatformThread("setns");
        Syscalls.call("join namespace of descriptor " + namespace, Syscall.SETNS, namespace.number(), flags);
    }

    /** Joins the namespace that a file stands for. */
    public static void setns(Path namespace, Namespace kind) {
        try (Fd file = FileCalls.open(At.FDCWD, namespace.toString(), OpenFlags.RDONLY, 0)) {
            setns(file, kind.flag());
        }
    }

    private static void requirePlatformThread(String call) {
        if (Thread.currentThread().isVirtual()) {
            throw new IllegalStateException(call + " on a virtual thread");
        }
    }
}
