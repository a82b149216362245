package io.jdock.daemon.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which images may go, and in which order. */
final class EvictionTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final FakeImageStore store = new FakeImageStore();
    private final ImageCatalog catalog = new ImageCatalog(store);
    private final String app = store.add("docker.io/library/app:1", "amd64");
    private final String base = store.add("docker.io/base/debian:12", "amd64");
    private final String tool = store.add("registry.local/tool:latest", "amd64");

    @Test
    void whatWasNotUsedForTheLongestTimeGoesFirst() {
        Eviction eviction = eviction(
                List.of(),
                Map.of(app, NOW.minusSeconds(1000), base, NOW.minusSeconds(3000), tool, NOW.minusSeconds(2000)));

        assertEquals(List.of(base, tool, app), order(eviction));
    }

    @Test
    void anImageWithoutAContainerIsAsOldAsItsName() {
        store.put(renamed(app, NOW.minusSeconds(500)));

        assertEquals(List.of(tool, base, app), order(eviction(List.of(), Map.of(base, NOW.minusSeconds(800)))));
    }

    @Test
    void whatWasUsedOrNamedLatelyStays() {
        store.put(renamed(app, NOW.minusSeconds(59)));
        Eviction eviction = eviction(List.of(), Map.of(base, NOW.minusSeconds(60), tool, NOW));

        assertEquals(List.of(base), order(eviction));
    }

    @Test
    void whatIsKeptByNameOrPinnedStays() {
        assertEquals(List.of(app), order(eviction(List.of("base/*", "registry.local/tool"), Map.of())));
        Eviction pinned = new Eviction(marks(List.of()), Map.of(), Set.of(app, tool), NOW);
        assertEquals(List.of(base), order(pinned));
    }

    @Test
    void containerdsLabelPins() {
        ImageRecord record = store.records().getFirst();

        assertFalse(record.isPinned());
        assertTrue(
                new ImageRecord("a", app, record.target(), Map.of("io.cri-containerd.pinned", "pinned"), Instant.EPOCH)
                        .isPinned());
    }

    private ImageRecord renamed(String id, Instant when) {
        ImageRecord record = store.records().stream()
                .filter(it -> it.imageId().equals(id))
                .findFirst()
                .orElseThrow();
        return new ImageRecord(record.name(), id, record.target(), record.labels(), when);
    }

    private static Eviction eviction(List<String> keep, Map<String, Instant> uses) {
        return new Eviction(marks(keep), uses, Set.of(), NOW);
    }

    private static Watermarks marks(List<String> keep) {
        return new Watermarks(80, 70, Duration.ofMinutes(1), keep);
    }

    private List<String> order(Eviction eviction) {
        return eviction.order(catalog.list()).stream().map(StoredImage::id).toList();
    }
}
