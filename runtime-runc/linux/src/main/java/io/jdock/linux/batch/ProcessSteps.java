package io.jdock.linux.batch;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jdock.linux.Namespace;
import io.jdock.linux.ResourceLimit;
import io.jdock.linux.Signal;
import io.jdock.linux.Syscall;
import java.time.Duration;
import java.util.List;

/** Steps that make, change, watch and end processes. */
public final class ProcessSteps {

    /** The size of the kernel's signal set in bytes. */
    private static final int SIGSET_SIZE = 8;

    private static final int SIG_SETMASK = 2;
    private static final int WEXITED = 4;
    private static final int P_PID = 1;
    private static final int P_PIDFD = 3;
    private static final int PR_SET_PDEATHSIG = 1;
    private static final int PR_SET_DUMPABLE = 4;
    private static final int PR_SET_NAME = 15;
    private static final int PR_SET_CHILD_SUBREAPER = 36;

    private ProcessSteps() {}

    /**
     * A copy of the process that goes on with the next step. The parent goes on there too unless {@link Step#parent} says
     * otherwise.
     *
     * @param flags {@link io.jdock.linux.CloneFlags} and {@link Namespace#flag}s
     * @param pidfd where the parent stores the pidfd, if the flags ask for it
     */
    public static Step cloneProcess(long flags, Arg pidfd) {
        // The order of the last arguments differs between architectures; all of them are zero here.
        return Step.of(
                "clone a process",
                Syscall.CLONE,
                Arg.of(flags | Signal.CHLD.number()),
                Arg.NONE,
                pidfd,
                Arg.NONE,
                Arg.NONE);
    }

    public static Step execve(String path, List<String> arguments, List<String> environment) {
        return execve(path, Arg.texts(arguments), Arg.texts(environment));
    }

    /** @param arguments address of the array of texts; @param environment another one */
    public static Step execve(String path, Arg arguments, Arg environment) {
        return Step.of("exec " + path, Syscall.EXECVE, Arg.text(path), arguments, environment);
    }

    public static Step exit(int status) {
        return Step.of("exit", Syscall.EXIT_GROUP, Arg.of(status));
    }

    public static Step setsid() {
        return Step.of("start a session", Syscall.SETSID);
    }

    public static Step unshare(long flags) {
        return Step.of("unshare namespaces 0x" + Long.toHexString(flags), Syscall.UNSHARE, Arg.of(flags));
    }

    /** Joins namespaces: several at once through a pidfd, one through a file of {@code /proc/PID/ns}. */
    public static Step setns(Arg descriptor, long flags) {
        return Step.of("join namespaces 0x" + Long.toHexString(flags), Syscall.SETNS, descriptor, Arg.of(flags));
    }

    /** The name that ps shows, at most 15 bytes. */
    public static Step setName(String name) {
        return prctl("set the process name to " + name, PR_SET_NAME, Arg.text(name));
    }

    /** A process that is not dumpable cannot be traced and its {@code /proc} files belong to root. */
    public static Step setDumpable(boolean dumpable) {
        return prctl("set dumpable to " + dumpable, PR_SET_DUMPABLE, Arg.of(dumpable ? 1 : 0));
    }

    /** The kernel kills this process when its parent ends. A change of credentials clears this. */
    public static Step dieWithParent() {
        return prctl("set the parent death signal", PR_SET_PDEATHSIG, Arg.of(Signal.KILL.number()));
    }

    /** Whether this process becomes the parent of descendants whose own parent ends, and so can wait for them. */
    public static Step adoptOrphans(boolean adopt) {
        return prctl("set child subreaper to " + adopt, PR_SET_CHILD_SUBREAPER, Arg.of(adopt ? 1 : 0));
    }

    static Step prctl(String name, int option, Arg second) {
        return Step.of(name, Syscall.PRCTL, Arg.of(option), second, Arg.NONE, Arg.NONE, Arg.NONE);
    }

    public static Step blockAllSignals() {
        return setSignalMask("block all signals", -1);
    }

    public static Step unblockAllSignals() {
        return setSignalMask("unblock all signals", 0);
    }

    private static Step setSignalMask(String name, long mask) {
        return Step.of(
                name, Syscall.RT_SIGPROCMASK, Arg.of(SIG_SETMASK), Block.longs(mask), Arg.NONE, Arg.of(SIGSET_SIZE));
    }

