package io.jdock.shim;

import static io.jdock.linux.batch.Arg.fd;
import static io.jdock.linux.batch.FileSteps.CWD;
import static io.jdock.linux.batch.FileSteps.close;
import static io.jdock.linux.batch.FileSteps.dup3;
import static io.jdock.linux.batch.FileSteps.openat;
import static io.jdock.linux.batch.FileSteps.pwrite;
import static io.jdock.linux.batch.FileSteps.read;
import static io.jdock.linux.batch.FileSteps.readlinkat;
import static io.jdock.linux.batch.ProcessSteps.cloneProcess;
import static io.jdock.linux.batch.ProcessSteps.execve;
import static io.jdock.linux.batch.ProcessSteps.exit;
import static io.jdock.linux.batch.ProcessSteps.setns;
import static io.jdock.linux.batch.ProcessSteps.setsid;
import static io.jdock.linux.batch.ProcessSteps.unshare;
import static io.jdock.linux.batch.StreamSteps.send;
import static io.jdock.linux.batch.TerminalSteps.makeControlling;
import static io.jdock.linux.batch.TerminalSteps.openPeer;
import static io.jdock.linux.batch.TerminalSteps.resize;
import static io.jdock.linux.batch.TerminalSteps.unlock;

import io.jdock.linux.CloneFlags;
import io.jdock.linux.MountFlags;
import io.jdock.linux.Namespace;
import io.jdock.linux.OpenFlags;
import io.jdock.linux.Terminal;
import io.jdock.linux.batch.Arg;
import io.jdock.linux.batch.Batch;
import io.jdock.linux.batch.Block;
import io.jdock.linux.batch.Label;
import io.jdock.linux.batch.MountSteps;
import io.jdock.linux.batch.Slot;
import io.jdock.linux.batch.Step;
import io.jdock.linux.trampoline.Launcher;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Does with a launcher the least that makes a process of it: the part of libcontainer, without the container. */
final class TestLauncher {

    private static final List<String> ENVIRONMENT = List.of("PATH=/usr/bin:/bin");

    private TestLauncher() {}

    /** Prepares the launcher to run a shell command once the gate opens. */
    static Launch prepare(ShimRequest request, String command) {
        return prepareProgram(request, "/bin/bash", List.of("bash", "-c", command));
    }

    static Launch prepareProgram(ShimRequest request, String path, List<String> arguments) {
        Launch launch = Shim.spawn(request);
        switch (request.pidNamespace()) {
            case PidNamespace.New _ -> launch.launcher().link().call(mountProc());
            case PidNamespace.Joined _ -> launch.launcher().link().call(joinMounts());
            case PidNamespace.Host _, PidNamespace.OfRuntime _ -> {}
        }
        if (request.terminal()) {
            launch.launcher().link().call(makeTerminal(launch.launcher()));
        }
        launch.launcher().link().send(lastBatch(path, arguments));
        return launch;
    }

    /** Has the launcher replaced by a child that is PID 1 of a new pid namespace. */
    static Launcher succeed(Launcher launcher) {
        Slot child = new Slot(0, "child");
        Label predecessor = new Label("predecessor");
        Block self = Block.zeroed(16).returned();
        Batch batch = new Batch()
                .add(cloneProcess(CloneFlags.PARENT | Namespace.PID.flag(), Arg.NONE)
                        .into(child)
                        .parent(new Step.Fork.ParentBranches(predecessor)))
                .addAll(launcher.awaitSuccession())
                .add(readlinkat(CWD, "/proc/self", self, 16))
                .reply()
                .mark(predecessor)
                .addAll(launcher.announceSuccessor(child))
                .add(exit(0));
        String pid = new String(launcher.link().call(batch).content(self), StandardCharsets.US_ASCII);
        return launcher.succeededBy(Integer.parseInt(pid.replace("\0", "")));
    }

    /** Has a launcher run a shell command once the gate opens. */
    static void run(Launcher launcher, boolean terminal, String command) {
        if (terminal) {
            launcher.link().call(makeTerminal(launcher));
        }
        launcher.link().send(lastBatch("/bin/bash", List.of("bash", "-c", command)));
    }

    private static Batch mountProc() {
        return new Batch()
                .add(unshare(Namespace.MOUNT.flag()))
                .add(MountSteps.setPropagation("/", MountFlags.REC | MountFlags.PRIVATE))
                .add(MountSteps.mount("proc", "/proc", "proc", 0, null));
    }

    private static Batch joinMounts() {
        return new Batch().add(setns(fd(Launcher.TARGET), Namespace.MOUNT.flag()));
    }

    private static Batch makeTerminal(Launcher launcher) {
        Slot master = new Slot(1, "master");
        Slot terminal = new Slot(2, "terminal");
        return new Batch()
                .add(openat(CWD, "/dev/ptmx", OpenFlags.RDWR | OpenFlags.NOCTTY, 0)
                        .into(master))
                .add(unlock(master), openPeer(master).into(terminal))
                // The lowest free number: 3, as the launcher has 0 to 2 and then 9.
                .addAll(launcher.handTerminalOver(3))
                .add(close(master))
                .add(setsid(), makeControlling(terminal), resize(terminal, new Terminal.Size(24, 80)))
                .add(dup3(terminal, 0), dup3(terminal, 1), dup3(terminal, 2), close(terminal));
    }

    private static Batch lastBatch(String path, List<String> arguments) {
        Slot exec = new Slot(3, "exec");
        return new Batch()
                .add(read(fd(Launcher.GATE), Block.zeroed(8), Arg.of(8)))
                .add(setsid().tolerant())
                .add(send(fd(Launcher.SHIM_LINK), Block.zeroed(8), 1))
                .add(execve(path, arguments, ENVIRONMENT).into(exec).tolerant())
                .add(pwrite(fd(Launcher.EXIT_FILE), exec.address(), Arg.of(8), Launcher.EXEC_ERROR_OFFSET))
                .add(exit(127));
    }
}
