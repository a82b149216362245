package io.jdock.shim;

import static io.jdock.linux.batch.Arg.fd;
import static io.jdock.linux.batch.FileSteps.CWD;
import static io.jdock.linux.batch.FileSteps.close;
import static io.jdock.linux.batch.FileSteps.closeRange;
import static io.jdock.linux.batch.FileSteps.dup3;
import static io.jdock.linux.batch.FileSteps.linkat;
import static io.jdock.linux.batch.FileSteps.openat;
import static io.jdock.linux.batch.FileSteps.pwrite;
import static io.jdock.linux.batch.FileSteps.reserve;
import static io.jdock.linux.batch.FileSteps.setCloseOnExec;
import static io.jdock.linux.batch.FileSteps.write;
import static io.jdock.linux.batch.ProcessSteps.blockAllSignals;
import static io.jdock.linux.batch.ProcessSteps.clockGettime;
import static io.jdock.linux.batch.ProcessSteps.cloneProcess;
import static io.jdock.linux.batch.ProcessSteps.defaultAction;
import static io.jdock.linux.batch.ProcessSteps.dieWithParent;
import static io.jdock.linux.batch.ProcessSteps.poll;
import static io.jdock.linux.batch.ProcessSteps.setDumpable;
import static io.jdock.linux.batch.ProcessSteps.setName;
import static io.jdock.linux.batch.ProcessSteps.setsid;
import static io.jdock.linux.batch.ProcessSteps.unblockAllSignals;
import static io.jdock.linux.batch.ProcessSteps.waitid;
import static io.jdock.linux.batch.ProcessSteps.waitidOfPidfd;
import static io.jdock.linux.batch.StreamSteps.eventfd;
import static io.jdock.linux.batch.StreamSteps.pipe;
import static io.jdock.linux.batch.StreamSteps.receiveDescriptor;
import static io.jdock.linux.batch.StreamSteps.send;
import static io.jdock.linux.batch.StreamSteps.setPipeSize;
import static io.jdock.linux.batch.StreamSteps.socketPair;

import io.jdock.linux.At;
import io.jdock.linux.CloneFlags;
import io.jdock.linux.Namespace;
import io.jdock.linux.OpenFlags;
import io.jdock.linux.batch.Arg;
import io.jdock.linux.batch.Batch;
import io.jdock.linux.batch.Block;
import io.jdock.linux.batch.Label;
import io.jdock.linux.batch.Slot;
import io.jdock.linux.batch.Step;
import io.jdock.linux.trampoline.Trampoline;
import java.util.ArrayList;
import java.util.List;

/**
 * The one batch that is the whole life of a shim. It reads the batch, never anything again: it makes its descriptors, clones the
 * launcher, waits for it, leaves the exit file, and stays until it is killed.
 */
final class ShimProgram {

    /** How much a process can write while no supervisor is there to read. */
    private static final int PIPE_SIZE = 1 << 20;

    private static final long LAST_DESCRIPTOR = 0xffffffffL;
    private static final int POLLIN = 1;
    private static final int CLOCK_REALTIME = 0;
    private static final int CLOCK_MONOTONIC = 1;

    private final ShimRequest request;
    private final List<Integer> ignoredSignals;
    private final Batch batch = new Batch();
    private final Slot child = new Slot(0, "child");
    private final Block exit = ExitFile.template();

    /** Two pollfds: the child, which clone stores, and the request to close stdin. */
    private final Block ends;

    private ShimProgram(ShimRequest request, List<Integer> ignoredSignals) {
        this.request = request;
        this.ignoredSignals = ignoredSignals;
        this.ends = Block.zeroed(16)
                .putInt(0, -1)
                .putShort(4, POLLIN)
                .putInt(8, ShimFds.CLOSE_STDIN)
                .putShort(12, POLLIN);
    }

