package io.jdock.daemon.image;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Keeps them in memory. */
final class FakeLastUses implements LastUses {

    private final Map<String, Instant> uses = new HashMap<>();

    void put(String imageId, Instant use) {
        uses.put(imageId, use);
    }

    @Override
    public Map<String, Instant> all() {
        return Map.copyOf(uses);
    }

    @Override
    public void forget(String imageId) {
        uses.remove(imageId);
    }
}
