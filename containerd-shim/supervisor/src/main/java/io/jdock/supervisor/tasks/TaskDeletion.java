package io.jdock.supervisor.tasks;

/**
 * Removes what a task that has ended left behind: processes, shims, cgroup, mounts, files, in this order; the hooks for the end are
 * run just before the last.
 *
 * <p>Every step can be repeated, so a deletion that was cut short is finished by doing it again.
 */
final class TaskDeletion {

    /** The task's first process must have ended. */
    void delete(Task task) {
        task.directory().markDeleting();
        task.cgroup().kill();
        task.runtime().endWaiting(task);
        for (TaskProcess exec : task.execs()) {
            // Killed above; its watch drains its output, releases its shim and tells its end.
            exec.ended().join();
        }
        task.runtime().delete(task);
        task.directory().rootfs().unmount();
        task.runtime().gone(task);
        task.directory().remove();
    }
}
