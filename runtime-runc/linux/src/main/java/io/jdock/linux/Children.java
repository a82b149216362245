package io.jdock.linux;

/** The children of this process, among them those that it has adopted. */
public final class Children {

    private static final int PR_SET_CHILD_SUBREAPER = 36;
    private static final int ANY = 0;
    private static final int ONE = 1;
    private static final int ENDED = 4;
    private static final int LEAVE = 0x01000000;
    private static final int SIGINFO_SIZE = 128;
    private static final int SI_PID = 16;

    private Children() {}

    /**
     * Makes this process the parent of all processes below it that lose their own.
     *
     * @see <a href="https://man7.org/linux/man-pages/man2/PR_SET_CHILD_SUBREAPER.2const.html">PR_SET_CHILD_SUBREAPER(2const)</a>
     */
    public static void adoptOrphans() {
        Syscalls.call("become a subreaper", Syscall.PRCTL, PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
    }

    /** Collects every child that ends, until this one has, which is left to be collected. Nobody else may wait meanwhile. */
    public static void collectUntilEndOf(int pid) {
        try (var scratch = new Scratch()) {
            long info = scratch.zeroed(SIGINFO_SIZE);
            while (true) {
                Syscalls.callRestarting("wait for children", Syscall.WAITID, ANY, 0, info, ENDED | LEAVE, 0);
                int ended = Scratch.readInt(info + SI_PID);
                if (ended == pid) {
                    return;
                }
                Syscalls.callRestarting("collect process " + ended, Syscall.WAITID, ONE, ended, Scratch.NULL, ENDED, 0);
            }
        }
    }
}
