package io.jdock.linux;

/**
 * How the kernel schedules a process, {@code struct sched_attr}.
 *
 * @param policy {@code SCHED_…}
 * @param flags {@code SCHED_FLAG_…}
 * @param nice -20 to 19, for the policies that share processor time
 * @param priority 1 to 99, for the real-time policies
 * @param runtime with {@code deadline} and {@code period} in nanoseconds, for {@code SCHED_DEADLINE}
 * @see <a href="https://man7.org/linux/man-pages/man2/sched_setattr.2.html">sched_setattr(2)</a>
 */
public record SchedulingPolicy(
        int policy, long flags, int nice, int priority, long runtime, long deadline, long period) {

    /** With the two fields that clamp utilization. */
    private static final int SIZE = 56;

    /**
     * Schedules a process so; 0 stands for the calling thread.
     *
     * @throws ErrnoException EPERM without CAP_SYS_NICE, EINVAL for what this kernel does not know
     */
    public void apply(int pid) {
        try (var scratch = new Scratch()) {
            long attributes = scratch.longs(
                    SIZE | (long) policy << Integer.SIZE,
                    flags,
                    nice & 0xffffffffL | (long) priority << Integer.SIZE,
                    runtime,
                    deadline,
                    period,
                    0);
            Syscalls.call("set the scheduler of process " + pid, Syscall.SCHED_SETATTR, pid, attributes, 0);
        }
    }

    /** How a process is scheduled; 0 stands for the calling thread. */
    public static SchedulingPolicy of(int pid) {
        try (var scratch = new Scratch()) {
            long read = scratch.zeroed(SIZE);
            Syscalls.call("get the scheduler of process " + pid, Syscall.SCHED_GETATTR, pid, read, SIZE, 0);
            return new SchedulingPolicy(
                    Scratch.readInt(read + 4),
                    Scratch.readLong(read + 8),
                    Scratch.readInt(read + 16),
                    Scratch.readInt(read + 20),
                    Scratch.readLong(read + 24),
                    Scratch.readLong(read + 32),
                    Scratch.readLong(read + 40));
        }
    }
}
