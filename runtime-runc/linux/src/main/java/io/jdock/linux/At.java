package io.jdock.linux;

/** The directory argument and the flags of the {@code *at} system calls. */
public final class At {

    /** Stands for the working directory. */
    public static final int FDCWD = -100;

    public static final int SYMLINK_NOFOLLOW = 0x100;
    public static final int REMOVEDIR = 0x200;
    /** faccessat2(2), where it shares a number: check for the effective ids, not the real ones. */
    public static final int EACCESS = 0x200;

    public static final int SYMLINK_FOLLOW = 0x400;
    public static final int EMPTY_PATH = 0x1000;
    public static final int RECURSIVE = 0x8000;

    private At() {}
}
