package io.jdock.daemon.image;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.daemon.event.EventBus;
import io.jdock.daemon.http.Dispatcher;
import io.jdock.daemon.http.Router;
import io.jdock.daemon.http.netty.EventLoops;
import io.jdock.daemon.http.netty.HttpServer;
import io.jdock.daemon.http.netty.RawClient;
import io.jdock.daemon.http.netty.SocketAccess;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Loads, as clients see them on the wire. */
@Timeout(30)
final class LoadRouteTest {

    @TempDir
    Path directory;

    private EventLoopGroup eventLoops;
    private HttpServer server;

    @BeforeEach
    void serve() {
        LoadRoute route = new LoadRoute(new FakeTransfers(), new EventBus(InstantSource.system()));
        eventLoops = EventLoops.start(1);
        server = new HttpServer(
                eventLoops, new Dispatcher(new Router().post("/images/load", route::load), "0.1.0", () -> {}));
        server.listen(directory.resolve("api.sock"), new SocketAccess("no-such-group", false));
    }

    @AfterEach
    void stop() {
        server.close();
        eventLoops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    /** Clients that leave once they have the head would end a load that has hardly begun. */
    @Test
    void repliesNothingBeforeThereIsSomethingToTell() throws IOException {
        try (RawClient client = new RawClient(directory.resolve("api.sock"))) {
            client.send("POST /images/load HTTP/1.1\r\nHost: d\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");

            String reply = client.readAll();

            assertTrue(reply.startsWith("HTTP/1.1 500 "), reply);
        }
    }
}
