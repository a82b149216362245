package io.jdock.supervisor.stdio;

import static io.jdock.linux.batch.Arg.fd;
import static io.jdock.linux.batch.FileSteps.CWD;
import static io.jdock.linux.batch.FileSteps.close;
import static io.jdock.linux.batch.FileSteps.dup3;
import static io.jdock.linux.batch.FileSteps.openat;
import static io.jdock.linux.batch.FileSteps.read;
import static io.jdock.linux.batch.ProcessSteps.execve;
import static io.jdock.linux.batch.ProcessSteps.exit;
import static io.jdock.linux.batch.ProcessSteps.setsid;
import static io.jdock.linux.batch.TerminalSteps.makeControlling;
import static io.jdock.linux.batch.TerminalSteps.openPeer;
import static io.jdock.linux.batch.TerminalSteps.unlock;

import io.jdock.linux.OpenFlags;
import io.jdock.linux.batch.Arg;
import io.jdock.linux.batch.Batch;
import io.jdock.linux.batch.Block;
import io.jdock.linux.batch.Slot;
import io.jdock.linux.trampoline.Launcher;
import io.jdock.shim.Launch;
import io.jdock.shim.PidNamespace;
import io.jdock.shim.Shim;
import io.jdock.shim.ShimRequest;
import java.nio.file.Path;
import java.util.List;

/** A shell command under a shim, without a container around it; it starts when the gate is opened. */
final class TestProcess {

    private TestProcess() {}

    static Shim prepare(Path directory, String command, boolean terminal, boolean stdin) {
        var request =
                new ShimRequest(directory.toAbsolutePath(), "test", new PidNamespace.New(), false, terminal, stdin);
        Launch launch = Shim.spawn(request);
        try (Launcher launcher = launch.launcher()) {
            if (terminal) {
                launcher.link().call(makeTerminal(launcher));
            }
            launcher.link().send(lastBatch(command));
        }
        return launch.shim();
    }

    private static Batch makeTerminal(Launcher launcher) {
        Slot master = new Slot(1, "master");
        Slot terminal = new Slot(2, "terminal");
        return new Batch()
                .add(openat(CWD, "/dev/ptmx", OpenFlags.RDWR | OpenFlags.NOCTTY, 0)
                        .into(master))
                .add(unlock(master), openPeer(master).into(terminal))
                // The lowest free number, so the master has it.
                .addAll(launcher.handTerminalOver(3))
                .add(close(master), setsid(), makeControlling(terminal))
                .add(dup3(terminal, 0), dup3(terminal, 1), dup3(terminal, 2), close(terminal));
    }

    private static Batch lastBatch(String command) {
        return new Batch()
                .add(read(fd(Launcher.GATE), Block.zeroed(8), Arg.of(8)))
                .add(execve("/bin/bash", List.of("bash", "-c", command), List.of("PATH=/usr/bin:/bin")))
                .add(exit(127));
    }
}
