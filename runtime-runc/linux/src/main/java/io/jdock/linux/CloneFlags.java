package io.jdock.linux;

/**
 * Flags of clone(2) beside those that name a {@link Namespace}.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/clone.2.html">clone(2)</a>
 */
public final class CloneFlags {

    /** The child shares the caller's memory. */
    public static final long VM = 0x100;

    /** The caller sleeps until the child has executed a program or ended. */
    public static final long VFORK = 0x4000;

    /** For unshare(2): a working directory, root and umask of the thread's own. */
    public static final long FS = 0x200;

    /** Store a pidfd of the child. */
    public static final long PIDFD = 0x1000;

    /** The child becomes the caller's sibling. */
    public static final long PARENT = 0x8000;

    private CloneFlags() {}
}
