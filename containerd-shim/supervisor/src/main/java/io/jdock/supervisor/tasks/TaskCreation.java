package io.jdock.supervisor.tasks;

import io.jdock.concurrent.UndoStack;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.oci.runtime.IdMapping;
import io.jdock.oci.runtime.Linux;
import io.jdock.oci.runtime.Spec;
import io.jdock.supervisor.containers.Container;
import io.jdock.supervisor.containers.ContainerKey;
import io.jdock.supervisor.events.Event;
import io.jdock.supervisor.events.EventBus;
import io.jdock.supervisor.runtimes.RuntimeChoice;
import io.jdock.supervisor.runtimes.RuntimeNames;
import java.util.List;
import java.util.OptionalInt;

/** Makes tasks and execs, up to the gate at which they wait to be started; when a step fails, those before it are undone. */
final class TaskCreation {

    private final TaskLoader loader;
    private final RuntimeNames runtimes;
    private final ExitWatch watch;
    private final EventBus events;

    TaskCreation(TaskLoader loader, RuntimeNames runtimes, ExitWatch watch, EventBus events) {
        this.loader = loader;
        this.runtimes = runtimes;
        this.watch = watch;
        this.events = events;
    }

    /** The caller holds the container's lock and knows that it has no task. */
    Task create(Container container, CreateRequest request) {
        ContainerKey key = request.key();
        TaskDirectory directory = loader.directory(key);
        RuntimeChoice runtime = runtimes.choose(key, container.runtime(), request.options());
        try (var undo = new UndoStack("create task " + key)) {
            directory.make();
            undo.push(directory::remove);
            directory.writeRuntime(runtime);
            StateFile.write(
                    directory.config(),
                    loader.config(key, runtime, container.spec().bytes()));
            directory.rootfs().mount(request.rootfs());
            undo.push(directory.rootfs()::unmount);
            directory.init().make();
            StateFile.write(directory.init().streams(), request.streams());

            Task task = loader.load(key, runtime);
            requireSameTerminal(task, request);
            rootGroup(task.spec()).ifPresent(directory::admit);
            Launched launched = task.runtime().init(task, undo);
            directory.init().markCreated(task.init().pid());
            undo.commit();
            tellCreated(task, request);
            watch.start(task, task.init(), launched);
            return task;
        }
    }

    /** The caller holds the container's lock and knows that the task runs and has no such process. */
    void exec(Task task, ExecRequest request) {
        ProcessId id = request.id();
        ProcessDirectory directory = task.directory().exec(id.execId());
        try (var undo = new UndoStack("add " + id)) {
            directory.make();
            undo.push(directory::remove);
            StateFile.write(directory.streams(), request.streams());

            TaskProcess exec = loader.process(id, directory);
            Launched launched = task.runtime().exec(task, exec, request.process(), undo);
            directory.markCreated(exec.pid());
            undo.commit();
            task.add(exec);
            events.publish(
                    task.key().namespace(), new Event.ExecAdded(task.key().id(), id.execId()));
            watch.start(task, exec, launched);
        }
    }

    /** What a user namespace maps the group 0 to. */
    private static OptionalInt rootGroup(Spec spec) {
        Linux linux = spec.linux();
        List<IdMapping> map = linux == null ? List.of() : linux.gidMappings();
        return map.stream()
                .filter(range -> range.containerId() == 0 && range.hostId() <= Integer.MAX_VALUE)
                .mapToInt(range -> (int) range.hostId())
                .findFirst();
    }

    /** The specification and the request both say it, and containerd's clients set both. */
    private static void requireSameTerminal(Task task, CreateRequest request) {
        var process = task.spec().process();
        if (process == null) {
            throw new InvalidArgumentException(
                    "create task %s: the specification has no process".formatted(task.key()));
        }
        if (process.terminal() != request.streams().terminal()) {
            throw new InvalidArgumentException("create task %s: terminal is %b in the request, %b in the specification"
                    .formatted(task.key(), request.streams().terminal(), process.terminal()));
        }
    }

    private void tellCreated(Task task, CreateRequest request) {
        Streams streams = request.streams();
        events.publish(
                task.key().namespace(),
                new Event.TaskCreated(
                        task.key().id(),
                        task.directory().path().toString(),
                        request.rootfs(),
                        new Event.Streams(streams.stdin(), streams.stdout(), streams.stderr(), streams.terminal()),
                        task.init().pid()));
    }
}
