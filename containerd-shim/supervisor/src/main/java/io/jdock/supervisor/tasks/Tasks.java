package io.jdock.supervisor.tasks;

import io.jdock.errdefs.AlreadyExistsException;
import io.jdock.errdefs.DataLossException;
import io.jdock.errdefs.FailedPreconditionException;
import io.jdock.errdefs.NotFoundException;
import io.jdock.libcontainer.ContainerLauncher;
import io.jdock.linux.Signal;
import io.jdock.linux.Terminal;
import io.jdock.oci.runtime.Resources;
import io.jdock.supervisor.containers.Container;
import io.jdock.supervisor.containers.ContainerKey;
import io.jdock.supervisor.containers.Containers;
import io.jdock.supervisor.events.Event;
import io.jdock.supervisor.events.EventBus;
import io.jdock.supervisor.runtimes.ProgramSearch;
import io.jdock.supervisor.runtimes.RuntimeNames;
import io.jdock.supervisor.stdio.StdioHub;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * All tasks, and what clients do with them.
 *
 * <p>Safe for concurrent use. What changes a task holds that container's lock throughout; what only looks takes no lock, so a
 * stuck container never keeps others from being listed.
 */
public final class Tasks {

    private final Map<ContainerKey, Task> tasks = new ConcurrentHashMap<>();

    /** Why they cannot be read: tasks that earlier supervisors left and that nothing is done with. */
    private final Map<ContainerKey, String> quarantined = new ConcurrentHashMap<>();

    private final ContainerLocks locks = new ContainerLocks();
    private final Containers containers;
    private final EventBus events;
    private final TaskCreation creation;
    private final BuiltInRuntime builtIn;
    private final ProcessStart starting;
    private final TaskDeletion deletion;

    private Tasks(Containers containers, EventBus events, TaskCreation creation, BuiltInRuntime builtIn) {
        this.containers = containers;
        this.events = events;
        this.creation = creation;
        this.builtIn = builtIn;
        this.starting = new ProcessStart(events);
        this.deletion = new TaskDeletion();
    }

    /**
     * Takes over the tasks that earlier supervisors left in {@code state}.
     *
     * @param state directory that belongs to this supervisor alone; it may be on a tmpfs
     * @param patience how long an OCI runtime may take for anything it is executed for
     */
    public static Tasks open(
            Path state, Containers containers, EventBus events, ContainerLauncher launcher, Duration patience) {
        BuiltInRuntime builtIn = new BuiltInRuntime(launcher);
        RuntimeNames names = new RuntimeNames(state, ProgramSearch.ofEnvironment());
        TaskLoader loader = new TaskLoader(state, launcher.layout(), new TaskRuntimes(builtIn, patience));
        ExitWatch watch = new ExitWatch(events);
        TaskCreation creation = new TaskCreation(loader, names, watch, events);
        Tasks tasks = new Tasks(containers, events, creation, builtIn);
        new Recovery(state, loader, watch).run(tasks);
        return tasks;
    }

    /** Says that a task is about to be made, as it mostly is when a container was: it will be made faster then. */
    public void anticipate() {
        builtIn.anticipate();
    }

    /**
     * Makes a task of a container: everything but the program is there when this returns.
     *
     * @throws NotFoundException if there is no such container
     * @throws AlreadyExistsException if it has a task
     */
    public ProcessView create(CreateRequest request) {
        ContainerKey key = request.key();
        anticipate();
        try (var _ = locks.acquire("create task", key)) {
            requireReadable(key);
            if (tasks.containsKey(key)) {
                throw new AlreadyExistsException("create task %s: it exists".formatted(key));
            }
            Container container = containers.get(key);
            Task task = creation.create(container, request);
            tasks.put(key, task);
            return task.init().view();
        }
    }

    /**
     * Has a created process execute its program; returns its pid.
     *
     * @throws NotFoundException if the program does not exist
     */
    public int start(ProcessId id) {
        try (var _ = locks.acquire("start", id.container())) {
            Task task = require(id.container());
            TaskProcess process = task.process(id);
            process.status().requireStartable(id);
            starting.start(task, process);
            return process.pid();
        }
    }

    /** Adds a process that waits to be started. */
    public void exec(ExecRequest request) {
        ProcessId id = request.id();
        anticipate();
        try (var _ = locks.acquire("add", id.container())) {
            Task task = require(id.container());
            task.init().status().requireRunning("add a process to", task.init().id());
            if (task.find(id).isPresent()) {
                throw new AlreadyExistsException("add %s: it exists".formatted(id));
            }
            creation.exec(task, request);
        }
    }

    /** Forgets a task that has ended, with all its processes and its mounts; says how it ended. */
    public ProcessView delete(ContainerKey key) {
        try (var _ = locks.acquire("delete task", key)) {
            Task task = require(key);
            ProcessView last = task.init().view();
            last.status().requireStopped("delete", last.id());
            deletion.delete(task);
            tasks.remove(key);
            last.exit()
                    .ifPresent(exit -> publish(
                            task,
                            new Event.TaskDeleted(key.id(), last.id().text(), last.pid(), exit.status(), exit.at())));
            return last;
        }
    }

    /** Forgets an exec that has ended, or was never started. */
    public ProcessView deleteExec(ProcessId id) {
        try (var _ = locks.acquire("delete", id.container())) {
            Task task = require(id.container());
            TaskProcess process = task.process(id);
            if (process.status() == ProcessStatus.CREATED) {
                killAtGate(process);
            }
            ProcessView last = process.view();
            last.status().requireStopped("delete", id);
            process.directory().remove();
            task.remove(process);
            return last;
        }
    }