    /** Gives a signal its default action. */
    public static Step defaultAction(int signal) {
        return Step.of(
                "set signal " + signal + " to its default",
                Syscall.RT_SIGACTION,
                Arg.of(signal),
                Block.zeroed(32),
                Arg.NONE,
                Arg.of(SIGSET_SIZE));
    }

    public static Step pidfdOpen(Arg pid) {
        return Step.of("open a process", Syscall.PIDFD_OPEN, pid, Arg.NONE);
    }

    public static Step pidfdGetfd(Arg pidfd, int descriptor) {
        return Step.of("take descriptor " + descriptor, Syscall.PIDFD_GETFD, pidfd, Arg.fd(descriptor), Arg.NONE);
    }

    /** Waits for a child. @param siginfo 128 bytes; @param usage 144 bytes of {@code struct rusage} */
    public static Step waitid(Arg pid, Arg siginfo, Arg usage) {
        return Step.of("wait for a child", Syscall.WAITID, Arg.of(P_PID), pid, siginfo, Arg.of(WEXITED), usage);
    }

    /** The same for the child behind a pidfd. */
    public static Step waitidOfPidfd(Arg pidfd, Arg siginfo, Arg usage) {
        return Step.of("wait for a child", Syscall.WAITID, Arg.of(P_PIDFD), pidfd, siginfo, Arg.of(WEXITED), usage);
    }

    /** Waits for a child. @param status takes 4 bytes, as {@code waitpid(3)} fills them */
    public static Step wait4(Arg pid, Arg status) {
        return Step.of("wait for a child", Syscall.WAIT4, pid, status, Arg.NONE, Arg.NONE);
    }

    public static Step kill(Arg pid, int signal) {
        return Step.of("send signal " + signal, Syscall.KILL, pid, Arg.of(signal));
    }

    /** Always succeeds, with a positive number. */
    public static Step getpid() {
        return Step.of("ask for the own number", Syscall.GETPID);
    }

    /** Like {@link #poll(Arg, int)}, for a time at most; then the result is 0. */
    public static Step poll(Arg polled, int count, Duration atMost) {
        return Step.of(
                "poll",
                Syscall.PPOLL,
                polled,
                Arg.of(count),
                Block.longs(atMost.toSeconds(), atMost.toNanosPart()),
                Arg.NONE,
                Arg.of(SIGSET_SIZE));
    }

    /** Waits until one of the descriptors is ready. @param polled {@code struct pollfd}s */
    public static Step poll(Arg polled, int count) {
        return Step.of("poll", Syscall.PPOLL, polled, Arg.of(count), Arg.NONE, Arg.NONE, Arg.of(SIGSET_SIZE));
    }

    /** @param clock CLOCK_REALTIME 0 or CLOCK_MONOTONIC 1; @param time 16 bytes */
    public static Step clockGettime(int clock, Arg time) {
        return Step.of("read the clock", Syscall.CLOCK_GETTIME, Arg.of(clock), time);
    }

    /** Sets a limit of the process itself. */
    public static Step setLimit(ResourceLimit limit, ResourceLimit.Value value) {
        return Step.of(
                "set limit " + limit,
                Syscall.PRLIMIT64,
                Arg.NONE,
                Arg.of(limit.number()),
                Block.longs(value.soft(), value.hard()),
                Arg.NONE);
    }

    public static Step setHostname(String name) {
        return Step.of(
                "set the hostname to " + name,
                Syscall.SETHOSTNAME,
                Arg.text(name),
                Arg.of(name.getBytes(UTF_8).length));
    }

    public static Step setDomainname(String name) {
        return Step.of(
                "set the domain name to " + name,
                Syscall.SETDOMAINNAME,
                Arg.text(name),
                Arg.of(name.getBytes(UTF_8).length));
    }

    /** Takes memory from these nodes; an empty set means none. @param mode {@code MPOL_…} with its flags */
    public static Step setMemoryPolicy(int mode, long[] nodes) {
        // The kernel takes one bit less than it is told.
        return Step.of(
                "set the memory policy",
                Syscall.SET_MEMPOLICY,
                Arg.of(mode),
                nodes.length == 0 ? Arg.NONE : Block.longs(nodes),
                Arg.of(nodes.length == 0 ? 0 : nodes.length * (long) Long.SIZE + 1));
    }

    public static Step personality(long persona) {
        return Step.of("set the personality to 0x" + Long.toHexString(persona), Syscall.PERSONALITY, Arg.of(persona));
    }
}
