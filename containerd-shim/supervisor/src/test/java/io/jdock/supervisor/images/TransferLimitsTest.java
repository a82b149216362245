package io.jdock.supervisor.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.errdefs.EngineException;
import io.jdock.oci.image.Digest;
import io.jdock.oci.image.ImageReference;
import io.jdock.supervisor.registry.Credentials;
import io.jdock.supervisor.registry.FakeRegistry;
import io.jdock.supervisor.registry.RegistryPolicy;
import io.jdock.supervisor.tar.TarBuilder;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a client says of how many transfers go on at a time, and how often each is tried. */
@Timeout(60)
final class TransferLimitsTest {

    /** More than go on at a time where nobody says anything. */
    private static final int MANY = 7;

    @TempDir
    Path root;

    private final FakeRegistry registry = new FakeRegistry();
    private final CountDownLatch allAtOnce = new CountDownLatch(MANY);
    private final TestImage image = TestImage.of(IntStream.range(0, MANY)
            .mapToObj(i -> new TarBuilder().file("f" + i, "layer " + i).build())
            .toArray(byte[][]::new));
    private Warehouse warehouse;
    private ImageReference app;

    @BeforeEach
    void open() {
        RootOnly.require();
        warehouse = new Warehouse(root);
        app = ImageReference.parse(registry.host() + "/app:latest");
        Warehouse.publish(registry, "latest", image);
    }

    @AfterEach
    void close() {
        registry.close();
        if (warehouse != null) {
            warehouse.close();
        }
    }

    private static String path(byte[] layer) {
        return "/v2/app/blobs/" + Digest.of(layer);
    }

    private static RegistryPolicy policy() {
        return RegistryPolicy.of(java.util.List.of(), java.util.List.of());
    }

    private void pull(RegistryPolicy policy, int parallel) {
        warehouse.puller.pull(
                new PullOrder(Warehouse.NAMESPACE, app, Optional.empty(), Credentials.ANONYMOUS, policy, parallel),
                warehouse.events::add);
    }

    /** Has each layer wait for all the others. */
    private void awaitAll(String method) {
        for (byte[] layer : image.layers()) {
            registry.misbehave(method, path(layer), exchange -> {
                allAtOnce.countDown();
                try {
                    allAtOnce.await();
                } catch (InterruptedException e) {
                    throw new java.io.InterruptedIOException("the registry is closed");
                }
                registry.serve(exchange, path(layer));
            });
        }
    }

    @Test
    void asManyLayersArriveAtATimeAsThePullSays() {
        awaitAll("GET");

        pull(policy(), MANY);

        assertTrue(warehouse.images.find(Warehouse.NAMESPACE, app.toString()).isPresent());
    }

    @Test
    void asManyLayersLeaveAtATimeAsThePushSays() {
        pull(policy(), 1);
        awaitAll("HEAD");

        warehouse.pusher.push(
                new PushOrder(Warehouse.NAMESPACE, app, Optional.empty(), Credentials.ANONYMOUS, policy(), MANY),
                warehouse.events::add);

        assertTrue(warehouse.events.getLast() instanceof TransferEvent.Pushed);
    }

    @Test
    void aDownloadIsTriedAsOftenAsThePullSays() {
        String path = path(image.layers().getFirst());
        registry.misbehave("GET", path, exchange -> FakeRegistry.answer(exchange, 503, ""));

        assertThrows(EngineException.class, () -> pull(policy().trying(2), 1));
        assertEquals(2, registry.countOf(path));

        assertThrows(EngineException.class, () -> pull(policy().trying(1), 1));
        assertEquals(3, registry.countOf(path));
    }
}
