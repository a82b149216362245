package io.jdock.daemon.container.grpc;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import io.grpc.Channel;
import io.jdock.api.containerd.containers.v1.Container;
import io.jdock.api.containerd.containers.v1.ContainersGrpc;
import io.jdock.api.containerd.containers.v1.CreateContainerRequest;
import io.jdock.api.containerd.containers.v1.DeleteContainerRequest;
import io.jdock.api.containerd.runc.v1.Options;
import io.jdock.api.containerd.tasks.v1.CreateTaskRequest;
import io.jdock.api.containerd.tasks.v1.DeleteProcessRequest;
import io.jdock.api.containerd.tasks.v1.DeleteTaskRequest;
import io.jdock.api.containerd.tasks.v1.ExecProcessRequest;
import io.jdock.api.containerd.tasks.v1.KillRequest;
import io.jdock.api.containerd.tasks.v1.ListPidsRequest;
import io.jdock.api.containerd.tasks.v1.ListTasksRequest;
import io.jdock.api.containerd.tasks.v1.MetricsRequest;
import io.jdock.api.containerd.tasks.v1.PauseTaskRequest;
import io.jdock.api.containerd.tasks.v1.ResizePtyRequest;
import io.jdock.api.containerd.tasks.v1.ResumeTaskRequest;
import io.jdock.api.containerd.tasks.v1.StartRequest;
import io.jdock.api.containerd.tasks.v1.TasksGrpc;
import io.jdock.api.containerd.types.task.Process;
import io.jdock.daemon.container.task.AttachedStreams;
import io.jdock.daemon.container.task.Exit;
import io.jdock.daemon.container.task.NewExec;
import io.jdock.daemon.container.task.NewTask;
import io.jdock.daemon.container.task.ProcessRef;
import io.jdock.daemon.container.task.RootfsSize;
import io.jdock.daemon.container.task.StreamChoice;
import io.jdock.daemon.container.task.TaskMetrics;
import io.jdock.daemon.container.task.TaskStatus;
import io.jdock.daemon.container.task.Tasks;
import io.jdock.errdefs.AlreadyExistsException;
import io.jdock.errdefs.FailedPreconditionException;
import io.jdock.errdefs.NotFoundException;
import io.jdock.oci.image.ChainId;
import io.jdock.oci.runtime.Spec;
import io.jdock.oci.runtime.SpecJson;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToLongFunction;

/** {@link Tasks} over one channel, whose calls carry the daemon's namespace already. */
public final class GrpcTasks implements Tasks {

    private static final String SPEC_TYPE = "types.containerd.io/opencontainers/runtime-spec/1/Spec";
    private static final String PROCESS_TYPE = "types.containerd.io/opencontainers/runtime-spec/1/Process";
    private static final String BUILT_IN_RUNTIME = "io.containerd.jdock.v1";
    private static final String OCI_RUNTIME = "io.containerd.runc.v2";
    private static final String RUNTIME_OPTIONS = "containerd.runc.v1.Options";
    private static final String STDIN = "stream:";
    private static final int KILL = 9;

    private final TasksGrpc.TasksBlockingV2Stub tasks;
    private final ContainersGrpc.ContainersBlockingV2Stub containers;
    private final Rootfs rootfs;
    private final ExitWait exits;
    private final AttachCall attach;

    /** @param layerSize bytes of a layer alone */
    public GrpcTasks(Channel channel, ToLongFunction<ChainId> layerSize) {
        this.tasks = TasksGrpc.newBlockingV2Stub(channel);
        this.containers = ContainersGrpc.newBlockingV2Stub(channel);
        this.rootfs = new Rootfs(channel, layerSize);
        this.exits = new ExitWait(channel);
        this.attach = new AttachCall(channel);
    }

    @Override
    public void prepareRootfs(String containerId, Optional<ChainId> image) {
        rootfs.prepare(containerId, image.map(ChainId::toString).orElse(""));
    }

    @Override
    public void removeRootfs(String containerId) {
        rootfs.remove(containerId);
    }

    @Override
    public RootfsSize rootfsSize(String containerId) {
        return rootfs.size(containerId);
    }

    @Override
    public List<String> rootfsIds() {
        return rootfs.ids();
    }

    @Override
    public int create(NewTask task) {
        Container record = Container.newBuilder()
                .setId(task.containerId())
                .setImage(task.image())
                .setRuntime(runtime(task.runtime(), task.spec()))
                .setSpec(json(SPEC_TYPE, SpecJson.write(task.spec())))
                .setSnapshotter(Rootfs.SNAPSHOTTER)
                .setSnapshotKey(task.containerId())
                .build();
        CreateTaskRequest request = CreateTaskRequest.newBuilder()
                .setContainerId(task.containerId())
                .addAllRootfs(rootfs.mounts(task.containerId()))
                .setStdin(task.stdin() ? STDIN : "")
                .setStdout(task.output())
                .setStderr(task.output())
                .setTerminal(task.terminal())
                .build();
        CreateContainerRequest container =
                CreateContainerRequest.newBuilder().setContainer(record).build();
        try {
            Calls.answer(() -> containers.create(container));
        } catch (AlreadyExistsException _) {
            delete(task.containerId());
            Calls.answer(() -> containers.create(container));
        }
        return Calls.answer(() -> tasks.create(request)).getPid();
    }

    @Override
    public void start(String containerId) {
        Calls.answer(() -> tasks.start(
                StartRequest.newBuilder().setContainerId(containerId).build()));
    }

