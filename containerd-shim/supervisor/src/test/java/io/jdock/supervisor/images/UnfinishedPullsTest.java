package io.jdock.supervisor.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.errdefs.CanceledException;
import io.jdock.oci.image.Digest;
import io.jdock.supervisor.content.Ingest;
import io.jdock.supervisor.leases.Lease;
import io.jdock.supervisor.registry.FakeRegistry;
import io.jdock.supervisor.tar.TarBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What pulls that came to nothing leave to the garbage collector, and what it leaves to the next pull. */
@Timeout(60)
final class UnfinishedPullsTest {

    @TempDir
    Path root;

    private final FakeRegistry registry = new FakeRegistry();
    private Warehouse warehouse;

    @BeforeEach
    void open() {
        RootOnly.require();
        warehouse = new Warehouse(root);
    }

    @AfterEach
    void close() {
        registry.close();
        if (warehouse != null) {
            warehouse.close();
        }
    }

    @Test
    void layersOfAnInterruptedPullAreNotPulledAgain() {
        TestImage image = TestImage.of(
                new TarBuilder().file("a", "a").build(),
                new TarBuilder().file("b", "b").build());
        Warehouse.publish(registry, "latest", image);
        String app = registry.host() + "/app:latest";
        byte[] first = image.layers().getFirst();
        String last = registry.blob("app", image.layers().getLast());
        Thread puller = Thread.currentThread();
        registry.misbehave(last, exchange -> {
            while (!warehouse.content.contains(Digest.of(first))) {
                Thread.onSpinWait();
            }
            puller.interrupt();
            throw new IOException("the line is cut");
        });
        assertThrows(CanceledException.class, () -> warehouse.pull(app));
        assertTrue(Thread.interrupted());

        warehouse.garbage.collect();
        registry.misbehave(last, exchange -> registry.serve(exchange, last));
        warehouse.pull(app);

        assertEquals(1, registry.countOf(registry.blob("app", first)));
        assertEquals(List.of(), warehouse.leases.list(Warehouse.NAMESPACE));
        warehouse.images.delete(Warehouse.NAMESPACE, app);
        warehouse.garbage.collect();
        assertEquals(List.of(), warehouse.content.list());
    }

    @Test
    void aPartialDownloadIsKeptForADay() throws IOException {
        Path old = partial(1);
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(25))));
        Path young = partial(2);
        Files.setLastModifiedTime(young, FileTime.from(Instant.now().minus(Duration.ofHours(23))));

        warehouse.garbage.collect();

        assertEquals(List.of(young), warehouse.leftovers());
    }

    private Path partial(int content) {
        Digest digest = Digest.of(new byte[] {(byte) content, 0});
        Ingest ingest = warehouse.content.ingest(digest, 2);
        ingest.append(new byte[] {(byte) content}, 0, 1);
        ingest.suspend(new IOException("the line is cut"));
        return root.resolve("content/ingest").resolve(digest.hex());
    }

    @Test
    void aLeaseThatHasRunOutIsDeleted() {
        Instant now = Instant.now();
        var over = Map.of(Lease.EXPIRE, now.minusSeconds(1).toString());
        var lasting = Map.of(Lease.EXPIRE, now.plus(Duration.ofHours(1)).toString());
        warehouse.leases.create("one", "over", over);
        warehouse.leases.create("two", "lasting", lasting);

        warehouse.garbage.collect();

        assertEquals(List.of(), warehouse.leases.list("one"));
        assertEquals(1, warehouse.leases.list("two").size());
    }
}
