package io.jdock.linux.trampoline;

import io.jdock.linux.PidFd;
import io.jdock.linux.batch.Arg;
import io.jdock.linux.batch.Block;
import io.jdock.linux.batch.FileSteps;
import io.jdock.linux.batch.ProcessSteps;
import io.jdock.linux.batch.Slot;
import io.jdock.linux.batch.Step;
import io.jdock.linux.batch.StreamSteps;
import io.jdock.linux.trampoline.Keeper.Nobody;
import io.jdock.linux.trampoline.Keeper.Shim;
import java.util.List;

/**
 * The trampoline that sets a container up and becomes its first process by execve; also the one that becomes an exec'ed
 * process.
 *
 * <p>It starts with the standard descriptors in place, non-dumpable, with an empty signal mask, and with the descriptors named
 * here, all close-on-exec. After the last batch, {@code link} reports end of file once the exec has happened.
 *
 * @param pid its number in our pid namespace
 * @param link the way to talk to it
 * @param keeper who stands by it
 */
public record Launcher(int pid, Link link, Keeper keeper) implements AutoCloseable {

    /** An eventfd of the shim's: reading 8 bytes waits for the start. */
    public static final int GATE = 9;

    /** The shim's exit file; 8 bytes at {@link #EXEC_ERROR_OFFSET} take the negated errno of an exec that failed. */
    public static final int EXIT_FILE = 12;

    /**
     * A socket to the shim: sending one byte fails with EPIPE if the shim is gone. It takes the number of a successor, and the
     * master of a terminal.
     */
    public static final int SHIM_LINK = 14;

    /** Under a shim and for an exec only: the pidfd of the container's first process, see {@link #target}. */
    public static final int TARGET = 16;

    /** Where in the exit file the error of a failed exec goes. */
    public static final int EXEC_ERROR_OFFSET = 512;

    /** Without a shim: the other end of the link, once the launcher waits for its start. Beyond what a program is passed. */
    public static final int PEER = 1001;

    /** Without a shim and for an exec only, see {@link #target}. */
    public static final int LONE_TARGET = 1002;

    /** Without a shim: a socket that takes the master of a terminal. */
    public static final int CONSOLE = 1003;

    /** Not a switch on the type: its bootstrap would cost a cold start a millisecond. */
    private boolean hasShim() {
        return keeper instanceof Shim;
    }

    /** For an exec only: the pidfd of the container's first process, to join its namespaces with one setns(2). */
    public int target() {
        return hasShim() ? TARGET : LONE_TARGET;
    }

    /** The descriptors that it needs until its exec, which closes them; in ascending order. */
    public List<Integer> needed() {
        return hasShim() ? List.of(GATE, EXIT_FILE, SHIM_LINK, Trampoline.SOCKET) : List.of(Trampoline.SOCKET);
    }

    /** The lowest descriptor that is not for the program. */
    public int firstOwn() {
        return keeper instanceof Nobody(int passed) ? 3 + passed : 3;
    }

    /**
     * Gives the master of a terminal to whoever is to have it, and waits until a shim has it.
     *
     * @param master its number in the launcher, which still has to close it
     */
    public List<Step> handTerminalOver(int master) {
        return switch (keeper) {
            case Shim() ->
                List.of(
                        StreamSteps.sendDescriptor(Arg.fd(SHIM_LINK), master),
                        FileSteps.read(Arg.fd(SHIM_LINK), Block.zeroed(8), Arg.of(8))
                                .named("wait for the shim"));
            case Nobody _ ->
                List.of(
                        StreamSteps.sendDescriptor(Arg.fd(CONSOLE), master).named("send the terminal"),
                        FileSteps.close(Arg.fd(CONSOLE)));
        };
    }

    /**
     * The last steps of a launcher that leaves a child in its place: tells a shim which one to watch from now on.
     *
     * @param successor the child's number as clone returned it, which is as the shim sees it
     */
    public List<Step> announceSuccessor(Slot successor) {
        return switch (keeper) {
            case Shim() ->
                List.of(FileSteps.write(Arg.fd(SHIM_LINK), successor.address(), Arg.of(8))
                        .named("tell the shim of a successor"));
            case Nobody _ -> List.of();
        };
    }

    /** The first steps of such a child: waits until it is watched, and ends with the shim like its predecessor. */
    public List<Step> awaitSuccession() {
        return switch (keeper) {
            case Shim() ->
                List.of(
                        ProcessSteps.dieWithParent(),
                        FileSteps.read(Arg.fd(SHIM_LINK), Block.zeroed(8), Arg.of(8))
                                .named("wait for the shim"));
            case Nobody _ -> List.of();
        };
    }

    /** The child that is in the launcher's place now. @param pid its number in our pid namespace */
    public Launcher succeededBy(int pid) {
        return new Launcher(pid, link, keeper);
    }

    /**
     * A launcher that {@link Keeper.Nobody} stands by and that waits for its start, made by this process or by an earlier one.
     *
     * @throws io.jdock.linux.ErrnoException EBADF if it does not wait (any more), ESRCH if it has ended
     */
    public static Launcher rejoin(int pid, PidFd process) {
        return new Launcher(pid, new Link(process.take(PEER)), new Nobody(0));
    }

    /** Lets a launcher that nobody stands by go on to its exec. */
    public void openOwnGate() {
        link.sendStart();
    }

    @Override
    public void close() {
        link.close();
    }
}
