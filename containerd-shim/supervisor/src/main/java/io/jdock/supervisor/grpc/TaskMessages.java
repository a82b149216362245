package io.jdock.supervisor.grpc;

import com.google.protobuf.Message;
import io.jdock.api.containerd.events.TaskCreate;
import io.jdock.api.containerd.events.TaskDelete;
import io.jdock.api.containerd.events.TaskExecAdded;
import io.jdock.api.containerd.events.TaskExecStarted;
import io.jdock.api.containerd.events.TaskExit;
import io.jdock.api.containerd.events.TaskIO;
import io.jdock.api.containerd.events.TaskOOM;
import io.jdock.api.containerd.events.TaskPaused;
import io.jdock.api.containerd.events.TaskResumed;
import io.jdock.api.containerd.events.TaskStart;
import io.jdock.supervisor.events.Event;
import io.jdock.supervisor.mounts.Mount;

/** {@link EventMessages} for the events of tasks. */
final class TaskMessages {

    private TaskMessages() {}

    static String topic(Event.TaskEvent event) {
        return switch (event) {
            case Event.TaskCreated _ -> "/tasks/create";
            case Event.TaskStarted _ -> "/tasks/start";
            case Event.TaskExited _ -> "/tasks/exit";
            case Event.TaskDeleted _ -> "/tasks/delete";
            case Event.TaskOutOfMemory _ -> "/tasks/oom";
            case Event.TaskPaused _ -> "/tasks/paused";
            case Event.TaskResumed _ -> "/tasks/resumed";
            case Event.ExecAdded _ -> "/tasks/exec-added";
            case Event.ExecStarted _ -> "/tasks/exec-started";
        };
    }

    static Message message(Event.TaskEvent event) {
        return switch (event) {
            case Event.TaskCreated e -> taskCreate(e);
            case Event.TaskStarted e ->
                TaskStart.newBuilder()
                        .setContainerId(e.container())
                        .setPid(e.pid())
                        .build();
            case Event.TaskExited e -> taskExit(e);
            case Event.TaskDeleted e -> taskDelete(e);
            case Event.TaskOutOfMemory e ->
                TaskOOM.newBuilder().setContainerId(e.container()).build();
            case Event.TaskPaused e ->
                TaskPaused.newBuilder().setContainerId(e.container()).build();
            case Event.TaskResumed e ->
                TaskResumed.newBuilder().setContainerId(e.container()).build();
            case Event.ExecAdded e ->
                TaskExecAdded.newBuilder()
                        .setContainerId(e.container())
                        .setExecId(e.execId())
                        .build();
            case Event.ExecStarted e ->
                TaskExecStarted.newBuilder()
                        .setContainerId(e.container())
                        .setExecId(e.execId())
                        .setPid(e.pid())
                        .build();
        };
    }

    private static Message taskCreate(Event.TaskCreated event) {
        TaskCreate.Builder message = TaskCreate.newBuilder()
                .setContainerId(event.container())
                .setBundle(event.bundle())
                .setPid(event.pid())
                .setIo(TaskIO.newBuilder()
                        .setStdin(event.streams().stdin())
                        .setStdout(event.streams().stdout())
                        .setStderr(event.streams().stderr())
                        .setTerminal(event.streams().terminal()));
        for (Mount mount : event.rootfs()) {
            message.addRootfs(Mounts.message(mount));
        }
        return message.build();
    }

    private static Message taskExit(Event.TaskExited event) {
        return TaskExit.newBuilder()
                .setContainerId(event.container())
                .setId(event.id())
                .setPid(event.pid())
                .setExitStatus(event.status())
                .setExitedAt(Times.message(event.at()))
                .build();
    }

    private static Message taskDelete(Event.TaskDeleted event) {
        return TaskDelete.newBuilder()
                .setContainerId(event.container())
                .setId(event.id())
                .setPid(event.pid())
                .setExitStatus(event.status())
                .setExitedAt(Times.message(event.at()))
                .build();
    }
}
