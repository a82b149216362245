package io.jdock.daemon.image;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Images that somebody stands on who has no container of them: what a build has come to so far has neither a name nor children.
 * Safe for concurrent use; whoever removes images decides and removes while he has its monitor.
 */
public final class HeldImages {

    private final Map<String, Integer> holds = new HashMap<>();

    HeldImages() {}

    /** Begins to hold images. The caller closes the result, which lets go of them. */
    public Hold begin() {
        return new Hold();
    }

    /**
     * Whether somebody holds it, or it is what has just been built of an image that is held: its builder learns of it only later.
     */
    synchronized boolean contains(StoredImage image) {
        boolean justBuilt = image.isBuilt() && image.names().isEmpty() && holds.containsKey(image.parent());
        return justBuilt || holds.containsKey(image.id());
    }

    /** The images that one builder stands on. */
    public final class Hold implements AutoCloseable {

        private final List<String> ids = new ArrayList<>();

        private Hold() {}

        /** Holds one more. Who found the image before looks again afterwards. @param id empty for what is built of nothing */
        public void add(String id) {
            synchronized (HeldImages.this) {
                ids.add(id);
                holds.merge(id, 1, Integer::sum);
            }
        }

        @Override
        public void close() {
            synchronized (HeldImages.this) {
                ids.forEach(id -> holds.computeIfPresent(id, (_, count) -> count > 1 ? count - 1 : null));
                ids.clear();
            }
        }
    }
}