    @Override
    public void delete(String containerId) {
        DeleteTaskRequest task =
                DeleteTaskRequest.newBuilder().setContainerId(containerId).build();
        try {
            Calls.gone(() -> tasks.delete(task));
        } catch (FailedPreconditionException _) {
            // It still runs.
            CompletableFuture<Exit> exit = exit(ProcessRef.init(containerId));
            killIfAlive(containerId);
            exit.handle((_, _) -> containerId).join();
            Calls.gone(() -> tasks.delete(task));
        }
        Calls.gone(() -> containers.delete(
                DeleteContainerRequest.newBuilder().setId(containerId).build()));
    }

    private void killIfAlive(String containerId) {
        try {
            kill(ProcessRef.init(containerId), KILL);
        } catch (NotFoundException _) {
            // It ended by itself meanwhile.
        }
    }

    @Override
    public void createExec(NewExec exec) {
        Calls.answer(() -> tasks.exec(ExecProcessRequest.newBuilder()
                .setContainerId(exec.ref().containerId())
                .setExecId(exec.ref().execId())
                .setTerminal(exec.process().terminal())
                .setStdin(exec.stdin() ? STDIN : "")
                .setSpec(json(PROCESS_TYPE, SpecJson.write(exec.process())))
                .build()));
    }

    @Override
    public int startExec(ProcessRef exec) {
        StartRequest request = StartRequest.newBuilder()
                .setContainerId(exec.containerId())
                .setExecId(exec.execId())
                .build();
        return Calls.answer(() -> tasks.start(request)).getPid();
    }

    @Override
    public void deleteExec(ProcessRef exec) {
        Calls.gone(() -> tasks.deleteProcess(DeleteProcessRequest.newBuilder()
                .setContainerId(exec.containerId())
                .setExecId(exec.execId())
                .build()));
    }

    @Override
    public CompletableFuture<Exit> exit(ProcessRef process) {
        return exits.of(process);
    }

    @Override
    public void kill(ProcessRef process, int signal) {
        Calls.answer(() -> tasks.kill(KillRequest.newBuilder()
                .setContainerId(process.containerId())
                .setExecId(process.execId())
                .setSignal(signal)
                .build()));
    }

    @Override
    public void pause(String containerId) {
        Calls.answer(() -> tasks.pause(
                PauseTaskRequest.newBuilder().setContainerId(containerId).build()));
    }

    @Override
    public void resume(String containerId) {
        Calls.answer(() -> tasks.resume(
                ResumeTaskRequest.newBuilder().setContainerId(containerId).build()));
    }

    @Override
    public void resize(ProcessRef process, int width, int height) {
        Calls.answer(() -> tasks.resizePty(ResizePtyRequest.newBuilder()
                .setContainerId(process.containerId())
                .setExecId(process.execId())
                .setWidth(width)
                .setHeight(height)
                .build()));
    }

    @Override
    public AttachedStreams attach(ProcessRef process, StreamChoice streams) {
        return attach.open(process, streams);
    }

    @Override
    public List<Integer> pids(String containerId) {
        ListPidsRequest request =
                ListPidsRequest.newBuilder().setContainerId(containerId).build();
        return Calls.answer(() -> tasks.listPids(request)).getProcessesList().stream()
                .map(process -> process.getPid())
                .toList();
    }

    @Override
    public Map<String, TaskStatus> list() {
        Map<String, TaskStatus> found = new HashMap<>();
        var answer = Calls.answer(() -> tasks.withWaitForReady().list(ListTasksRequest.getDefaultInstance()));
        for (Process process : answer.getTasksList()) {
            found.put(
                    process.getContainerId(),
                    new TaskStatus(phase(process), process.getPid(), process.getOutOfMemory()));
        }
        return found;
    }

    @Override
    public TaskMetrics metrics(String containerId) {
        MetricsRequest request =
                MetricsRequest.newBuilder().addFilters("id==" + containerId).build();
        return Calls.answer(() -> tasks.metrics(request)).getMetricsList().stream()
                .findFirst()
                .map(MetricsReader::read)
                .orElseThrow(() -> new NotFoundException("no metrics of container " + containerId));
    }

    static Instant instant(com.google.protobuf.Timestamp time) {
        return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
    }

    private static TaskStatus.Phase phase(Process process) {
        return switch (process.getStatus()) {
            case CREATED -> TaskStatus.Phase.CREATED;
            case RUNNING -> TaskStatus.Phase.RUNNING;
            case PAUSED, PAUSING -> TaskStatus.Phase.PAUSED;
            // A task whose state nobody knows is of no use any more.
            case STOPPED, UNKNOWN, UNRECOGNIZED -> TaskStatus.Phase.STOPPED;
        };
    }

    private static Container.Runtime runtime(String program, Spec spec) {
        if (program.isEmpty()) {
            return Container.Runtime.newBuilder().setName(BUILT_IN_RUNTIME).build();
        }
        Options options = Options.newBuilder()
                .setBinaryName(program)
                .setSystemdCgroup(isSystemds(spec))
                .build();
        return Container.Runtime.newBuilder()
                .setName(OCI_RUNTIME)
                .setOptions(Any.newBuilder().setTypeUrl(RUNTIME_OPTIONS).setValue(options.toByteString()))
                .build();
    }

    /** Ours goes by the form of the path, others want to be told. */
    private static boolean isSystemds(Spec spec) {
        String path = spec.linux() == null ? null : spec.linux().cgroupsPath();
        return path != null && !path.startsWith("/");
    }

    private static Any json(String type, byte[] bytes) {
        return Any.newBuilder()
                .setTypeUrl(type)
                .setValue(ByteString.copyFrom(bytes))
                .build();
    }
}
