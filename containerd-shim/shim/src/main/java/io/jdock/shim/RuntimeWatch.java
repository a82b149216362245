package io.jdock.shim;

import static io.jdock.linux.batch.Arg.fd;
import static io.jdock.linux.batch.FileSteps.chdir;
import static io.jdock.linux.batch.FileSteps.close;
import static io.jdock.linux.batch.FileSteps.dup3;
import static io.jdock.linux.batch.FileSteps.read;
import static io.jdock.linux.batch.ProcessSteps.adoptOrphans;
import static io.jdock.linux.batch.ProcessSteps.pidfdOpen;
import static io.jdock.linux.batch.ProcessSteps.poll;
import static io.jdock.linux.batch.ProcessSteps.waitid;
import static io.jdock.linux.batch.StreamSteps.accept;
import static io.jdock.linux.batch.StreamSteps.listen;
import static io.jdock.linux.batch.StreamSteps.receiveDescriptor;
import static io.jdock.linux.batch.StreamSteps.send;

import io.jdock.linux.OpenFlags;
import io.jdock.linux.batch.Arg;
import io.jdock.linux.batch.Batch;
import io.jdock.linux.batch.Block;
import io.jdock.linux.batch.Slot;

/**
 * The part of a shim whose launcher executes an OCI runtime: it takes the terminal from the runtime, tells how the runtime ended,
 * is told which process the runtime has left behind, and turns to that one as if it were its own child. It is: a runtime's
 * orphans come to the shim.
 */
final class RuntimeWatch {

    /** Where a runtime finds the shim's socket, in the shim's working directory. */
    static final String CONSOLE = "console.sock";

    /** How many other children the runtime may leave; the shim reaps those that it is told of. */
    static final int MOST_STRAYS = 7;

    /** The process, then the strays, each 64 bits; what is not used is 0. */
    static final int ORDERS = (1 + MOST_STRAYS) * Long.BYTES;

    /** The size of the shim's answer to its orders. */
    static final int ACKNOWLEDGEMENT = Long.BYTES;

    /** The process to wait for; behind it, the slots of the strays. */
    static final Slot PROCESS = new Slot(1, "process");

    private static final Slot TEMPORARY = new Slot(PROCESS.index() + 1 + MOST_STRAYS, "temporary");
    private static final int POLLIN = 1;

    private RuntimeWatch() {}

    /** Before the launcher is cloned. */
    static void prepare(Batch batch, ShimRequest request) {
        batch.add(chdir(request.directory().toString()));
        if (request.terminal()) {
            batch.addAll(listen(CONSOLE, ShimFds.CONSOLE, TEMPORARY));
        }
        batch.add(adoptOrphans(true));
    }

    /** Beside the launcher, from its start until there is a process to wait for, or none. */
    static void follow(Batch batch, ShimRequest request, Slot launcher, Block exit) {
        if (request.terminal()) {
            receiveTerminal(batch);
        }
        Arg ended = exit.at(ExitFile.RUNTIME);
        batch.add(waitid(launcher, ended, Arg.NONE).tolerant())
                .add(send(fd(ShimFds.LINK_SHIM), ended, ExitFile.SIGINFO_SIZE).tolerant())
                .add(read(fd(ShimFds.LINK_SHIM), PROCESS.address(), Arg.of(ORDERS))
                        .tolerant())
                .add(adoptOrphans(false).tolerant());
        for (int i = 1; i <= MOST_STRAYS; i++) {
            Slot stray = new Slot(PROCESS.index() + i, "stray");
            batch.add(
                    waitid(stray, Block.zeroed(ExitFile.SIGINFO_SIZE), Arg.NONE).tolerant());
        }
        // In the place of the runtime's, where everybody looks for it.
        batch.add(pidfdOpen(PROCESS).into(TEMPORARY).tolerant())
                .add(dup3(TEMPORARY, ShimFds.INIT, OpenFlags.CLOEXEC).tolerant())
                .add(close(TEMPORARY).tolerant())
                .add(send(fd(ShimFds.LINK_SHIM), PROCESS.address(), ACKNOWLEDGEMENT)
                        .tolerant());
    }

    /** It may never come: the runtime may fail before. */
    private static void receiveTerminal(Batch batch) {
        Block ends = Block.zeroed(16)
                .putInt(0, ShimFds.CONSOLE)
                .putShort(4, POLLIN)
                .putInt(8, ShimFds.INIT)
                .putShort(12, POLLIN);
        batch.add(poll(ends, 2).tolerant())
                .add(accept(fd(ShimFds.CONSOLE)).into(TEMPORARY).tolerant())
                // Out of the way: the terminal comes as the lowest free number, and has to be this one.
                .add(dup3(TEMPORARY, ShimFds.CONSOLE, OpenFlags.CLOEXEC).tolerant())
                .add(close(fd(ShimFds.TERMINAL)).tolerant())
                .add(receiveDescriptor(fd(ShimFds.CONSOLE)).tolerant())
                .add(close(fd(ShimFds.CONSOLE)).tolerant());
    }
}
