package io.jdock.supervisor.tasks;

import io.jdock.concurrent.UndoStack;
import io.jdock.errdefs.DataLossException;
import io.jdock.errdefs.EngineException;
import io.jdock.oci.runtime.Process;
import io.jdock.oci.runtime.Resources;
import io.jdock.oci.runtime.SpecJson;
import io.jdock.shim.ExitStatus;
import io.jdock.shim.Launch;
import io.jdock.shim.PidNamespace;
import io.jdock.shim.RuntimeHandover;
import io.jdock.shim.RuntimeProcess;
import io.jdock.shim.Shim;
import io.jdock.shim.ShimRequest;
import io.jdock.supervisor.runtimes.OciCommand;
import io.jdock.supervisor.runtimes.OciRuntime;
import io.jdock.supervisor.runtimes.UpdatableResources;
import io.jdock.supervisor.stdio.StdioHub;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An OCI runtime, executed anew for everything that is to be done. The processes it makes have the same shims as all others.
 *
 * <p>It is expected to put the container into the cgroup of the specification: what a task uses is measured there, what is left
 * of it killed there.
 */
final class ProgramRuntime implements TaskRuntime {

    private static final Logger LOG = LoggerFactory.getLogger(ProgramRuntime.class);

    private final OciRuntime runtime;

    ProgramRuntime(OciRuntime runtime) {
        this.runtime = runtime;
    }

    @Override
    public Launched init(Task task, UndoStack undo) {
        TaskProcess init = task.init();
        ProcessDirectory directory = init.directory();
        Launch launch = spawn(init, () -> delete(task), undo);
        OciCommand commands = new OciCommand(runtime.program(), directory.runtimeLog());
        ProgramProcess process = process(init, launch.shim());
        process.execute(
                "create",
                launch.launcher(),
                commands.create(id(task), task.directory().path(), directory.pidFile(), console(init, launch.shim())));
        launch.launcher().close();
        int pid = process.awaitRuntime("create").pid();
        StdioHub stdio = StdioHub.open(launch.shim(), init.streams().config());
        undo.push(stdio::close);
        return launched(init, pid, launch.shim(), stdio, new VerbStart(runtime, id(task), directory, launch.shim()));
    }

    @Override
    public Launched exec(Task task, TaskProcess exec, Process process, UndoStack undo) {
        ProcessDirectory directory = exec.directory();
        StateFile.write(directory.process(), SpecJson.write(process));
        Launch launch = spawn(exec, () -> {}, undo);
        OciCommand commands = new OciCommand(runtime.program(), directory.runtimeLog());
        ProgramProcess.executeLater(
                launch.launcher(),
                commands.exec(id(task), directory.process(), directory.pidFile(), console(exec, launch.shim())));
        StdioHub stdio = exec.streams().terminal()
                ? StdioHub.prepare(launch.shim(), exec.streams().config())
                : StdioHub.open(launch.shim(), exec.streams().config());
        undo.push(stdio::close);
        return launched(exec, 0, launch.shim(), stdio, execStart(exec, launch.shim(), stdio));
    }

    /** Its pid is not known before its runtime has ended. */
    private Start execStart(TaskProcess exec, Shim shim, StdioHub stdio) {
        return new ExecStart(new ProgramProcess(runtime, exec.directory(), shim, process -> {
            exec.runsAs(process.pid());
            if (exec.streams().terminal()) {
                stdio.connect();
            }
        }));
    }

    private Launch spawn(TaskProcess process, Runnable removal, UndoStack undo) {
        Launch launch = Shim.spawn(new ShimRequest(
                process.directory().path(),
                process.id().text(),
                new PidNamespace.OfRuntime(),
                false,
                process.streams().terminal(),
                process.streams().config().hasStdin()));
        undo.push(removal);
        undo.push(() -> {
            release(launch.shim());
            launch.shim().close();
        });
        undo.push(launch.launcher()::close);
        return launch;
    }

    private ProgramProcess process(TaskProcess process, Shim shim) {
        return new ProgramProcess(runtime, process.directory(), shim, _ -> {});
    }

