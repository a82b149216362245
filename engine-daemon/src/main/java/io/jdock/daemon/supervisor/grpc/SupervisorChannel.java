package io.jdock.daemon.supervisor.grpc;

import com.google.protobuf.Empty;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.BlockingClientCall;
import io.grpc.stub.MetadataUtils;
import io.jdock.api.containerd.events.TaskOOM;
import io.jdock.api.containerd.events.v1.EventsGrpc;
import io.jdock.api.containerd.events.v1.SubscribeRequest;
import io.jdock.api.containerd.introspection.v1.IntrospectionGrpc;
import io.jdock.api.containerd.types.Envelope;
import io.jdock.api.containerd.version.v1.VersionGrpc;
import io.jdock.api.grpc.GrpcErrors;
import io.jdock.api.grpc.NamespaceHeader;
import io.jdock.concurrent.Threads;
import io.jdock.daemon.supervisor.SupervisorConnection;
import io.jdock.errdefs.InternalException;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The one gRPC channel to the supervisor; its calls carry the daemon's namespace. */
public final class SupervisorChannel implements SupervisorConnection, AutoCloseable {

    private static final String NAMESPACE = "jdock";
    private static final int LARGEST_MESSAGE = 16 << 20;
    /** What may be on its way to us: more of it than the new generation holds would grow old. */
    private static final int WINDOW = 256 << 10;

    private static final long PATIENCE_SECONDS = 10;
    private static final String OUT_OF_MEMORY = "topic==\"/tasks/oom\",namespace==" + NAMESPACE;

    private final ManagedChannel channel;

    public SupervisorChannel(Path address, EventLoopGroup eventLoops) {
        Metadata headers = new Metadata();
        headers.put(NamespaceHeader.KEY, NAMESPACE);
        this.channel = NettyChannelBuilder.forAddress(new DomainSocketAddress(address.toFile()))
                .channelType(EpollDomainSocketChannel.class)
                .eventLoopGroup(eventLoops)
                .executor(Threads.virtualPerTask("supervisor-call"))
                .usePlaintext()
                .overrideAuthority("localhost")
                .flowControlWindow(WINDOW)
                .maxInboundMessageSize(LARGEST_MESSAGE)
                .intercept(MetadataUtils.newAttachHeadersInterceptor(headers))
                .build();
    }

    /** For stubs. */
    public Channel channel() {
        return channel;
    }

    @Override
    public void awaitServing() {
        // After a failure gRPC waits up to two minutes before the next try; the caller knows that it is time.
        channel.resetConnectBackoff();
        version();
    }

    /** The supervisor's version. */
    public String version() {
        try {
            return VersionGrpc.newBlockingV2Stub(channel)
                    .withWaitForReady()
                    .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .version(Empty.getDefaultInstance())
                    .getVersion();
        } catch (StatusException e) {
            throw GrpcErrors.fromException(e);
        }
    }

    @Override
    public long pid() {
        try {
            return IntrospectionGrpc.newBlockingV2Stub(channel)
                    .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .server(Empty.getDefaultInstance())
                    .getPid();
        } catch (StatusException e) {
            throw GrpcErrors.fromException(e);
        }
    }

    @Override
    public void follow(Runnable whenWatched, Consumer<String> onOutOfMemory) throws InterruptedException {
        BlockingClientCall<?, Envelope> call = EventsGrpc.newBlockingV2Stub(channel)
                .subscribe(
                        SubscribeRequest.newBuilder().addFilters(OUT_OF_MEMORY).build());
        try {
            whenWatched.run();
            Envelope next = call.read();
            while (next != null) {
                onOutOfMemory.accept(container(next));
                next = call.read();
            }
        } catch (StatusException e) {
            // The connection is gone, which is what was waited for.
        } finally {
            call.cancel("no longer watched", null);
        }
    }

    private static String container(Envelope event) {
        try {
            return TaskOOM.parseFrom(event.getEvent().getValue()).getContainerId();
        } catch (InvalidProtocolBufferException e) {
            throw new InternalException("read an event of the supervisor: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