    /** @param ignoredSignals what the shim inherits as ignored and must not pass on */
    static Batch of(ShimRequest request, List<Integer> ignoredSignals) {
        var program = new ShimProgram(request, ignoredSignals);
        program.detach();
        program.makeDescriptors();
        program.cloneLauncher();
        program.becomeLauncher();
        program.watchLauncher();
        program.awaitProcess();
        program.leaveExitFile();
        return program.batch;
    }

    private void detach() {
        boolean joins = request.pidNamespace() instanceof PidNamespace.Joined;
        batch.add(closeRange(3, Trampoline.SOCKET - 1))
                .add(closeRange(joins ? ShimFds.INHERITED_TARGET + 1 : Trampoline.SOCKET + 1, LAST_DESCRIPTOR))
                .add(setCloseOnExec(fd(Trampoline.SOCKET)))
                // Nothing but SIGKILL and SIGSTOP can end or stop a shim.
                .add(blockAllSignals());
        // An inherited "ignore" of SIGCHLD would lose the exit status, and the container would inherit the others.
        ignoredSignals.forEach(signal -> batch.add(defaultAction(signal)));
        batch.add(setsid().tolerant())
                .add(setName("jdock-shim"))
                // The launcher inherits this and so cannot be traced by what it meets in the container.
                .add(setDumpable(false))
                // Otherwise the shim would hold the supervisor's own output open for ever.
                .add(openat(CWD, "/dev/null", OpenFlags.RDWR, 0))
                .add(dup3(fd(3), 0), dup3(fd(3), 1), dup3(fd(3), 2), close(fd(3)));
    }

    private void makeDescriptors() {
        batch.add(pipe(), pipe(), pipe())
                // Beyond the user's limit on pipe memory the default size has to do.
                .add(setPipeSize(fd(ShimFds.STDOUT_READ), PIPE_SIZE).tolerant())
                .add(setPipeSize(fd(ShimFds.STDERR_READ), PIPE_SIZE).tolerant())
                .add(eventfd(), eventfd(), eventfd())
                .add(openat(CWD, request.directory().toString(), OpenFlags.TMPFILE | OpenFlags.WRONLY, 0600)
                        .named("make the exit file in " + request.directory()))
                // With its page reserved, a full tmpfs cannot lose a status.
                .add(reserve(fd(ShimFds.EXIT_FILE), 4096))
                .add(socketPair());
        if (request.forRuntime()) {
            RuntimeWatch.prepare(batch, request);
        }
        if (request.pidNamespace() instanceof PidNamespace.Joined) {
            batch.add(dup3(fd(ShimFds.INHERITED_TARGET), ShimFds.TARGET, OpenFlags.CLOEXEC))
                    .add(close(fd(ShimFds.INHERITED_TARGET)));
        }
    }

    private void cloneLauncher() {
        boolean newPid = request.pidNamespace() instanceof PidNamespace.New && !request.succession();
        long namespaces = newPid ? Namespace.PID.flag() : 0;
        batch.add(cloneProcess(namespaces | CloneFlags.PIDFD, ends.at(0))
                .into(child)
                .parent(new Step.Fork.ParentBranches(new Label("shim"))));
    }

    /** The child's part: standard streams in place, the shim's descriptors gone, ready for more batches. */
    private void becomeLauncher() {
        batch.add(unblockAllSignals())
                .add(setName("jdock-init"))
                .add(close(fd(ShimFds.LINK_SHIM)))
                .add(dieWithParent());
        if (request.hasStdinPipe()) {
            batch.add(dup3(fd(ShimFds.STDIN_READ), 0));
        }
        if (!request.terminal()) {
            batch.add(dup3(fd(ShimFds.STDOUT_WRITE), 1)).add(dup3(fd(ShimFds.STDERR_WRITE), 2));
        }
        batch.add(closeRange(ShimFds.STDOUT_READ, ShimFds.STDIN_WRITE))
                .add(closeRange(ShimFds.CLOSE_STDIN, ShimFds.EXITED));
        if (request.pidNamespace() instanceof PidNamespace.Joined joined) {
            SuccessorWatch.enter(batch, joined.namespaces());
        } else {
            batch.reply();
        }
    }

