package io.jdock.linux;

/**
 * How openat2(2) walks a path: what keeps a path inside a root file system from leaving it.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/openat2.2.html">openat2(2)</a>
 */
public final class Resolve {

    public static final long NO_XDEV = 0x01;
    public static final long NO_MAGICLINKS = 0x02;
    public static final long NO_SYMLINKS = 0x04;
    /** Fails if the path would leave the directory. */
    public static final long BENEATH = 0x08;
    /** Takes the directory for {@code /}: absolute links and {@code ..} stay inside. */
    public static final long IN_ROOT = 0x10;

    private Resolve() {}
}
