package io.jdock.supervisor;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Empty;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.jdock.api.containerd.containers.v1.Container;
import io.jdock.api.containerd.containers.v1.ContainersGrpc;
import io.jdock.api.containerd.containers.v1.CreateContainerRequest;
import io.jdock.api.containerd.containers.v1.DeleteContainerRequest;
import io.jdock.api.containerd.events.v1.EventsGrpc;
import io.jdock.api.containerd.images.v1.ImagesGrpc;
import io.jdock.api.containerd.tasks.v1.CreateTaskRequest;
import io.jdock.api.containerd.tasks.v1.DeleteResponse;
import io.jdock.api.containerd.tasks.v1.DeleteTaskRequest;
import io.jdock.api.containerd.tasks.v1.ExecProcessRequest;
import io.jdock.api.containerd.tasks.v1.GetRequest;
import io.jdock.api.containerd.tasks.v1.KillRequest;
import io.jdock.api.containerd.tasks.v1.StartRequest;
import io.jdock.api.containerd.tasks.v1.TasksGrpc;
import io.jdock.api.containerd.tasks.v1.WaitRequest;
import io.jdock.api.containerd.types.Mount;
import io.jdock.api.containerd.types.task.Status;
import io.jdock.api.containerd.version.v1.VersionGrpc;
import io.jdock.api.grpc.NamespaceHeader;
import io.jdock.api.supervisor.v1.ComposerGrpc;
import io.jdock.api.supervisor.v1.StdioGrpc;
import io.jdock.concurrent.Threads;
import io.jdock.oci.runtime.Process;
import io.jdock.oci.runtime.Spec;
import io.jdock.oci.runtime.SpecJson;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.time.Duration;

/** A client of a supervisor's gRPC API, in the namespace {@code test}. */
final class Client implements AutoCloseable {

    /** For a supervisor to start; an emulated machine takes longer. */
    private static final Duration PATIENCE = Duration.ofSeconds(Long.getLong("jdock.test.patience", 120));

    static final String NAMESPACE = "test";
    private static final String PROCESS_TYPE = "types.containerd.io/opencontainers/runtime-spec/1/Process";
    private static final String SPEC_TYPE = "types.containerd.io/opencontainers/runtime-spec/1/Spec";

    private final EventLoopGroup loop =
            new MultiThreadIoEventLoopGroup(1, Threads.daemonFactory("client"), NioIoHandler.newFactory());
    private final ManagedChannel channel;
    private final Path rootfs;
    private final Container.Runtime runtime;

    final TasksGrpc.TasksBlockingV2Stub tasks;
    final ContainersGrpc.ContainersBlockingV2Stub containers;
    final EventsGrpc.EventsBlockingV2Stub events;
    final StdioGrpc.StdioBlockingV2Stub stdio;
    final ComposerGrpc.ComposerBlockingV2Stub composer;
    final ImagesGrpc.ImagesBlockingV2Stub images;

    /**
     * @param rootfs what the containers have as their root
     * @param runtime what makes them
     */
    Client(Path socket, Path rootfs, Container.Runtime runtime) {
        Metadata headers = new Metadata();
        headers.put(NamespaceHeader.KEY, NAMESPACE);
        this.rootfs = rootfs;
        this.runtime = runtime;
        this.channel = NettyChannelBuilder.forAddress(UnixDomainSocketAddress.of(socket))
                .channelType(NioDomainSocketChannel.class)
                .eventLoopGroup(loop)
                .executor(Threads.virtualPerTask("client-call"))
                .usePlaintext()
                .overrideAuthority("localhost")
                .intercept(MetadataUtils.newAttachHeadersInterceptor(headers))
                .build();
        this.tasks = TasksGrpc.newBlockingV2Stub(channel);
        this.containers = ContainersGrpc.newBlockingV2Stub(channel);
        this.events = EventsGrpc.newBlockingV2Stub(channel);
        this.stdio = StdioGrpc.newBlockingV2Stub(channel);
        this.composer = ComposerGrpc.newBlockingV2Stub(channel);
        this.images = ImagesGrpc.newBlockingV2Stub(channel);
    }

    /** Waits until somebody serves the socket. Calls after that fail when nobody does any more. */
    Client awaitServing() throws StatusException {
        channel.resetConnectBackoff();
        // No test's own limit holds for what is done before it: a supervisor that cannot start is to be a failure.
        VersionGrpc.newBlockingV2Stub(channel)
                .withWaitForReady()
                .withDeadlineAfter(PATIENCE)
                .version(Empty.getDefaultInstance());
        return this;
    }

    /** Creates a container and its task; returns the pid. */
    int create(String id, Spec spec, String stdin, String output) throws Exception {
        containers.create(CreateContainerRequest.newBuilder()
                .setContainer(Container.newBuilder()
                        .setId(id)
                        .setRuntime(runtime)
                        .setSpec(json(SPEC_TYPE, SpecJson.write(spec))))
                .build());
        Process process = spec.process();
        return tasks.create(CreateTaskRequest.newBuilder()
                        .setContainerId(id)
                        .addRootfs(Mount.newBuilder()
                                .setType("bind")
                                .setSource(rootfs.toString())
                                .addOptions("rbind"))
                        .setStdin(stdin)
                        .setStdout(output)
                        .setStderr(output)
                        .setTerminal(process != null && process.terminal())
                        .build())
                .getPid();
    }

    /** Adds a process to a task, whose output goes to those who attach. */
    void exec(String id, String execId, Process process, String stdin) throws Exception {
        exec(id, execId, process, stdin, process.terminal());
    }

    /** The same, whatever the process says of its terminal. */
    void exec(String id, String execId, Process process, String stdin, boolean terminal) throws Exception {
        tasks.exec(ExecProcessRequest.newBuilder()
                .setContainerId(id)
                .setExecId(execId)
                .setStdin(stdin)
                .setTerminal(terminal)
                .setSpec(json(PROCESS_TYPE, SpecJson.write(process)))
                .build());
    }

    void start(String id, String execId) throws Exception {
        tasks.start(
                StartRequest.newBuilder().setContainerId(id).setExecId(execId).build());
    }

    void kill(String id, String execId, int signal) throws Exception {
        tasks.kill(KillRequest.newBuilder()
                .setContainerId(id)
                .setExecId(execId)
                .setSignal(signal)
                .build());
    }

    int await(String id, String execId) throws Exception {
        return tasks.wait(WaitRequest.newBuilder()
                        .setContainerId(id)
                        .setExecId(execId)
                        .build())
                .getExitStatus();
    }

    io.jdock.api.containerd.types.task.Process state(String id) throws Exception {
        return tasks.get(GetRequest.newBuilder().setContainerId(id).build()).getProcess();
    }

    Status status(String id) throws Exception {
        return state(id).getStatus();
    }

    DeleteResponse deleteTask(String id) throws Exception {
        return tasks.delete(DeleteTaskRequest.newBuilder().setContainerId(id).build());
    }

    void deleteContainer(String id) throws Exception {
        containers.delete(DeleteContainerRequest.newBuilder().setId(id).build());
    }

    static Any json(String type, byte[] document) {
        return Any.newBuilder()
                .setTypeUrl(type)
                .setValue(ByteString.copyFrom(document))
                .build();
    }

    @Override
    public void close() {
        channel.shutdownNow();
        loop.shutdownGracefully();
    }
}