    /** The parent's part. No step stops it: whatever fails, it has to come to the end. */
    private void watchLauncher() {
        boolean joins = request.pidNamespace() instanceof PidNamespace.Joined;
        batch.mark(new Label("shim"));
        if (!joins) {
            tellOfLauncher();
        }
        surplusDescriptors().forEach(number -> batch.add(close(fd(number)).tolerant()));
        if (request.succession() || joins) {
            SuccessorWatch.follow(batch, child);
        }
        if (joins) {
            tellOfLauncher();
        }
        if (request.forRuntime()) {
            RuntimeWatch.follow(batch, request, child, exit);
        } else if (request.terminal()) {
            batch.add(receiveDescriptor(fd(ShimFds.LINK_SHIM)).tolerant())
                    // The launcher waits for this, so that whoever it reports to can take the terminal from here.
                    .add(send(fd(ShimFds.LINK_SHIM), Block.zeroed(8), 1).tolerant());
        }
        if (request.hasStdinPipe()) {
            // Whichever comes first, the request or the end of the process, stdin is closed.
            batch.add(poll(ends, 2).tolerant())
                    .add(close(fd(ShimFds.STDIN_WRITE)).tolerant());
        }
    }

    /** The launcher has the socket now. Once it execs, end of file says so. */
    private void tellOfLauncher() {
        batch.add(send(fd(Trampoline.SOCKET), child.address(), Long.BYTES).tolerant())
                .add(close(fd(Trampoline.SOCKET)).tolerant());
    }

    /**
     * What only the launcher needs. With a terminal, the pipe's end stays: the pump moves the terminal's output through it. The
     * launcher's end of the link stays where a runtime does not need it: there a supervisor takes it.
     */
    private List<Integer> surplusDescriptors() {
        List<Integer> surplus = new ArrayList<>(List.of(ShimFds.TARGET, ShimFds.STDERR_WRITE, ShimFds.STDIN_READ));
        if (!request.forRuntime()) {
            surplus.add(ShimFds.LINK_LAUNCHER);
        }
        if (!request.terminal()) {
            surplus.add(ShimFds.STDOUT_WRITE);
        }
        if (!request.hasStdinPipe()) {
            surplus.add(ShimFds.STDIN_WRITE);
        }
        return surplus;
    }

    private void awaitProcess() {
        Arg siginfo = exit.at(ExitFile.SIGINFO);
        Arg usage = exit.at(ExitFile.RUSAGE);
        Step await = request.forRuntime()
                ? waitid(RuntimeWatch.PROCESS, siginfo, usage)
                : waitidOfPidfd(fd(ShimFds.INIT), siginfo, usage);
        batch.add(await.tolerant());
    }

    private void leaveExitFile() {
        batch.add(clockGettime(CLOCK_REALTIME, exit.at(ExitFile.REAL_TIME)).tolerant())
                .add(clockGettime(CLOCK_MONOTONIC, exit.at(ExitFile.MONOTONIC_TIME))
                        .tolerant())
                .add(pwrite(fd(ShimFds.EXIT_FILE), exit, Arg.of(ExitFile.SIZE), 0)
                        .tolerant())
                // Under its name the file is whole or not there at all.
                .add(linkat(
                                CWD,
                                "/proc/self/fd/" + ShimFds.EXIT_FILE,
                                CWD,
                                request.directory().resolve(ExitFile.NAME).toString(),
                                At.SYMLINK_FOLLOW)
                        .tolerant())
                .add(write(fd(ShimFds.EXITED), Block.longs(1), Arg.of(Long.BYTES))
                        .tolerant())
                // What is left in the pipes lives as long as the shim: the supervisor ends it when all is drained.
                .add(poll(Arg.NONE, 0).tolerant());
    }
}
