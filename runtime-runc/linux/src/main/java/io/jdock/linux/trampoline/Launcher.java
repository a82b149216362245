package io.jdock.linux.trampoline;

import io.jdock.linux.batch.Arg;
import io.jdock.linux.batch.Block;
import io.jdock.linux.batch.FileSteps;
import io.jdock.linux.batch.Step;
import io.jdock.linux.batch.StreamSteps;
import java.util.List;

/**
 * The trampoline that sets a container up and becomes its first process by execve; also the one that becomes an exec'ed
 * process. The shim that cloned it holds its pidfd.
 *
 * <p>It starts with the standard descriptors in place, non-dumpable, with an empty signal mask, and with the descriptors named
 * here, all close-on-exec. After the last batch, {@code link} reports end of file once the exec has happened.
 *
 * @param pid its number in our pid namespace
 * @param link the way to talk to it
 */
public record Launcher(int pid, Link link) implements AutoCloseable {

    /** An eventfd: reading 8 bytes waits for the start. */
    public static final int GATE = 9;

    /** The exit file; 8 bytes at {@link #EXEC_ERROR_OFFSET} take the negated errno of an exec that failed. */
    public static final int EXIT_FILE = 12;

    /** A socket to the shim: sending one byte fails with EPIPE if the shim is gone, and takes the master of a terminal. */
    public static final int SHIM_LINK = 14;

    /** For an exec only: the pidfd of the container's first process, to join its namespaces with one setns(2). */
    public static final int TARGET = 16;

    /** Where in the exit file the error of a failed exec goes. */
    public static final int EXEC_ERROR_OFFSET = 512;

    /**
     * Gives the master of a terminal to the shim, and waits until the shim has it.
     *
     * @param master its number in the launcher, which still has to close it
     */
    public static List<Step> handTerminalToShim(int master) {
        return List.of(
                StreamSteps.sendDescriptor(Arg.fd(SHIM_LINK), master),
                FileSteps.read(Arg.fd(SHIM_LINK), Block.zeroed(8), Arg.of(8)).named("wait for the shim"));
    }

    @Override
    public void close() {
        link.close();
    }
}
