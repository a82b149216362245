package io.jdock.supervisor.grpc;

import com.google.protobuf.Empty;
import com.google.protobuf.Timestamp;
import io.grpc.stub.StreamObserver;
import io.jdock.api.containerd.tasks.v1.CheckpointTaskRequest;
import io.jdock.api.containerd.tasks.v1.CheckpointTaskResponse;
import io.jdock.api.containerd.tasks.v1.CloseIORequest;
import io.jdock.api.containerd.tasks.v1.CreateTaskRequest;
import io.jdock.api.containerd.tasks.v1.CreateTaskResponse;
import io.jdock.api.containerd.tasks.v1.DeleteProcessRequest;
import io.jdock.api.containerd.tasks.v1.DeleteResponse;
import io.jdock.api.containerd.tasks.v1.DeleteTaskRequest;
import io.jdock.api.containerd.tasks.v1.ExecProcessRequest;
import io.jdock.api.containerd.tasks.v1.GetRequest;
import io.jdock.api.containerd.tasks.v1.GetResponse;
import io.jdock.api.containerd.tasks.v1.KillRequest;
import io.jdock.api.containerd.tasks.v1.ListPidsRequest;
import io.jdock.api.containerd.tasks.v1.ListPidsResponse;
import io.jdock.api.containerd.tasks.v1.ListTasksRequest;
import io.jdock.api.containerd.tasks.v1.ListTasksResponse;
import io.jdock.api.containerd.tasks.v1.MetricsRequest;
import io.jdock.api.containerd.tasks.v1.MetricsResponse;
import io.jdock.api.containerd.tasks.v1.PauseTaskRequest;
import io.jdock.api.containerd.tasks.v1.ResizePtyRequest;
import io.jdock.api.containerd.tasks.v1.ResumeTaskRequest;
import io.jdock.api.containerd.tasks.v1.StartRequest;
import io.jdock.api.containerd.tasks.v1.StartResponse;
import io.jdock.api.containerd.tasks.v1.TasksGrpc;
import io.jdock.api.containerd.tasks.v1.UpdateTaskRequest;
import io.jdock.api.containerd.tasks.v1.WaitRequest;
import io.jdock.api.containerd.tasks.v1.WaitResponse;
import io.jdock.api.containerd.types.task.ProcessInfo;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.errdefs.NotImplementedException;
import io.jdock.oci.runtime.SpecJson;
import io.jdock.supervisor.containers.ContainerKey;
import io.jdock.supervisor.filters.Filter;
import io.jdock.supervisor.tasks.CreateRequest;
import io.jdock.supervisor.tasks.ExecRequest;
import io.jdock.supervisor.tasks.ProcessId;
import io.jdock.supervisor.tasks.ProcessView;
import io.jdock.supervisor.tasks.Streams;
import io.jdock.supervisor.tasks.Tasks;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** {@link Tasks} over gRPC. */
public final class TasksService extends TasksGrpc.TasksImplBase {

    private final Tasks tasks;

    public TasksService(Tasks tasks) {
        this.tasks = tasks;
    }

    @Override
    public void create(CreateTaskRequest request, StreamObserver<CreateTaskResponse> caller) {
        ProcessMessages.requireSupported(request);
        ProcessView created = tasks.create(new CreateRequest(
                key(request.getContainerId()),
                request.getRootfsList().stream().map(Mounts::value).toList(),
                new Streams(request.getStdin(), request.getStdout(), request.getStderr(), request.getTerminal()),
                Documents.value(request.getOptions())));
        Reply.send(
                caller,
                CreateTaskResponse.newBuilder()
                        .setContainerId(request.getContainerId())
                        .setPid(created.pid())
                        .build());
    }

    @Override
    public void start(StartRequest request, StreamObserver<StartResponse> caller) {
        int pid = tasks.start(process(request.getContainerId(), request.getExecId()));
        Reply.send(caller, StartResponse.newBuilder().setPid(pid).build());
    }

    @Override
    public void delete(DeleteTaskRequest request, StreamObserver<DeleteResponse> caller) {
        Reply.send(caller, ProcessMessages.deleted(tasks.delete(key(request.getContainerId()))));
    }

    @Override
    public void deleteProcess(DeleteProcessRequest request, StreamObserver<DeleteResponse> caller) {
        ProcessId id = process(request.getContainerId(), request.getExecId());
        Reply.send(caller, ProcessMessages.deleted(id.isInit() ? tasks.delete(id.container()) : tasks.deleteExec(id)));
    }

    @Override
    public void get(GetRequest request, StreamObserver<GetResponse> caller) {
        ProcessView found = tasks.get(process(request.getContainerId(), request.getExecId()));
        Reply.send(
                caller,
                GetResponse.newBuilder()
                        .setProcess(ProcessMessages.message(found))
                        .build());
    }

