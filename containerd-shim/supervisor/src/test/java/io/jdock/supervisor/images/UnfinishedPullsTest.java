package io.jdock.supervisor.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.errdefs.CanceledException;
import io.jdock.oci.image.Digest;
import io.jdock.supervisor.content.Ingest;
import io.jdock.supervisor.leases.Lease;
import io.jdock.supervisor.mounts.Mount;
import io.jdock.supervisor.mounts.MountedTree;
import io.jdock.supervisor.registry.FakeRegistry;
import io.jdock.supervisor.tar.TarBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
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
    private MountedTree disk;
    private Warehouse warehouse;

    @BeforeEach
    void open() {
        RootOnly.require();
        disk = new MountedTree(root.resolve("disk"));
        disk.mount(List.of(new Mount("tmpfs", "tmpfs", "", List.of("size=32m"))));
        warehouse = new Warehouse(disk.root());
    }

    @AfterEach
    void close() {
        registry.close();
        if (warehouse != null) {
            warehouse.close();
            disk.unmount();
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
        AtomicBoolean interrupted = new AtomicBoolean();
        registry.misbehave(last, exchange -> {
            while (!warehouse.content.contains(Digest.of(first))) {
                Thread.onSpinWait();
            }
            // The download may try again before it is cancelled; the puller is elsewhere then.
            if (interrupted.compareAndSet(false, true)) {
                puller.interrupt();
            }
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
    void aPartialDownloadIsKeptForAWeekWhereThereIsRoom() throws IOException {
        partial(1, Duration.ofDays(8));
        Path young = partial(2, Duration.ofDays(6));

        warehouse.garbage.collect();

        assertEquals(List.of(young), warehouse.leftovers());
    }

    @Test
    void aPartialDownloadIsKeptForADayOnADiskThatIsAlmostFull() throws IOException {
        partial(1, Duration.ofHours(25));
        Path young = partial(2, Duration.ofHours(23));
        Files.write(disk.root().resolve("other"), new byte[30 << 20]);

        warehouse.garbage.collect();

        assertEquals(List.of(young), warehouse.leftovers());
    }

    @Test
    void theLeaseOfAPullHoldsNoLongerThanWhatItHasBroughtIsKept() {
        Instant now = Instant.now();
        Map<String, String> labels =
                Map.of(Lease.EXPIRE, now.plus(Duration.ofDays(6)).toString());
        Lease foreign = new Lease("foreign", labels, now.minus(Duration.ofDays(1)));
        Map<String, String> pulls = new HashMap<>(labels);
        pulls.put("jdock.io/pull.reference", "app");
        Lease pull = new Lease("pull", pulls, now.minus(Duration.ofDays(1)));

        assertTrue(UnfinishedPulls.holds(foreign, now, Duration.ofHours(23)));
        assertTrue(UnfinishedPulls.holds(pull, now, Duration.ofHours(25)));
        assertFalse(UnfinishedPulls.holds(pull, now, Duration.ofHours(23)));
        assertFalse(UnfinishedPulls.holds(pull, now.plus(Duration.ofDays(7)), Duration.ofDays(30)));
    }

    private Path partial(int content, Duration age) throws IOException {
        Digest digest = Digest.of(new byte[] {(byte) content, 0});
        Ingest ingest = warehouse.content.ingest(digest, 2);
        ingest.append(new byte[] {(byte) content}, 0, 1);
        ingest.suspend(new IOException("the line is cut"));
        Path file = disk.root().resolve("content/ingest").resolve(digest.hex());
        return Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
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
