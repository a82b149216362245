package io.jdock.daemon.http.netty;

import io.jdock.concurrent.Threads;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoOps;
import io.netty.channel.IoRegistration;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollIoOps;

/**
 * Makes the daemon's event loops: Netty's, on epoll, without losing half-closed channels.
 *
 * <p>Once a client has shut its sending half and nothing waits to be sent, a channel asks for no event at all. Netty 4.2.13 to
 * 4.2.20 then takes its descriptor out of the epoll set but forgets that it did, so the channel fails with ENOENT when it next
 * waits to send. Here such a channel asks for a bare EPOLLET instead: it stays in the set, and as it is told of a hang-up only
 * once, it does not keep the loop awake either.
 */
public final class EventLoops {

    private EventLoops() {}

    /** Starts {@code count} event loops on threads named {@code netty-0}, {@code netty-1}, … */
    public static EventLoopGroup start(int count) {
        IoHandlerFactory epoll = EpollIoHandler.newFactory();
        return new MultiThreadIoEventLoopGroup(
                count, Threads.daemonFactory("netty"), executor -> new StayingHandler(epoll.newHandler(executor)));
    }

    /** Passes everything on; only its registrations differ. */
    private record StayingHandler(IoHandler epoll) implements IoHandler {

        @Override
        public void initialize() {
            epoll.initialize();
        }

        @Override
        public int run(IoHandlerContext context) {
            return epoll.run(context);
        }

        @Override
        public void prepareToDestroy() {
            epoll.prepareToDestroy();
        }

        @Override
        public void destroy() {
            epoll.destroy();
        }

        @Override
        public IoRegistration register(IoHandle handle) throws Exception {
            return new StayingRegistration(epoll.register(handle));
        }

        @Override
        public void wakeup() {
            epoll.wakeup();
        }

        @Override
        public boolean isCompatible(Class<? extends IoHandle> handleType) {
            return epoll.isCompatible(handleType);
        }
    }

    private record StayingRegistration(IoRegistration epoll) implements IoRegistration {

        @Override
        public <T> T attachment() {
            return epoll.attachment();
        }

        @Override
        public long submit(IoOps ops) {
            return epoll.submit(ops.equals(EpollIoOps.NONE) ? EpollIoOps.EPOLLET : ops);
        }

        @Override
        public boolean isValid() {
            return epoll.isValid();
        }

        @Override
        public boolean cancel() {
            return epoll.cancel();
        }
    }
}
