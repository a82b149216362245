package io.jdock.supervisor.grpc;

import io.jdock.api.containerd.tasks.v1.CreateTaskRequest;
import io.jdock.api.containerd.tasks.v1.DeleteResponse;
import io.jdock.api.containerd.tasks.v1.WaitResponse;
import io.jdock.api.containerd.types.task.Process;
import io.jdock.api.containerd.types.task.Status;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.errdefs.NotImplementedException;
import io.jdock.linux.Terminal;
import io.jdock.supervisor.tasks.ProcessStatus;
import io.jdock.supervisor.tasks.ProcessView;

/** Processes as messages have them. */
final class ProcessMessages {

    private static final int LAST_SIGNAL = 64;
    private static final int LARGEST_TERMINAL = 0xffff;

    private ProcessMessages() {}

    static Process message(ProcessView view) {
        Process.Builder message = Process.newBuilder()
                .setContainerId(view.id().container().id())
                .setId(view.id().text())
                .setPid(view.pid())
                .setStatus(status(view.status()))
                .setStdin(view.streams().stdin())
                .setStdout(view.streams().stdout())
                .setStderr(view.streams().stderr())
                .setTerminal(view.streams().terminal())
                .setOutOfMemory(view.outOfMemory());
        view.exit().ifPresent(exit -> message.setExitStatus(exit.status()).setExitedAt(Times.message(exit.at())));
        return message.build();
    }

    static WaitResponse ended(ProcessView last) {
        WaitResponse.Builder message = WaitResponse.newBuilder().setOutOfMemory(last.outOfMemory());
        last.exit().ifPresent(exit -> message.setExitStatus(exit.status()).setExitedAt(Times.message(exit.at())));
        return message.build();
    }

    static DeleteResponse deleted(ProcessView last) {
        DeleteResponse.Builder message =
                DeleteResponse.newBuilder().setId(last.id().text()).setPid(last.pid());
        last.exit().ifPresent(exit -> message.setExitStatus(exit.status()).setExitedAt(Times.message(exit.at())));
        return message.build();
    }

    /**
     * @throws NotImplementedException naming a field that would be ignored
     */
    static void requireSupported(CreateTaskRequest request) {
        if (request.hasCheckpoint()) {
            throw unsupported(request, "checkpoint");
        }
        if (!request.getRuntimePath().isEmpty()) {
            throw unsupported(request, "runtime_path");
        }
        if (!request.getTaskApiAddress().isEmpty()) {
            throw unsupported(request, "task_api_address");
        }
    }

    /** The number of a signal, which the wire has unsigned. */
    static int signal(int number) {
        if (number < 1 || number > LAST_SIGNAL) {
            throw new InvalidArgumentException(
                    "signal %s: must be from 1 to %d".formatted(Integer.toUnsignedString(number), LAST_SIGNAL));
        }
        return number;
    }

    static Terminal.Size size(int rows, int columns) {
        if (rows < 0 || rows > LARGEST_TERMINAL || columns < 0 || columns > LARGEST_TERMINAL) {
            throw new InvalidArgumentException("resize: %s by %s is no size of a terminal"
                    .formatted(Integer.toUnsignedString(columns), Integer.toUnsignedString(rows)));
        }
        return new Terminal.Size(rows, columns);
    }

    private static Status status(ProcessStatus status) {
        return switch (status) {
            case CREATED -> Status.CREATED;
            case RUNNING -> Status.RUNNING;
            case PAUSED -> Status.PAUSED;
            case STOPPED -> Status.STOPPED;
            case UNKNOWN -> Status.UNKNOWN;
        };
    }

    private static NotImplementedException unsupported(CreateTaskRequest request, String field) {
        return new NotImplementedException(
                "create task %s: field %s is not supported".formatted(request.getContainerId(), field));
    }
}
