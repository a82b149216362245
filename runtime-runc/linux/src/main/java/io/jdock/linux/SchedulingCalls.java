package io.jdock.linux;

/** Where a process runs and how urgent it and its block I/O are; all may be set from outside. 0 stands for the calling thread. */
public final class SchedulingCalls {

    private static final int PRIO_PROCESS = 0;
    private static final int IOPRIO_WHO_PROCESS = 1;

    /** The kernel's answer has at most this many processors. */
    private static final int LONGEST_SET = 8192 / Byte.SIZE;

    private SchedulingCalls() {}

    /**
     * Lets a process run on these processors, as far as its cpuset allows them.
     *
     * @throws ErrnoException EINVAL if none of them is there and allowed
     * @see <a href="https://man7.org/linux/man-pages/man2/sched_setaffinity.2.html">sched_setaffinity(2)</a>
     */
    public static void setAffinity(int pid, ProcessorSet processors) {
        try (var scratch = new Scratch()) {
            long[] words = processors.words();
            Syscalls.call(
                    "set the CPU affinity of process " + pid,
                    Syscall.SCHED_SETAFFINITY,
                    pid,
                    (long) words.length * Long.BYTES,
                    scratch.longs(words));
        }
    }

    /** The processors that a process may run on. */
    public static ProcessorSet affinity(int pid) {
        try (var scratch = new Scratch()) {
            long set = scratch.zeroed(LONGEST_SET);
            long length = Syscalls.call(
                    "get the CPU affinity of process " + pid, Syscall.SCHED_GETAFFINITY, pid, LONGEST_SET, set);
            long[] words = new long[(int) length / Long.BYTES];
            for (int i = 0; i < words.length; i++) {
                words[i] = Scratch.readLong(set + 8L * i);
            }
            return new ProcessorSet(words);
        }
    }

    /**
     * Sets how much of a busy processor a process gets.
     *
     * @param nice from -20, the most, to 19; each step is about a quarter less
     * @throws ErrnoException EACCES for less than it has without CAP_SYS_NICE
     * @see <a href="https://man7.org/linux/man-pages/man2/setpriority.2.html">setpriority(2)</a>
     */
    public static void setNice(int pid, int nice) {
        Syscalls.call("set the priority of process " + pid, Syscall.SETPRIORITY, PRIO_PROCESS, pid, nice);
    }

    /**
     * Sets the I/O priority of a process.
     *
     * @param value class in the bits from 13 on, level below
     * @throws ErrnoException EPERM for the real-time class without CAP_SYS_ADMIN or CAP_SYS_NICE
     * @see <a href="https://man7.org/linux/man-pages/man2/ioprio_set.2.html">ioprio_set(2)</a>
     */
    public static void setIoPriority(int pid, int value) {
        Syscalls.call("set the I/O priority of process " + pid, Syscall.IOPRIO_SET, IOPRIO_WHO_PROCESS, pid, value);
    }

    /** The I/O priority of a process. */
    public static int ioPriority(int pid) {
        return (int)
                Syscalls.call("get the I/O priority of process " + pid, Syscall.IOPRIO_GET, IOPRIO_WHO_PROCESS, pid);
    }
}
