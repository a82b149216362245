package io.jdock.daemon.image;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.daemon.event.EventBus;
import io.jdock.daemon.http.Dispatcher;
import io.jdock.daemon.http.Router;
import io.jdock.daemon.http.netty.EventLoops;
import io.jdock.daemon.http.netty.HttpServer;
import io.jdock.daemon.http.netty.RawClient;
import io.jdock.daemon.http.netty.SocketAccess;
import io.jdock.oci.image.Descriptor;
import io.jdock.oci.image.Digest;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What goes into an archive, as the supervisor is asked for it. */
@Timeout(30)
final class SaveRouteTest {

    @TempDir
    Path directory;

    private final FakeImageStore store = new FakeImageStore();
    private EventLoopGroup eventLoops;
    private HttpServer server;

    @BeforeEach
    void serve() {
        SaveRoute route =
                new SaveRoute(new ImageCatalog(store), new FakeTransfers(), new EventBus(InstantSource.system()));
        eventLoops = EventLoops.start(1);
        server = new HttpServer(
                eventLoops, new Dispatcher(new Router().get("/images/get", route::saveSeveral), "0.1.0", () -> {}));
        server.listen(directory.resolve("api.sock"), new SocketAccess("no-such-group", false));
    }

    @AfterEach
    void stop() {
        server.close();
        eventLoops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private String save(String query) throws IOException {
        return save("", query);
    }

    private String save(String version, String query) throws IOException {
        try (RawClient client = new RawClient(directory.resolve("api.sock"))) {
            client.send(
                    "GET %s/images/get%s HTTP/1.1\r\nHost: d\r\nConnection: close\r\n\r\n".formatted(version, query));
            return client.readAll();
        }
    }

    @Test
    void savesEachNameOfAnImageAsWhatItStandsFor() throws IOException {
        String id = store.add("docker.io/library/app:gzip", "amd64");
        ImageRecord gzip = store.records().getFirst();
        Descriptor other = new Descriptor(gzip.target().mediaType(), Digest.of(new byte[] {1}), 9);
        store.put(new ImageRecord("docker.io/library/app:zstd", id, other, Map.of(), Instant.EPOCH));

        String reply = save("?names=app:zstd");

        assertTrue(reply.contains("record=docker.io/library/app:zstd"), reply);
    }

    @Test
    void severalPlatformsAreForNewerClients() throws IOException {
        store.add("docker.io/library/app:1", "amd64");
        String amd = "%7B%22os%22%3A%22linux%22%2C%22architecture%22%3A%22amd64%22%7D";
        String query = "?names=app:1&platform=" + amd + "&platform=" + amd.replace("amd64", "arm64");

        assertTrue(save(query).contains("platforms=[linux/amd64, linux/arm64]"), save(query));
        assertTrue(save("/v1.51", query).startsWith("HTTP/1.1 400 "), save("/v1.51", query));
    }

    @Test
    void whoNamesNoImageGetsAnArchiveWithoutOne() throws IOException {
        String reply = save("");

        assertTrue(reply.startsWith("HTTP/1.1 200 ") && reply.contains("[]"), reply);
    }
}
