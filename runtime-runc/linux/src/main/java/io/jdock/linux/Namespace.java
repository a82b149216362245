package io.jdock.linux;

import java.util.Collection;

/**
 * The kinds of namespaces.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/namespaces.7.html">namespaces(7)</a>
 */
public enum Namespace {
    TIME(0x80, "time"),
    MOUNT(0x20000, "mnt"),
    CGROUP(0x2000000, "cgroup"),
    UTS(0x4000000, "uts"),
    IPC(0x8000000, "ipc"),
    USER(0x10000000, "user"),
    PID(0x20000000, "pid"),
    NETWORK(0x40000000, "net");

    private final long flag;
    private final String procName;

    Namespace(long flag, String procName) {
        this.flag = flag;
        this.procName = procName;
    }

    /** The flag of clone(2), unshare(2) and setns(2). */
    public long flag() {
        return flag;
    }

    /** Name of the file under {@code /proc/PID/ns}. */
    public String procName() {
        return procName;
    }

    /** The flags of all given kinds together. */
    public static long mask(Collection<Namespace> namespaces) {
        long mask = 0;
        for (Namespace namespace : namespaces) {
            mask |= namespace.flag;
        }
        return mask;
    }
}
