package io.jdock.daemon.container.lifecycle;

import io.jdock.daemon.container.task.AttachedStreams;
import io.jdock.daemon.container.task.Exit;
import io.jdock.daemon.container.task.NewExec;
import io.jdock.daemon.container.task.NewTask;
import io.jdock.daemon.container.task.ProcessRef;
import io.jdock.daemon.container.task.RootfsSize;
import io.jdock.daemon.container.task.StreamChoice;
import io.jdock.daemon.container.task.TaskMetrics;
import io.jdock.daemon.container.task.TaskStatus;
import io.jdock.daemon.container.task.TaskStatus.Phase;
import io.jdock.daemon.container.task.Tasks;
import io.jdock.errdefs.EngineException;
import io.jdock.errdefs.FailedPreconditionException;
import io.jdock.errdefs.NotFoundException;
import io.jdock.errdefs.UnavailableException;
import io.jdock.oci.image.ChainId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A supervisor in memory. Its tasks end when a test says so, or at a signal that they do not ignore. */
final class FakeTasks implements Tasks {

    final List<String> calls = new ArrayList<>();
    final Map<String, TaskStatus> tasks = new TreeMap<>();
    final List<String> rootfs = new ArrayList<>();
    /** The program that was to make each task, none for most. */
    final Map<String, String> runtimes = new TreeMap<>();

    /** What the next start fails with, and signals that have no effect. */
    @Nullable
    EngineException startFailure;

    List<Integer> ignored = List.of();

    /** Nothing can be resumed while this is true. */
    boolean gone;

    private final Map<String, CompletableFuture<Exit>> exits = new TreeMap<>();
    private int nextPid = 100;

    /** The task's first process ends. */
    synchronized void end(String id, int code) {
        TaskStatus ended = tasks.computeIfPresent(
                id, (_, status) -> new TaskStatus(Phase.STOPPED, status.pid(), status.outOfMemory()));
        exits.computeIfAbsent(id, _ -> new CompletableFuture<>())
                .complete(new Exit(code, Instant.EPOCH.plusSeconds(9), ended != null && ended.outOfMemory()));
    }

    /** The task runs out of memory; whether it ends for it the test says. */
    synchronized void runOutOfMemory(String id) {
        tasks.computeIfPresent(id, (_, status) -> new TaskStatus(status.phase(), status.pid(), true));
    }

    @Override
    public synchronized void prepareRootfs(String containerId, Optional<ChainId> image) {
        rootfs.add(containerId);
    }

    @Override
    public synchronized void removeRootfs(String containerId) {
        rootfs.remove(containerId);
    }

    @Override
    public RootfsSize rootfsSize(String containerId) {
        return new RootfsSize(0, 0);
    }

    @Override
    public synchronized List<String> rootfsIds() {
        return List.copyOf(rootfs);
    }

    @Override
    public synchronized int create(NewTask task) {
        calls.add("create");
        runtimes.put(task.containerId(), task.runtime());
        exits.put(task.containerId(), new CompletableFuture<>());
        tasks.put(task.containerId(), new TaskStatus(Phase.CREATED, nextPid, false));
        return nextPid++;
    }

    @Override
    public synchronized void start(String containerId) {
        calls.add("start");
        if (startFailure != null) {
            throw startFailure;
        }
        tasks.computeIfPresent(containerId, (_, status) -> new TaskStatus(Phase.RUNNING, status.pid(), false));
    }

    @Override
    public synchronized void delete(String containerId) {
        calls.add("delete");
        tasks.remove(containerId);
    }

    @Override
    public void createExec(NewExec exec) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int startExec(ProcessRef exec) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void deleteExec(ProcessRef exec) {
        throw new UnsupportedOperationException();
    }

    @Override
    public synchronized CompletableFuture<Exit> exit(ProcessRef process) {
        CompletableFuture<Exit> exit = exits.get(process.containerId());
        return exit != null
                ? exit.copy()
                : CompletableFuture.failedFuture(new NotFoundException("no task " + process.containerId()));
    }

    @Override
    public void kill(ProcessRef process, int signal) {
        calls.add("kill " + signal);
        if (!ignored.contains(signal)) {
            end(process.containerId(), 128 + signal);
        }
    }

    @Override
    public synchronized void pause(String containerId) {
        calls.add("pause");
        TaskStatus task = tasks.get(containerId);
        if (task == null || task.phase() != Phase.RUNNING) {
            throw new FailedPreconditionException("pause task %s: it is not running".formatted(containerId));
        }
        tasks.put(containerId, new TaskStatus(Phase.PAUSED, task.pid(), task.outOfMemory()));
    }

    @Override
    public synchronized void resume(String containerId) {
        calls.add("resume");
        if (gone) {
            throw new UnavailableException("the supervisor cannot be reached");
        }
        tasks.computeIfPresent(
                containerId, (_, status) -> new TaskStatus(Phase.RUNNING, status.pid(), status.outOfMemory()));
    }

    @Override
    public void resize(ProcessRef process, int width, int height) {
        calls.add("resize");
    }

    @Override
    public AttachedStreams attach(ProcessRef process, StreamChoice streams) {
        calls.add("attach");
        return new NoStreams();
    }

    @Override
    public List<Integer> pids(String containerId) {
        return List.of();
    }

    @Override
    public synchronized Map<String, TaskStatus> list() {
        return Map.copyOf(tasks);
    }

    @Override
    public TaskMetrics metrics(String containerId) {
        throw new UnsupportedOperationException();
    }

    private static final class NoStreams implements AttachedStreams {
        @Override
        public Optional<Output> read() {
            return Optional.empty();
        }

        @Override
        public void write(byte[] bytes) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void closeInput() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
