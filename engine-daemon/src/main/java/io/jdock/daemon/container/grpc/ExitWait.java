package io.jdock.daemon.container.grpc;

import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import io.jdock.api.containerd.tasks.v1.TasksGrpc;
import io.jdock.api.containerd.tasks.v1.WaitRequest;
import io.jdock.api.containerd.tasks.v1.WaitResponse;
import io.jdock.api.grpc.GrpcErrors;
import io.jdock.daemon.container.task.Exit;
import io.jdock.daemon.container.task.ProcessRef;
import java.util.concurrent.CompletableFuture;

/**
 * Waits for exits, each with one pending call and no thread.
 *
 * <p>A call per process rather than the event stream: the answer comes also when the process ended before the question was
 * asked, so nothing can be missed between a list and a subscription. When the supervisor goes away the question is asked
 * again of the next one, as soon as it is there.
 */
final class ExitWait {

    private final Channel channel;
    private final TasksGrpc.TasksStub tasks;

    ExitWait(Channel channel) {
        this.channel = channel;
        this.tasks = TasksGrpc.newStub(channel).withWaitForReady();
    }

    CompletableFuture<Exit> of(ProcessRef process) {
        CompletableFuture<Exit> exit = new CompletableFuture<>();
        ask(process, exit);
        return exit;
    }

    private void ask(ProcessRef process, CompletableFuture<Exit> exit) {
        WaitRequest request = WaitRequest.newBuilder()
                .setContainerId(process.containerId())
                .setExecId(process.execId())
                .build();
        tasks.wait(request, new StreamObserver<>() {
            @Override
            public void onNext(WaitResponse answer) {
                exit.completeAsync(() -> new Exit(
                        answer.getExitStatus(), GrpcTasks.instant(answer.getExitedAt()), answer.getOutOfMemory()));
            }

            @Override
            public void onError(Throwable error) {
                Status status = Status.fromThrowable(error);
                if (status.getCode() == Status.Code.UNAVAILABLE && !isShutdown()) {
                    ask(process, exit);
                } else {
                    exit.completeExceptionally(GrpcErrors.fromException(new StatusRuntimeException(status)));
                }
            }

            @Override
            public void onCompleted() {
                // The answer has come through onNext.
            }
        });
    }

    private boolean isShutdown() {
        return channel instanceof ManagedChannel managed && managed.isShutdown();
    }
}
