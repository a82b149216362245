package io.jdock.supervisor.tasks;

import io.jdock.concurrent.Threads;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.shim.Shim;
import io.jdock.supervisor.containers.ContainerKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the tasks that earlier supervisors left ours, whatever those were doing when they died: living processes are adopted,
 * ends that nobody saw are recorded and told, what was half made is undone, what was half deleted is deleted.
 *
 * <p>Run at every start, before clients are served. A task whose files are damaged is left where it is, listed as unknown and
 * named in the log: it hinders nobody else.
 */
final class Recovery {

    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private final Path state;
    private final TaskLoader loader;
    private final ExitWatch watch;

    Recovery(Path state, TaskLoader loader, ExitWatch watch) {
        this.state = state;
        this.loader = loader;
        this.watch = watch;
    }

    /** Goes through all task directories, and returns once each task is adopted or gone. */
    void run(Tasks tasks) {
        try (var each = Threads.virtualPerTask("recovery")) {
            for (Path namespace : list(TaskDirectory.all(state))) {
                for (Path directory : list(namespace)) {
                    each.submit(() -> recoverOrLog(namespace, directory, tasks));
                }
            }
        }
    }

    private void recoverOrLog(Path namespace, Path directory, Tasks tasks) {
        try {
            ContainerKey key = new ContainerKey(name(namespace), name(directory));
            recoverOrQuarantine(key, tasks);
        } catch (InvalidArgumentException e) {
            LOG.error("{} is no directory of a task and is left as it is: {}", directory, e.text());
        }
    }

    private void recoverOrQuarantine(ContainerKey key, Tasks tasks) {
        try {
            recover(key, tasks);
        } catch (RuntimeException e) {
            LOG.error("task {} cannot be recovered and is left as it is", key, e);
            tasks.quarantine(key, String.valueOf(e.getMessage()));
        }
    }

    private void recover(ContainerKey key, Tasks tasks) {
        TaskDirectory directory = loader.directory(key);
        if (!Files.exists(directory.init().streams())) {
            // The last file that is written before anything but mounts is made.
            directory.rootfs().unmount();
            directory.remove();
            LOG.info("task {}: its creation had not come far, undone", key);
            return;
        }
        Task task = loader.load(key);
        if (directory.isDeleting() || !directory.init().isCreated()) {
            removeRemains(task);
            LOG.info("task {}: it was half {}, removed", key, directory.isDeleting() ? "deleted" : "created");
            return;
        }
        adopt(task, task.init());
        for (String execId : directory.execIds()) {
            adoptExec(task, execId);
        }
        tasks.adopt(task);
        LOG.info(
                "task {}: {} with pid {}",
                key,
                task.init().status(),
                task.init().pid());
    }

    private void adoptExec(Task task, String execId) {
        ProcessDirectory directory = task.directory().exec(execId);
        if (directory.isCreated()) {
            TaskProcess exec = loader.process(new ProcessId(task.key(), execId), directory);
            adopt(task, exec);
            task.add(exec);
        } else {
            releaseShim(task, directory);
            directory.remove();
        }
    }

    private void adopt(Task task, TaskProcess process) {
        ProcessDirectory directory = process.directory();
        if (directory.outOfMemory() > 0 || isShortOfMemory(task, process)) {
            process.ranOutOfMemory();
        }
        var ended = directory.ended();
        if (ended.isPresent()) {
            releaseShim(task, directory);
            process.endedWith(ended.get().pid(), ended.get().exit());
            return;
        }
        Launched launched = task.runtime().adopt(task, process);
        process.launchedAs(directory.pid(), launched);
        if (directory.isStarted()) {
            // Our predecessor may have died just before it did so itself.
            launched.start().again();
            process.moveTo(frozen(task, process) ? ProcessStatus.PAUSED : ProcessStatus.RUNNING);
        }
        watch.start(task, process, launched);
    }

    /** Known at once; its watch tells it in a moment. */
    private static boolean isShortOfMemory(Task task, TaskProcess process) {
        return process.id().isInit() && task.cgroup().oomKills() > 0;
    }

    private static boolean frozen(Task task, TaskProcess process) {
        return process.id().isInit() && task.cgroup().frozen();
    }

    /** Of a task that has no end to tell, or whose end was told. */
    private static void removeRemains(Task task) {
        task.cgroup().kill();
        releaseShim(task, task.directory().init());
        for (String execId : task.directory().execIds()) {
            releaseShim(task, task.directory().exec(execId));
        }
        task.runtime().delete(task);
        task.directory().rootfs().unmount();
        task.runtime().gone(task);
        task.directory().remove();
    }

    private static void releaseShim(Task task, ProcessDirectory directory) {
        Shim.adopt(directory.path()).ifPresent(shim -> {
            try (shim) {
                task.runtime().release(shim);
            }
        });
    }

    private static List<Path> list(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("list " + directory, e);
        }
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }
}
