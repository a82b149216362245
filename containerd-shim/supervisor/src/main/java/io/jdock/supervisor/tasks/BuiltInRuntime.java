package io.jdock.supervisor.tasks;

import io.jdock.concurrent.UndoStack;
import io.jdock.errdefs.DataLossException;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.libcontainer.CgroupPreparation;
import io.jdock.libcontainer.ContainerLauncher;
import io.jdock.libcontainer.ContainerPlan;
import io.jdock.libcontainer.hooks.HookPoint;
import io.jdock.libcontainer.process.PendingProcess;
import io.jdock.libcontainer.process.ProcessPlan;
import io.jdock.libcontainer.rootfs.HostRoot;
import io.jdock.linux.PidFd;
import io.jdock.oci.runtime.Process;
import io.jdock.oci.runtime.Resources;
import io.jdock.oci.runtime.State;
import io.jdock.shim.ExitStatus;
import io.jdock.shim.Launch;
import io.jdock.shim.PidNamespace;
import io.jdock.shim.Shim;
import io.jdock.shim.ShimRequest;
import io.jdock.supervisor.stdio.StdioConfig;
import io.jdock.supervisor.stdio.StdioHub;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The runtime of this process: it executes nothing but the programs of containers. */
final class BuiltInRuntime implements TaskRuntime {

    private static final Logger LOG = LoggerFactory.getLogger(BuiltInRuntime.class);

    private final ContainerLauncher containers;

    BuiltInRuntime(ContainerLauncher containers) {
        this.containers = containers;
    }

    /** Says that a launch is about to come. */
    void anticipate() {
        containers.anticipate();
    }

    @Override
    public Launched init(Task task, UndoStack undo) {
        ContainerPlan plan = containers.plan(
                task.key().id(),
                task.spec(),
                task.directory().path(),
                task.root(),
                task.cgroup().driver());
        // A container that could not be made is destroyed like any other, and then these are run.
        undo.push(task::runPoststop);
        CgroupPreparation cgroup = containers.prepare(plan);
        undo.push(cgroup::undo);
        undo.push(() -> containers.releaseRoot(task.spec(), task.root()));
        // A pid namespace that is shared is joined by the launcher, with a child of its own.
        PidNamespace namespace = plan.namespaces().newPid() ? new PidNamespace.New() : new PidNamespace.Host();
        return launch(
                task.init(),
                namespace,
                plan.namespaces().succession(),
                undo,
                launch -> containers.create(plan, cgroup, launch.launcher()));
    }

    @Override
    public Launched exec(Task task, TaskProcess exec, Process process, UndoStack undo) {
        ProcessPlan plan = ProcessPlan.joining(process, task.spec());
        State container = task.hooks().state("running", task.init().pid());
        try (PidFd first = task.init().whileAlive("join", init -> init.shim().openInit())) {
            return launch(
                    exec,
                    new PidNamespace.Joined(first, ContainerLauncher.namespacesBeforeExec(first)),
                    false,
                    undo,
                    launch -> containers.exec(container, plan, task.cgroup(), launch.launcher()));
        }
    }

    @Override
    public Launched adopt(Task task, TaskProcess process) {
        Shim shim = Shim.adopt(process.directory().path())
                .orElseThrow(() ->
                        new DataLossException("adopt %s: the record of its shim is missing".formatted(process.id())));
        StdioHub stdio =
                StdioHub.open(shim, process.streams().withoutGoneFifos().config());
        return new Launched(shim, stdio, new GateStart(shim, Optional.empty()));
    }

    @Override
    public void started(Task task, TaskProcess process) {
        if (process.id().isInit()) {
            task.hooks().run(HookPoint.POSTSTART, process.pid());
        }
    }

    @Override
    public boolean signal(Task task, TaskProcess process, int signal) {
        return process.whileAlive("signal", launched -> launched.shim().signal(signal));
    }

    @Override
    public void signalAll(Task task, int signal) {
        AllProcesses.signal(task.cgroup(), signal);
    }

    @Override
    public void freeze(Task task) {
        task.cgroup().freeze();
    }

    @Override
    public void thaw(Task task) {
        task.cgroup().thaw();
    }

    @Override
    public void update(Task task, Resources limits) {
        task.cgroup().update(limits);
    }

    @Override
    public void ended(Task task, TaskProcess process, ExitStatus status) {
        if (process.id().isInit()) {
            // Processes that share the host's pid namespace outlive the first one, and would hold its output open.
            task.cgroup().kill();
        }
    }

    /** They wait inside, where they ended with the first process. */
    @Override
    public void endWaiting(Task task) {}

    @Override
    public void release(Shim shim) {
        shim.release();
    }

    @Override
    public void delete(Task task) {
        task.cgroup().delete();
        HostRoot.release(task.spec(), task.root());
    }

    /** Nothing of the container was made if its hooks make no sense. */
    @Override
    public void gone(Task task) {
        try {
            task.runPoststop();
        } catch (InvalidArgumentException e) {
            LOG.warn("task {}: its hooks are not run: {}", task.key(), e.text());
        }
    }

    private static Launched launch(
            TaskProcess process,
            PidNamespace namespace,
            boolean succession,
            UndoStack undo,
            Function<Launch, PendingProcess> setUp) {
        StdioConfig streams = process.streams().config();
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
        Launched launched = new Launched(launch.shim(), stdio, new GateStart(launch.shim(), Optional.of(pending)));
        process.launchedAs(pending.pid(), launched);
        return launched;
    }
}
