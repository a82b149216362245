package io.jdock.supervisor.tasks;

import io.jdock.errdefs.EngineException;
import io.jdock.linux.Signal;
import io.jdock.supervisor.events.Event;
import io.jdock.supervisor.events.EventBus;

/** Has a process that waits at its gate execute its program. */
final class ProcessStart {

    private final EventBus events;

    ProcessStart(EventBus events) {
        this.events = events;
    }

    /** The caller holds the container's lock and has checked the state. */
    void start(Task task, TaskProcess process) {
        try {
            openGate(task, process, process.launched("start"));
            finishStart(task, process);
        } catch (EngineException e) {
            // The launcher ends when it cannot execute the program, and so does the program when a hook fails. Once
            // that is on record the process can be deleted.
            process.ended().join();
            throw e;
        }
    }

    /** The program runs by now, and has perhaps ended. If this fails it is ended. */
    private static void finishStart(Task task, TaskProcess process) {
        try {
            task.runtime().started(task, process);
        } catch (EngineException e) {
            killIfAlive(process);
            throw e;
        }
    }

    private static void killIfAlive(TaskProcess process) {
        process.telling().lock();
        try {
            if (!process.ended().isDone()) {
                process.launched("end").shim().signal(Signal.KILL.number());
            }
        } finally {
            process.telling().unlock();
        }
    }

    private void openGate(Task task, TaskProcess process, Launched launched) {
        process.telling().lock();
        try {
            // It may have been killed at its gate since the caller looked.
            process.status().requireStartable(process.id());
            // Before the gate opens: a successor that finds the mark opens it once more, which changes nothing.
            process.directory().markStarted();
            launched.start().run();
            process.moveTo(ProcessStatus.RUNNING);
            events.publish(task.key().namespace(), started(task, process));
        } finally {
            process.telling().unlock();
        }
    }

    private static Event started(Task task, TaskProcess process) {
        return process.id().isInit()
                ? new Event.TaskStarted(task.key().id(), process.pid())
                : new Event.ExecStarted(task.key().id(), process.id().execId(), process.pid());
    }
}