    public ProcessView get(ProcessId id) {
        return require(id.container()).process(id).view();
    }

    /** The first process of every task of a namespace. */
    public List<ProcessView> list(String namespace) {
        Stream<ProcessView> readable =
                tasks.values().stream().map(task -> task.init().view());
        Stream<ProcessView> others = quarantined.keySet().stream().map(ProcessView::unknown);
        return Stream.concat(readable, others)
                .filter(view -> view.id().container().namespace().equals(namespace))
                .toList();
    }

    /** Waits for the end of a process. */
    public ProcessView await(ProcessId id) throws InterruptedException {
        TaskProcess process = require(id.container()).process(id);
        Waiting.join(process.ended());
        return process.view();
    }

    /**
     * Sends a signal.
     *
     * @param signal 1 to 64
     * @throws NotFoundException if the process has ended
     */
    public void kill(ProcessId id, int signal) {
        try (var _ = locks.acquire("signal", id.container())) {
            Task task = require(id.container());
            TaskProcess process = task.process(id);
            if (!task.runtime().signal(task, process, signal)) {
                throw new NotFoundException("signal %s: process already finished".formatted(id));
            }
            if (signal == Signal.KILL.number() && task.init().status() == ProcessStatus.PAUSED) {
                // A frozen process does not even die.
                thaw(task);
            }
        }
    }

    /** Sends a signal to every process of a task. */
    public void killAll(ContainerKey key, int signal) {
        try (var _ = locks.acquire("signal", key)) {
            Task task = require(key);
            task.init().status().requireAlive("signal all of", task.init().id());
            task.runtime().signalAll(task, signal);
        }
    }

    public void pause(ContainerKey key) {
        try (var _ = locks.acquire("pause", key)) {
            Task task = require(key);
            task.init().status().requireRunning("pause", task.init().id());
            task.runtime().freeze(task);
            task.init().moveTo(ProcessStatus.PAUSED);
            publish(task, new Event.TaskPaused(key.id()));
        }
    }

    public void resume(ContainerKey key) {
        try (var _ = locks.acquire("resume", key)) {
            Task task = require(key);
            task.init().status().requirePaused("resume", task.init().id());
            thaw(task);
        }
    }

    public void resize(ProcessId id, Terminal.Size size) {
        require(id.container()).process(id).whileAlive("resize", launched -> {
            launched.shim().resize(size);
            return id;
        });
    }

    /** The process reads end of file once it has read what was written before. */
    public void closeStdin(ProcessId id) {
        require(id.container()).process(id).whileAlive("close stdin of", launched -> {
            launched.stdio().closeStdin();
            return id;
        });
    }

    /** The streams of a created or running process, to attach to. */
    public StdioHub stdio(ProcessId id) {
        return require(id.container()).process(id).whileAlive("attach to", Launched::stdio);
    }

    /** The pids of all processes in the task, as the host sees them. */
    public List<Integer> pids(ContainerKey key) {
        Task task = require(key);
        task.init().status().requireAlive("list processes of", task.init().id());
        return task.cgroup().processes();
    }

    /** What the living tasks of a namespace have used, as far as they are wanted. */
    public List<TaskUsage> measure(String namespace, Predicate<ContainerKey> wanted) {
        return tasks.values().stream()
                .filter(task -> task.key().namespace().equals(namespace) && wanted.test(task.key()))
                .filter(task -> task.init().status() != ProcessStatus.STOPPED)
                .map(task -> new TaskUsage(
                        task.key(), task.cgroup().stats(), task.cgroup().oomKills()))
                .toList();
    }

    /** Changes limits; those that are absent stay as they are. */
    public void update(ContainerKey key, Resources limits) {
        try (var _ = locks.acquire("update", key)) {
            Task task = require(key);
            task.init().status().requireAlive("update", task.init().id());
            task.runtime().update(task, limits);
        }
    }

    /**
     * Forgets a container, which gets no task meanwhile.
     *
     * @throws FailedPreconditionException if the container has a task
     * @throws DataLossException if it has one that cannot be read
     */
    public void deleteContainer(ContainerKey key) {
        try (var _ = locks.acquire("delete container", key)) {
            requireReadable(key);
            if (tasks.containsKey(key)) {
                throw new FailedPreconditionException(
                        "delete container %s: it has a task, delete that first".formatted(key));
            }
            containers.delete(key);
        }
    }

    /** Takes over a task that an earlier supervisor made. */
    void adopt(Task task) {
        tasks.put(task.key(), task);
    }

    /** Refuses whatever is asked of a task from now on; its files and processes stay as they are. */
    void quarantine(ContainerKey key, String reason) {
        quarantined.put(key, reason);
    }

    private void requireReadable(ContainerKey key) {
        String reason = quarantined.get(key);
        if (reason != null) {
            throw new DataLossException(
                    "task %s was left by an earlier supervisor and cannot be read: %s".formatted(key, reason));
        }
    }

    private static void killAtGate(TaskProcess process) {
        try {
            process.whileAlive("delete", launched -> {
                launched.start().abandon();
                return process;
            });
        } catch (NotFoundException _) {
            // It has just ended by itself, as wanted.
        }
        process.ended().join();
    }

    private void thaw(Task task) {
        task.runtime().thaw(task);
        task.init().moveTo(ProcessStatus.RUNNING);
        publish(task, new Event.TaskResumed(task.key().id()));
    }

    private Task require(ContainerKey key) {
        requireReadable(key);
        Task task = tasks.get(key);
        if (task == null) {
            throw new NotFoundException("task %s: not found".formatted(key));
        }
        return task;
    }

    private void publish(Task task, Event event) {
        events.publish(task.key().namespace(), event);
    }
}
