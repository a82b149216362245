package io.jdock.supervisor.tasks;

import io.jdock.concurrent.UndoStack;
import io.jdock.oci.runtime.Process;
import io.jdock.oci.runtime.Resources;
import io.jdock.shim.ExitStatus;
import io.jdock.shim.Shim;

/**
 * What makes the processes of a task and acts on the task as a whole. To clients all behave the same.
 *
 * <p>Who calls a method that changes something holds the container's lock, except for {@link #ended}.
 */
sealed interface TaskRuntime permits BuiltInRuntime, ProgramRuntime {

    /** Makes the container around its first process. What is made is pushed on {@code undo}. */
    Launched init(Task task, UndoStack undo);

    /** Gets a further process of a running task ready to be started. */
    Launched exec(Task task, TaskProcess exec, Process process, UndoStack undo);

    /**
     * Does what is to be done when the program of a process runs.
     *
     * @throws io.jdock.errdefs.EngineException if that fails and the process has to end for it
     */
    void started(Task task, TaskProcess process);

    /** The process of a directory in which {@code created} is written and {@code ended} is not. */
    Launched adopt(Task task, TaskProcess process);

    /** Sends a signal to one process; false if it has ended. */
    boolean signal(Task task, TaskProcess process, int signal);

    /** Sends a signal to all processes. */
    void signalAll(Task task, int signal);

    void freeze(Task task);

    /** Also when the task runs again already, as a runtime may see to that itself when it kills. */
    void thaw(Task task);

    void update(Task task, Resources limits);

    /** Ends what has to end with a process that has just ended. */
    void ended(Task task, TaskProcess process, ExitStatus status);

    /** Ends execs that wait outside the container to be started. */
    void endWaiting(Task task);

    /** Lets go of a shim, with all that is alive below it. */
    void release(Shim shim);

    /** Removes what the container was made of, beside its processes, which have ended, and its mounts. */
    void delete(Task task);

    /** Does what is to be done when all of it is gone. */
    void gone(Task task);
}
