package io.jdock.shim;

import static io.jdock.linux.batch.Arg.fd;
import static io.jdock.linux.batch.FileSteps.close;
import static io.jdock.linux.batch.FileSteps.dup3;
import static io.jdock.linux.batch.FileSteps.read;
import static io.jdock.linux.batch.FileSteps.write;
import static io.jdock.linux.batch.ProcessSteps.cloneProcess;
import static io.jdock.linux.batch.ProcessSteps.dieWithParent;
import static io.jdock.linux.batch.ProcessSteps.exit;
import static io.jdock.linux.batch.ProcessSteps.getpid;
import static io.jdock.linux.batch.ProcessSteps.pidfdOpen;
import static io.jdock.linux.batch.ProcessSteps.setns;
import static io.jdock.linux.batch.ProcessSteps.waitid;
import static io.jdock.linux.batch.StreamSteps.send;

import io.jdock.linux.CloneFlags;
import io.jdock.linux.OpenFlags;
import io.jdock.linux.batch.Arg;
import io.jdock.linux.batch.Batch;
import io.jdock.linux.batch.Block;
import io.jdock.linux.batch.Label;
import io.jdock.linux.batch.Slot;
import io.jdock.linux.batch.Step;

/** A shim's part when its launcher leaves a child in its place: from then on the shim watches that one, its child too. */
final class SuccessorWatch {

    /** The first one is {@link ShimProgram}'s. A runtime, whose watch has the same ones, leaves no successor. */
    private static final Slot SUCCESSOR = new Slot(1, "successor");

    private static final Slot PIDFD = new Slot(2, "pidfd of the successor");

    private SuccessorWatch() {}

    /**
     * What a launcher does that is to end up in a running container: it goes there as far as a process can that is not seen from
     * inside, and leaves a child that is.
     *
     * @param namespaces as flags of setns(2); the pid namespace among them counts for the child only
     */
    static void enter(Batch batch, long namespaces) {
        Label predecessor = new Label("predecessor");
        batch.add(setns(fd(ShimFds.TARGET), namespaces).named("join the container's namespaces"))
                .add(cloneProcess(CloneFlags.PARENT, Arg.NONE)
                        .into(SUCCESSOR)
                        .parent(new Step.Fork.ParentBranches(predecessor)))
                .add(dieWithParent())
                .add(read(fd(ShimFds.LINK_LAUNCHER), Block.zeroed(8), Arg.of(8)).named("wait for the shim"))
                .reply()
                .mark(predecessor)
                .add(write(fd(ShimFds.LINK_LAUNCHER), SUCCESSOR.address(), Arg.of(Long.BYTES))
                        .tolerant())
                .add(exit(0));
    }

    /** A launcher that ends without having named a successor is watched itself to the end. */
    static void follow(Batch batch, Slot launcher) {
        Label named = new Label("named a successor");
        Label watched = new Label("watched");
        batch.add(read(fd(ShimFds.LINK_SHIM), SUCCESSOR.address(), Arg.of(Long.BYTES))
                        .tolerant()
                        .parent(new Step.Fork.ParentBranches(named)))
                .add(getpid().parent(new Step.Fork.ParentBranches(watched)))
                .mark(named)
                .add(pidfdOpen(SUCCESSOR).into(PIDFD).tolerant())
                .add(dup3(PIDFD, ShimFds.INIT, OpenFlags.CLOEXEC).tolerant())
                .add(close(PIDFD).tolerant())
                .add(waitid(launcher, Block.zeroed(ExitFile.SIGINFO_SIZE), Arg.NONE)
                        .tolerant())
                // The successor waits for this, so that whoever it reports to finds it watched.
                .add(send(fd(ShimFds.LINK_SHIM), Block.zeroed(8), 1).tolerant())
                .mark(watched);
    }
}
