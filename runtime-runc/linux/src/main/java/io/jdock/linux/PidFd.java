package io.jdock.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A process, held so that its number cannot come to mean another one.
 *
 * <p>The descriptor becomes readable when the process ends.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/pidfd_open.2.html">pidfd_open(2)</a>
 */
public record PidFd(Fd fd) implements AutoCloseable {

    private static final int P_PIDFD = 3;
    private static final int WEXITED = 4;
    private static final int SI_CODE = 8;
    private static final int SI_STATUS = 24;
    private static final int CLD_EXITED = 1;
    private static final int SIGNALLED = 128;

    /** The process with this number in our pid namespace, or nothing if there is none. */
    public static Optional<PidFd> open(int pid) {
        long result = Syscalls.attempt(Syscall.PIDFD_OPEN, pid, 0);
        if (result == -Errno.ESRCH.number()) {
            return Optional.empty();
        }
        return Optional.of(new PidFd(Fd.owning(Syscalls.require("open process " + pid, result))));
    }

    /** A duplicate of one of the process's descriptors. Needs the right to trace it. */
    public Fd take(int descriptor) {
        return Fd.owning(Syscalls.call(
                "take descriptor %d of process %s".formatted(descriptor, fd),
                Syscall.PIDFD_GETFD,
                fd.number(),
                descriptor,
                0));
    }

    /** Sends a signal; false if the process has ended already. Signal 0 only asks. */
    public boolean signal(int signal) {
        long result = Syscalls.attempt(Syscall.PIDFD_SEND_SIGNAL, fd.number(), signal, 0, 0);
        if (result == -Errno.ESRCH.number()) {
            return false;
        }
        Syscalls.require("send signal " + signal, result);
        return true;
    }

    /** Collects a child of ours that ends, waiting for that; a process that is not our child is left alone. */
    public void reap() {
        try (var scratch = new Scratch()) {
            long result = Syscalls.attempt(Syscall.WAITID, P_PIDFD, fd.number(), scratch.zeroed(128), WEXITED, 0);
            if (result != -Errno.ECHILD.number()) {
                Syscalls.require("wait for process", result);
            }
        }
    }

    /** Waits for a child of ours and collects it. @return its exit status, or 128 and the number of the signal that ended it */
    public int await() {
        Ending ending = awaitEnding();
        return ending.signalled() ? SIGNALLED + ending.number() : ending.number();
    }

    /** Waits for a child of ours and collects it. */
    public Ending awaitEnding() {
        try (var scratch = new Scratch()) {
            long info = scratch.zeroed(128);
            Syscalls.callRestarting("wait for process", Syscall.WAITID, P_PIDFD, fd.number(), info, WEXITED, 0);
            boolean signalled = Scratch.readInt(info + SI_CODE) != CLD_EXITED;
            return new Ending(signalled, Scratch.readInt(info + SI_STATUS));
        }
    }

    /** The process's number as our pid namespace sees it, or nothing once it was collected. */
    public Optional<Integer> pid() {
        return pid(Path.of("/proc/self/fdinfo/" + fd.number()));
    }

    /** The same for a pidfd that some process holds. @param holder that process's number */
    public static Optional<Integer> pidBehind(int holder, int descriptor) {
        return pid(Path.of("/proc/%d/fdinfo/%d".formatted(holder, descriptor)));
    }

    private static Optional<Integer> pid(Path fdinfo) {
        try {
            for (String line : Files.readAllLines(fdinfo)) {
                if (line.startsWith("Pid:")) {
                    int pid = Integer.parseInt(line.substring(4).trim());
                    return pid > 0 ? Optional.of(pid) : Optional.empty();
                }
            }
            throw new IllegalStateException(fdinfo + " is not of a pidfd");
        } catch (IOException e) {
            throw new UncheckedIOException("read the number in " + fdinfo, e);
        }
    }

    @Override
    public void close() {
        fd.close();
    }
}
