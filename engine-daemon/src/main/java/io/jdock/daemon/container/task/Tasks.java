package io.jdock.daemon.container.task;

import io.jdock.oci.image.ChainId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The supervisor, as far as containers are concerned. Safe for concurrent use; calls block.
 *
 * <p>Every call fails with {@link io.jdock.errdefs.UnavailableException} while the supervisor cannot be reached, and with
 * {@link io.jdock.errdefs.NotFoundException} for a task or process it does not know, unless said otherwise.
 */
public interface Tasks {

    /** Makes a container's writable file system on top of an image's; an image without layers has none. */
    void prepareRootfs(String containerId, Optional<ChainId> image);

    /** Removes a container's file system; nothing happens if there is none. */
    void removeRootfs(String containerId);

    /** What a container's file system takes on disk; walks what the container has written. */
    RootfsSize rootfsSize(String containerId);

    /**
     * Creates a task; its program does not run yet. A task and record left over under that name are removed first.
     *
     * @return the process's ID on the host
     */
    int create(NewTask task);

    /**
     * Lets a created task's program run.
     *
     * @throws io.jdock.errdefs.EngineException when it cannot be executed; the text tells a missing program from a forbidden one
     */
    void start(String containerId);

    /** Ends a task if it still runs, and forgets it, its exit and its record; nothing happens if there is none. */
    void delete(String containerId);

    /** Prepares a further process in a running task. */
    void createExec(NewExec exec);

    /**
     * Starts a prepared process.
     *
     * @return its ID on the host
     */
    int startExec(ProcessRef exec);

    /** Forgets an ended process; nothing happens if it is not known. */
    void deleteExec(ProcessRef exec);

    /**
     * Completes when the process has ended and all its output is in the log. Survives the supervisor's absence; fails with
     * NotFoundException when the supervisor does not know the process (any more).
     */
    CompletableFuture<Exit> exit(ProcessRef process);

    void kill(ProcessRef process, int signal);

    void pause(String containerId);

    void resume(String containerId);

    /** Sets a terminal's size in characters. */
    void resize(ProcessRef process, int width, int height);

    /** Joins a process's streams; returns once no further output can be missed. */
    AttachedStreams attach(ProcessRef process, StreamChoice streams);

    /** Host IDs of all processes in a task. */
    List<Integer> pids(String containerId);

    /** Every task by container ID. Waits for the supervisor while it cannot be reached. */
    Map<String, TaskStatus> list();

    /** IDs of all containers that have a file system. */
    List<String> rootfsIds();

    /** The task's cgroup figures as the supervisor sends them. */
    TaskMetrics metrics(String containerId);
}
