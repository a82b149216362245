package io.jdock.linux;

/** Commands of fcntl(2). */
public final class FcntlCommands {

    public static final int SETFD = 2;
    public static final int GETFL = 3;
    public static final int SETFL = 4;
    public static final int DUPFD_CLOEXEC = 1030;
    public static final int SETPIPE_SZ = 1031;
    public static final int GETPIPE_SZ = 1032;
    public static final int ADD_SEALS = 1033;

    /** The only flag of {@link #SETFD}. */
    public static final int FD_CLOEXEC = 1;

    /** What {@link #ADD_SEALS} takes: shrinking, growing, writing and further seals. */
    public static final int ALL_SEALS = 0xf;

    private FcntlCommands() {}
}
