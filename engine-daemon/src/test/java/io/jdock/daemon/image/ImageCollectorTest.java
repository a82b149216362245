package io.jdock.daemon.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jdock.daemon.event.EventBus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Removal of images for want of room. What was begun is done once the collector is closed. */
@Timeout(60)
final class ImageCollectorTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String A = "docker.io/library/a:1";
    private static final String B = "docker.io/library/b:1";
    private static final String C = "docker.io/library/c:1";

    private final FakeImageStore store = new FakeImageStore();
    private final ImageCatalog catalog = new ImageCatalog(store);
    private final FakeLastUses uses = new FakeLastUses();
    private final EventBus events = new EventBus(() -> NOW);
    private final List<String> inUse = new ArrayList<>();
    private final Semaphore looks = new Semaphore(0);

    ImageCollectorTest() {
        uses.put(store.add(A, "amd64", "a".repeat(64)), NOW.minusSeconds(100));
        uses.put(store.add(B, "amd64", "b".repeat(64)), NOW.minusSeconds(300));
        uses.put(store.add(C, "amd64", "c".repeat(64)), NOW.minusSeconds(200));
    }

    @Test
    void removesTheLongestUnusedUntilThereIsRoom() {
        collector(this::tellsAtOnce).close();

        assertEquals(List.of(A), store.names());
    }

    @Test
    void removesNothingBelowTheHighWatermark() {
        store.delete(A);

        collector(this::tellsAtOnce).close();

        assertEquals(List.of(B, C), store.names());
    }

    @Test
    void whatAContainerHasOrALabelPinsStays() {
        inUse.add(idOf(B));
        ImageRecord c = recordOf(C);
        store.put(
                new ImageRecord(C, c.imageId(), c.target(), Map.of("io.cri-containerd.pinned", "pinned"), c.updated()));

        collector(this::tellsAtOnce).close();

        assertEquals(List.of(B, C), store.names());
    }

    @Test
    void roomThatIsToldLateCostsNoFurtherImages() {
        collector(() -> new DiskUse(8900, 1100)).close();

        assertEquals(List.of(A), store.names());
    }

    @Test
    void looksWhenAnImageHasCome() throws InterruptedException {
        store.delete(A);
        try (ImageCollector _ = collector(this::tellsAtOnce)) {
            looks.acquire();
            uses.put(store.add(A, "amd64", "a".repeat(64)), NOW.minusSeconds(100));
            events.publish("image", "load", idOf(A), Map.of());
            looks.acquire();
        }

        assertEquals(List.of(A), store.names());
    }

    /** 1000 bytes for each image, and 6000 of others. */
    private DiskUse tellsAtOnce() {
        long used = 6000 + 1000L * store.names().size();
        looks.release();
        return new DiskUse(used, 10_000 - used);
    }

    private ImageCollector collector(Supplier<DiskUse> disk) {
        ImageUse use = id -> inUse.contains(id) ? List.of(new ImageUse.User("0123456789ab", false)) : List.of();
        return new ImageCollector(
                new Watermarks(85, 70, Duration.ofSeconds(10), List.of()),
                disk,
                catalog,
                store,
                new ImageNames(catalog, store, use, uses, events),
                uses,
                () -> NOW,
                events);
    }

    private String idOf(String name) {
        return recordOf(name).imageId();
    }

    private ImageRecord recordOf(String name) {
        return store.records().stream()
                .filter(record -> record.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