    @Override
    public void list(ListTasksRequest request, StreamObserver<ListTasksResponse> caller) {
        if (!request.getFilter().isEmpty()) {
            throw new InvalidArgumentException("list tasks: field filter is not supported");
        }
        ListTasksResponse.Builder answer = ListTasksResponse.newBuilder();
        tasks.list(CallNamespace.required()).forEach(task -> answer.addTasks(ProcessMessages.message(task)));
        Reply.send(caller, answer.build());
    }

    @Override
    public void kill(KillRequest request, StreamObserver<Empty> caller) {
        int signal = ProcessMessages.signal(request.getSignal());
        ProcessId id = process(request.getContainerId(), request.getExecId());
        if (request.getAll()) {
            tasks.killAll(id.container(), signal);
        } else {
            tasks.kill(id, signal);
        }
        Reply.done(caller);
    }

    @Override
    public void exec(ExecProcessRequest request, StreamObserver<Empty> caller) {
        if (request.getExecId().isEmpty()) {
            throw new InvalidArgumentException("exec in %s: exec_id is missing".formatted(request.getContainerId()));
        }
        tasks.exec(new ExecRequest(
                process(request.getContainerId(), request.getExecId()),
                SpecJson.readProcess(request.getSpec().getValue().toByteArray()),
                new Streams(request.getStdin(), request.getStdout(), request.getStderr(), request.getTerminal())));
        Reply.done(caller);
    }

    @Override
    public void resizePty(ResizePtyRequest request, StreamObserver<Empty> caller) {
        tasks.resize(
                process(request.getContainerId(), request.getExecId()),
                ProcessMessages.size(request.getHeight(), request.getWidth()));
        Reply.done(caller);
    }

    @Override
    public void closeIO(CloseIORequest request, StreamObserver<Empty> caller) {
        ProcessId id = process(request.getContainerId(), request.getExecId());
        if (request.getStdin()) {
            tasks.closeStdin(id);
        }
        Reply.done(caller);
    }

    @Override
    public void pause(PauseTaskRequest request, StreamObserver<Empty> caller) {
        tasks.pause(key(request.getContainerId()));
        Reply.done(caller);
    }

    @Override
    public void resume(ResumeTaskRequest request, StreamObserver<Empty> caller) {
        tasks.resume(key(request.getContainerId()));
        Reply.done(caller);
    }

    @Override
    public void listPids(ListPidsRequest request, StreamObserver<ListPidsResponse> caller) {
        ListPidsResponse.Builder answer = ListPidsResponse.newBuilder();
        for (int pid : tasks.pids(key(request.getContainerId()))) {
            answer.addProcesses(ProcessInfo.newBuilder().setPid(pid));
        }
        Reply.send(caller, answer.build());
    }

    @Override
    public void update(UpdateTaskRequest request, StreamObserver<Empty> caller) {
        if (request.getAnnotationsCount() > 0) {
            throw new InvalidArgumentException("update task: field annotations is not supported");
        }
        tasks.update(
                key(request.getContainerId()),
                SpecJson.readResources(request.getResources().getValue().toByteArray()));
        Reply.done(caller);
    }

    /** Of all living tasks when there is no filter; of those have {@code id} and {@code namespace}. */
    @Override
    public void metrics(MetricsRequest request, StreamObserver<MetricsResponse> caller) {
        Filter filter = Filter.any(request.getFiltersList());
        Timestamp now = Times.message(Instant.now());
        MetricsResponse.Builder answer = MetricsResponse.newBuilder();
        tasks.measure(CallNamespace.required(), key -> filter.matches(path -> field(key, path)))
                .forEach(usage -> answer.addMetrics(MetricsMessages.message(usage, now)));
        Reply.send(caller, answer.build());
    }

    @Override
    public void wait(WaitRequest request, StreamObserver<WaitResponse> caller) {
        ProcessId id = process(request.getContainerId(), request.getExecId());
        ResponseStream.start("wait for " + id, caller, answers -> {
            answers.onCancel(Thread.currentThread()::interrupt);
            answers.send(ProcessMessages.ended(tasks.await(id)));
        });
    }

    @Override
    public void checkpoint(CheckpointTaskRequest request, StreamObserver<CheckpointTaskResponse> caller) {
        throw new NotImplementedException("checkpoint task %s: not supported".formatted(request.getContainerId()));
    }

    private static Optional<String> field(ContainerKey key, List<String> path) {
        return switch (String.join(".", path)) {
            case "id" -> Optional.of(key.id());
            case "namespace" -> Optional.of(key.namespace());
            default -> Optional.empty();
        };
    }

    private static ProcessId process(String container, String execId) {
        return new ProcessId(key(container), execId);
    }

    private static ContainerKey key(String id) {
        return new ContainerKey(CallNamespace.required(), id);
    }
}
