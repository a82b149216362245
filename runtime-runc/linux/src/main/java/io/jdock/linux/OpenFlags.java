package io.jdock.linux;

/**
 * Flags of open(2) and openat2(2); some have other values on aarch64.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/open.2.html">open(2)</a>
 */
public final class OpenFlags {

    private static final boolean ARM = Arch.current() == Arch.AARCH64;

    public static final int RDONLY = 0;
    public static final int WRONLY = 1;
    public static final int RDWR = 2;
    public static final int CREAT = 0100;
    public static final int EXCL = 0200;
    public static final int NOCTTY = 0400;
    public static final int TRUNC = 01000;
    public static final int APPEND = 02000;
    public static final int NONBLOCK = 04000;
    public static final int DIRECTORY = ARM ? 040000 : 0200000;
    public static final int NOFOLLOW = ARM ? 0100000 : 0400000;
    public static final int CLOEXEC = 02000000;
    public static final int PATH = 010000000;
    /** A file without a name; linkat(2) can give it one. */
    public static final int TMPFILE = 020000000 | DIRECTORY;

    private OpenFlags() {}
}
