package io.jdock.supervisor.grpc;

import io.grpc.BindableService;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.netty.NettyServerBuilder;
import io.jdock.concurrent.Threads;
import io.jdock.linux.IdleMemory;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Serves gRPC on a unix socket.
 *
 * <p>One event loop frames bytes; each call then runs on virtual threads. What a message may take is bounded by
 * {@value #LARGEST_MESSAGE} bytes, the limit of containerd.
 */
public final class GrpcServer implements AutoCloseable {

    private static final int LARGEST_MESSAGE = 16 << 20;
    /** What may be on its way in each direction of a call: more of it than the new generation holds would grow old. */
    private static final int WINDOW = 256 << 10;

    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final int LARGEST_HEADERS = 64 << 10;
    private static final long GRACE_MILLIS = 500;

    private final UnixSocket socket;
    private final EventLoopGroup loop;
    private final ExecutorService handlers;
    private final Server server;

    private GrpcServer(UnixSocket socket, List<BindableService> services) {
        this.socket = socket;
        this.loop = new MultiThreadIoEventLoopGroup(1, Threads.daemonFactory("grpc-loop"), NioIoHandler.newFactory());
        this.handlers = Threads.virtualPerTask("grpc");
        NettyServerBuilder builder = NettyServerBuilder.forAddress(UnixDomainSocketAddress.of(socket.unpublished()))
                .channelType(NioServerDomainSocketChannel.class)
                .bossEventLoopGroup(loop)
                .workerEventLoopGroup(loop)
                .executor(handlers)
                .flowControlWindow(WINDOW)
                .maxInboundMessageSize(LARGEST_MESSAGE)
                .maxInboundMetadataSize(LARGEST_HEADERS)
                .intercept(touching(IdleMemory.after(IDLE)))
                .intercept(new CallNamespace())
                .intercept(new ErrorInterceptor());
        services.forEach(builder::addService);
        this.server = builder.build();
    }

    private static ServerInterceptor touching(IdleMemory memory) {
        return new ServerInterceptor() {
            @Override
            public <Q, R> ServerCall.Listener<Q> interceptCall(
                    ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
                memory.touch();
                return next.startCall(call, headers);
            }
        };
    }

    /**
     * Starts to serve; once this returns clients find the socket.
     *
     * @throws io.jdock.errdefs.ConflictException if somebody serves {@code address}
     */
    public static GrpcServer start(Path address, List<BindableService> services) {
        UnixSocket socket = UnixSocket.claim(address);
        GrpcServer server = new GrpcServer(socket, services);
        try {
            server.server.start();
            socket.publish();
            return server;
        } catch (IOException e) {
            server.close();
            throw new UncheckedIOException("listen on " + address, e);
        }
    }

    /** Waits until the server has been closed. */
    public void awaitClosed() throws InterruptedException {
        server.awaitTermination();
    }

    /** Takes no more calls, gives those under way half a second, then cuts them off. */
    @Override
    public void close() {
        socket.close();
        server.shutdown();
        try {
            server.awaitTermination(GRACE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        server.shutdownNow();
        handlers.shutdownNow();
        loop.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS);
    }
}
