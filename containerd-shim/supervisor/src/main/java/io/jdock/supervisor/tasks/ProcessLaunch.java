package io.jdock.supervisor.tasks;

import io.jdock.concurrent.UndoStack;
import io.jdock.errdefs.DataLossException;
import io.jdock.libcontainer.ContainerLauncher;
import io.jdock.libcontainer.ContainerPlan;
import io.jdock.libcontainer.process.PendingProcess;
import io.jdock.libcontainer.process.ProcessPlan;
import io.jdock.linux.PidFd;
import io.jdock.oci.runtime.Process;
import io.jdock.oci.runtime.State;
import io.jdock.shim.Launch;
import io.jdock.shim.PidNamespace;
import io.jdock.shim.Shim;
import io.jdock.shim.ShimRequest;
import io.jdock.supervisor.stdio.StdioConfig;
import io.jdock.supervisor.stdio.StdioHub;
import java.util.Optional;
import java.util.function.Function;

/** Brings processes up to their gate, and finds again those that an earlier supervisor brought there. */
final class ProcessLaunch {

    private final ContainerLauncher containers;

    ProcessLaunch(ContainerLauncher containers) {
        this.containers = containers;
    }

    /** Says that a launch is about to come. */
    void anticipate() {
        containers.anticipate();
    }

    /** Makes the container around its first process. What is made is pushed on {@code undo}. */
    Launched init(Task task, UndoStack undo) {
        ContainerPlan plan =
                containers.plan(task.key().id(), task.spec(), task.directory().path(), task.root());
        // A container that could not be made is destroyed like any other, and then these are run.
        undo.push(task::runPoststop);
        CgroupPreparation cgroup = CgroupPreparation.start(containers, plan);
        undo.push(cgroup::undo);
        undo.push(() -> containers.releaseRoot(task.spec(), task.root()));
        // A pid namespace that is shared is joined by the launcher, with a child of its own.
        PidNamespace namespace = plan.namespaces().newPid() ? new PidNamespace.New() : new PidNamespace.Host();
        return launch(task.init(), namespace, plan.namespaces().succession(), undo, launch -> {
            cgroup.await();
            return containers.create(plan, launch.launcher());
        });
    }

    /** Brings a further process into the container of a running task. */
    Launched exec(Task task, TaskProcess exec, Process process, UndoStack undo) {
        ProcessPlan plan = ProcessPlan.joining(process, task.spec());
        State container = task.hooks().state("running", task.init().pid());
        try (PidFd first = task.init().whileAlive("join", init -> init.shim().openInit())) {
            return launch(
                    exec,
                    new PidNamespace.Joined(first),
                    false,
                    undo,
                    launch -> containers.exec(container, plan, task.cgroup(), launch.launcher()));
        }
    }

    /** The process of a directory in which {@code created} is written and {@code ended} is not. */
    Launched adopt(TaskProcess process) {
        Shim shim = Shim.adopt(process.directory().path())
                .orElseThrow(() ->
                        new DataLossException("adopt %s: the record of its shim is missing".formatted(process.id())));
        return new Launched(shim, StdioHub.open(shim, stdio(process.streams().withoutGoneFifos())), Optional.empty());
    }

    private static Launched launch(
            TaskProcess process,
            PidNamespace namespace,
            boolean succession,
            UndoStack undo,
            Function<Launch, PendingProcess> setUp) {
        StdioConfig streams = stdio(process.streams());
        Launch launch = Shim.spawn(new ShimRequest(
                process.directory().path(),
                process.id().text(),
                namespace,
                succession,
                process.streams().terminal(),
                streams.hasStdin()));
        undo.push(() -> {
            launch.shim().release();
            launch.shim().close();
        });
        undo.push(launch.launcher()::close);
        PendingProcess pending = setUp.apply(launch);
        StdioHub stdio = StdioHub.open(launch.shim(), streams);
        undo.push(stdio::close);
        Launched launched = new Launched(launch.shim(), stdio, Optional.of(pending));
        process.launchedAs(pending.pid(), launched);
        return launched;
    }

    private static StdioConfig stdio(Streams streams) {
        return StdioConfig.parse(streams.stdin(), streams.stdout(), streams.stderr());
    }
}
