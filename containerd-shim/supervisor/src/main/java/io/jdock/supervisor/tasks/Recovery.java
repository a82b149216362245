package io.jdock.supervisor.tasks;

import io.jdock.concurrent.Threads;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.libcontainer.rootfs.HostRoot;
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
    private final ProcessLaunch launch;
    private final ExitWatch watch;

    Recovery(Path state, TaskLoader loader, ProcessLaunch launch, ExitWatch watch) {
        this.state = state;
        this.loader = loader;
        this.launch = launch;
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
            releaseShim(directory);
            directory.remove();
        }
    }

    private void adopt(Task task, TaskProcess process) {
        ProcessDirectory directory = process.directory();
        var ended = directory.ended();
        if (ended.isPresent()) {
            releaseShim(directory);
            process.endedWith(ended.get().pid(), ended.get().exit());
            return;
        }
        Launched launched = launch.adopt(process);
        process.launchedAs(directory.createdPid(), launched);
        if (directory.isStarted()) {
            // Our predecessor may have died just before it did so itself.
            launched.reopenGate();
            process.moveTo(frozen(task, process) ? ProcessStatus.PAUSED : ProcessStatus.RUNNING);
        }
        watch.start(task, process, launched);
    }

    private static boolean frozen(Task task, TaskProcess process) {
        return process.id().isInit() && task.cgroup().frozen();
    }

    /** Of a task that has no end to tell, or whose end was told. */
    private static void removeRemains(Task task) {
        task.cgroup().kill();
        releaseShim(task.directory().init());
        for (String execId : task.directory().execIds()) {
            releaseShim(task.directory().exec(execId));
        }
        task.cgroup().delete();
        HostRoot.release(task.spec(), task.root());
        task.directory().rootfs().unmount();
        runPoststop(task);
        task.directory().remove();
    }

    /** Nothing of the container was made if its hooks make no sense. */
    private static void runPoststop(Task task) {
        try {
            task.runPoststop();
        } catch (InvalidArgumentException e) {
            LOG.warn("task {}: its hooks are not run: {}", task.key(), e.text());
        }
    }

    private static void releaseShim(ProcessDirectory directory) {
        Shim.adopt(directory.path()).ifPresent(shim -> {
            try (shim) {
                shim.release();
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
