package io.jdock.runc.verb;

import io.jdock.errdefs.FailedPreconditionException;
import io.jdock.libcontainer.cgroups.SubCgroups;
import io.jdock.libcontainer.process.ProcessPlan;
import io.jdock.oci.runtime.Process;
import io.jdock.runc.container.Bundle;
import io.jdock.runc.container.Container;
import io.jdock.runc.container.Execution;
import io.jdock.runc.flags.Flag;
import io.jdock.runc.flags.FlagSet;
import io.jdock.runc.process.Console;
import io.jdock.runc.process.Foreground;
import java.util.List;
import java.util.Optional;

/** Executes a program in a running container. */
public final class ExecVerb implements Verb {

    private static final int FAILED = 255;

    private final FlagSet set = new FlagSet().stopAtFirstWord();
    private final ExecProcess process = new ExecProcess(set);
    private final Flag consoleSocket =
            set.text("console-socket", "", "unix socket that is sent the master of the terminal");
    private final Flag detach = set.toggle("detach", "d", "do not wait for the process's end");
    private final Flag pidFile = set.text("pid-file", "", "file to write the process id to");
    private final Flag preserveFds =
            set.number("preserve-fds", "", "how many descriptors beside the standard ones to pass on (default: 0)");
    private final Flag cgroup =
            set.list("cgroup", "", "an existing cgroup below the container's to run it in, [<controller>,...:]<path>");
    private final Flag ignorePaused = set.toggle("ignore-paused", "", "also in a paused container");

    @Override
    public Usage usage() {
        return new Usage(
                "exec",
                "execute a program in a running container",
                "<container-id> <command> [arguments...]",
                Usage.Arity.atLeast(1),
                """
                What the flags do not say is as for the container's first program. With --process the
                file says it all.""");
    }

    @Override
    public FlagSet flags() {
        return set;
    }

    @Override
    public int failureStatus() {
        return FAILED;
    }

    @Override
    public int run(Cli cli, List<String> words) {
        return Failures.named("exec failed", () -> execute(cli, words));
    }

    private int execute(Cli cli, List<String> words) {
        Container container = cli.find(words.getFirst());
        requireRunning(container);
        Bundle bundle = container.bundle();
        Process wanted = process.of(bundle, words.subList(1, words.size()));
        Optional<Console> console =
                Console.of(wanted.terminal(), detach.on(), consoleSocket.given() ? consoleSocket.text() : null);
        Process sized = console.flatMap(Console::size)
                .map(size -> wanted.toBuilder().consoleSize(size).build())
                .orElse(wanted);
        ProcessPlan plan = ProcessPlan.joining(sized, bundle.spec());
        Execution execution = new Execution(
                cli.launcher(), SubCgroups.parse(cgroup.values()), CreationFlags.passed(preserveFds, 0), console);
        if (detach.on()) {
            execution.start(container, plan, pid -> CreationFlags.writePid(pidFile, pid));
            return 0;
        }
        try (Foreground foreground = Foreground.begin(console)) {
            return foreground.await(execution.start(container, plan, pid -> {
                foreground.takeTerminal();
                CreationFlags.writePid(pidFile, pid);
            }));
        }
    }

    private void requireRunning(Container container) {
        switch (container.status()) {
            case CREATING, STOPPED -> throw new FailedPreconditionException("cannot exec in a stopped container");
            case PAUSED -> {
                if (!ignorePaused.on()) {
                    throw new FailedPreconditionException(
                            "cannot exec in a paused container (use --ignore-paused to override)");
                }
            }
            case CREATED, RUNNING -> {}
        }
    }
}
