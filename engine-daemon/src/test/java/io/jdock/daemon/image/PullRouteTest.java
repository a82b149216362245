package io.jdock.daemon.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.daemon.event.EventBus;
import io.jdock.daemon.http.Dispatcher;
import io.jdock.daemon.http.Router;
import io.jdock.daemon.http.netty.EventLoops;
import io.jdock.daemon.http.netty.HttpServer;
import io.jdock.daemon.http.netty.RawClient;
import io.jdock.daemon.http.netty.SocketAccess;
import io.jdock.errdefs.DataLossException;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Pulls of one tag and of all, as clients see them on the wire. */
@Timeout(30)
final class PullRouteTest {

    private static final String APP = "127.0.0.1:5000/app";

    @TempDir
    Path directory;

    private final FakeImageStore store = new FakeImageStore();
    private final FakeRegistries registries = new FakeRegistries();
    private final FakeTransfers transfers = new FakeTransfers();
    private EventLoopGroup eventLoops;
    private HttpServer server;

    @BeforeEach
    void serve() {
        RegistryOptions options = new RegistryOptions(List.of(), List.of(), Map.of(), TransferLimits.USUAL);
        EventBus events = new EventBus(InstantSource.system());
        PullRoute route =
                new PullRoute(new Pulls(new ImageCatalog(store), transfers, () -> options, events), registries);
        eventLoops = EventLoops.start(1);
        server = new HttpServer(
                eventLoops, new Dispatcher(new Router().post("/images/create", route::create), "0.1.0", () -> {}));
        server.listen(directory.resolve("api.sock"), new SocketAccess("no-such-group", false));
        store.add(APP + ":1", "amd64");
        store.add(APP + ":2", "amd64");
    }

    @AfterEach
    void stop() {
        server.close();
        eventLoops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private String pull(String query) throws IOException {
        try (RawClient client = new RawClient(directory.resolve("api.sock"))) {
            client.send("POST /images/create?%s HTTP/1.1\r\nHost: d\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
                    .formatted(query));
            return client.readAll();
        }
    }

    @Test
    void pullsTheTagThatIsNamed() throws IOException {
        String reply = pull("fromImage=" + APP + "&tag=1");

        assertTrue(reply.contains("Status: Downloaded newer image for " + APP + ":1"), reply);
        assertEquals(List.of(APP + ":1"), transfers.pulled());
        assertEquals(List.of(), registries.asked());
    }

    @Test
    void pullsAllTagsOfARepositoryWhenNoneIsNamed() throws IOException {
        String reply = pull("fromImage=" + APP);

        assertTrue(reply.contains("Status: Downloaded newer image for " + APP + ":1"), reply);
        assertTrue(reply.contains("Status: Downloaded newer image for " + APP + ":2"), reply);
        assertEquals(List.of(APP + ":1", APP + ":2"), transfers.pulled());
        assertEquals(List.of("tags of " + APP), registries.asked());
    }

    @Test
    void theFirstTagThatFailsIsTheLast() throws IOException {
        transfers.failOn(APP + ":1", new DataLossException("broken"));

        String reply = pull("fromImage=" + APP);

        assertTrue(reply.contains("\"error\":\"broken\""), reply);
        assertEquals(List.of(APP + ":1"), transfers.pulled());
    }
}