    private static Optional<String> console(TaskProcess process, Shim shim) {
        return process.streams().terminal() ? Optional.of(new RuntimeHandover(shim).consoleSocket()) : Optional.empty();
    }

    private static Launched launched(TaskProcess process, int pid, Shim shim, StdioHub stdio, Start start) {
        Launched launched = new Launched(shim, stdio, start);
        process.launchedAs(pid, launched);
        return launched;
    }

    @Override
    public Launched adopt(Task task, TaskProcess process) {
        ProcessDirectory directory = process.directory();
        Shim shim = Shim.adopt(directory.path())
                .orElseThrow(() ->
                        new DataLossException("adopt %s: the record of its shim is missing".formatted(process.id())));
        var streams = process.streams().withoutGoneFifos().config();
        boolean waitsForTerminal =
                process.streams().terminal() && directory.runtimeProcess().isEmpty();
        StdioHub stdio = waitsForTerminal ? StdioHub.prepare(shim, streams) : StdioHub.open(shim, streams);
        Start start = process.id().isInit()
                ? new VerbStart(runtime, id(task), directory, shim)
                : execStart(process, shim, stdio);
        return new Launched(shim, stdio, start);
    }

    /** The hooks of its start are the runtime's to run when it starts. */
    @Override
    public void started(Task task, TaskProcess process) {}

    @Override
    public boolean signal(Task task, TaskProcess process, int signal) {
        boolean exec = !process.id().isInit();
        boolean alive = process.whileAlive("signal", launched -> launched.shim().signal(exec ? signal : 0));
        if (exec || !alive) {
            return alive;
        }
        try {
            runtime.kill(id(task), signal);
            return true;
        } catch (EngineException e) {
            if (hasEnded(process)) {
                return false;
            }
            throw e;
        }
    }

    /** Also before its shim has noticed, as signals can be sent to a process as long as nobody has waited for it. */
    private static boolean hasEnded(TaskProcess process) {
        return process.directory().runtimeProcess().filter(RuntimeProcess::runs).isEmpty();
    }

    @Override
    public void signalAll(Task task, int signal) {
        runtime.killAll(id(task), signal);
    }

    @Override
    public void freeze(Task task) {
        runtime.pause(id(task));
        // Some say so before all of it stands still.
        task.cgroup().freeze();
    }

    @Override
    public void thaw(Task task) {
        try {
            runtime.resume(id(task));
        } catch (EngineException e) {
            if (task.cgroup().frozen()) {
                throw e;
            }
            LOG.debug("task {} was not frozen any more: {}", task.key(), e.text());
        }
    }

    @Override
    public void update(Task task, Resources limits) {
        UpdatableResources.check(limits);
        Path file = task.directory().path().resolve("resources.json");
        StateFile.write(file, SpecJson.write(limits));
        runtime.update(id(task), file);
    }

    @Override
    public void ended(Task task, TaskProcess process, ExitStatus status) {
        switch (status.cause()) {
            case PROCESS_ENDED -> {}
            // Nothing in the kernel ties the process to its shim.
            case SHIM_KILLED -> process.directory().runtimeProcess().ifPresent(RuntimeProcess::kill);
        }
        if (process.id().isInit()) {
            task.cgroup().kill();
            endWaiting(task);
        }
    }

    @Override
    public void endWaiting(Task task) {
        for (TaskProcess exec : task.execs()) {
            exec.abandonIfWaiting();
        }
    }

    @Override
    public void release(Shim shim) {
        new RuntimeHandover(shim).endRuntime();
        shim.release();
    }

    /** What the runtime itself cannot remove, be it because it is not there any more, is removed without it. */
    @Override
    public void delete(Task task) {
        try {
            runtime.delete(id(task));
        } catch (EngineException e) {
            LOG.warn("task {} is deleted without its runtime: {}", task.key(), e.text());
            TaskDirectory.removeTree(Path.of(runtime.program().root(), id(task)));
        }
        task.cgroup().kill();
        task.cgroup().delete();
    }

    /** The hooks of its end are the runtime's to run when it deletes. */
    @Override
    public void gone(Task task) {}

    private static String id(Task task) {
        return task.key().id();
    }
}
