package io.jdock.linux;

import java.util.Optional;

/**
 * The resource limits in the order of their numbers: {@link #ordinal} is the kernel's number.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/getrlimit.2.html">getrlimit(2)</a>
 */
public enum ResourceLimit {
    CPU,
    FSIZE,
    DATA,
    STACK,
    CORE,
    RSS,
    NPROC,
    NOFILE,
    MEMLOCK,
    AS,
    LOCKS,
    SIGPENDING,
    MSGQUEUE,
    NICE,
    RTPRIO,
    RTTIME;

    /** No limit. */
    public static final long INFINITY = -1;

    private static final String PREFIX = "RLIMIT_";

    /** The limit of this name as the OCI specification writes it: {@code RLIMIT_NOFILE}. */
    public static Optional<ResourceLimit> named(String name) {
        for (ResourceLimit limit : values()) {
            if (name.startsWith(PREFIX)
                    && name.endsWith(limit.name())
                    && name.length() == limit.name().length() + 7) {
                return Optional.of(limit);
            }
        }
        return Optional.empty();
    }

    public int number() {
        return ordinal();
    }

    /** A soft and a hard value; {@link #INFINITY} (all bits set) means none. Unsigned. */
    public record Value(long soft, long hard) {}

    /** Reads this limit of a process; 0 stands for the caller. */
    public Value of(int pid) {
        try (var scratch = new Scratch()) {
            long old = scratch.longs(0, 0);
            Syscalls.call(
                    "read limit %s of process %d".formatted(name(), pid), Syscall.PRLIMIT64, pid, number(), 0, old);
            return new Value(Scratch.readLong(old), Scratch.readLong(old + 8));
        }
    }

    /**
     * Sets this limit of a process; 0 stands for the caller.
     *
     * @throws ErrnoException EPERM when the hard value is raised without CAP_SYS_RESOURCE
     */
    public void set(int pid, Value value) {
        try (var scratch = new Scratch()) {
            long wanted = scratch.longs(value.soft(), value.hard());
            Syscalls.call(
                    "set limit %s of process %d".formatted(name(), pid), Syscall.PRLIMIT64, pid, number(), wanted, 0);
        }
    }
}
