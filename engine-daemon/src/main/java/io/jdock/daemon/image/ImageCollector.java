package io.jdock.daemon.image;

import io.jdock.concurrent.Threads;
import io.jdock.daemon.event.EventBus;
import io.jdock.daemon.event.Subscription;
import io.jdock.engine.api.event.EventMessage;
import io.jdock.errdefs.EngineException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes the images that were not used for the longest time when the disk becomes too full. It looks whenever an image has come,
 * and each minute for what else fills the disk.
 */
public final class ImageCollector implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ImageCollector.class);
    private static final Duration PERIOD = Duration.ofMinutes(1);
    private static final Set<String> ARRIVALS = Set.of("image pull", "image load", "image import", "container commit");

    private final Watermarks marks;
    private final Supplier<DiskUse> disk;
    private final ImageCatalog catalog;
    private final ImageStore store;
    private final ImageNames names;
    private final LastUses uses;
    private final InstantSource clock;
    private final EventBus events;
    private final Thread thread;
    private boolean complained;

    /** It works once this returns. */
    ImageCollector(
            Watermarks marks,
            Supplier<DiskUse> disk,
            ImageCatalog catalog,
            ImageStore store,
            ImageNames names,
            LastUses uses,
            InstantSource clock,
            EventBus events) {
        this.marks = marks;
        this.disk = disk;
        this.catalog = catalog;
        this.store = store;
        this.names = names;
        this.uses = uses;
        this.clock = clock;
        this.events = events;
        this.thread = Threads.startVirtual("image-collector", this::watch);
    }

    private void watch() {
        try {
            while (true) {
                // Subscribed before it looks: what comes meanwhile has it look again.
                try (Subscription arrivals = events.subscribe(ImageCollector::isArrival)) {
                    tryToCollect();
                    arrivals.next(PERIOD);
                }
            }
        } catch (InterruptedException _) {
            LOG.debug("images are no longer collected");
        }
    }

    private static boolean isArrival(EventMessage event) {
        return ARRIVALS.contains(event.type() + " " + event.action());
    }

    private void tryToCollect() {
        try {
            collect();
        } catch (EngineException | UncheckedIOException e) {
            LOG.warn("images could not be collected, which is tried again: {}", e.getMessage());
        }
    }

    private void collect() {
        DiskUse use = disk.get();
        if (use.percent() <= marks.high()) {
            complained = false;
            return;
        }
        Eviction eviction = new Eviction(marks, uses.all(), pinned(), clock.instant());
        for (StoredImage image : eviction.order(catalog.list())) {
            if (use.percent() > marks.low()) {
                use = remove(image, eviction, use);
            }
        }
        if (use.percent() > marks.low() && !complained) {
            complained = true;
            LOG.warn("{} of the disk is in use, and no further image may be removed", percent(use));
        }
    }

    private Set<String> pinned() {
        return store.records().stream()
                .filter(ImageRecord::isPinned)
                .map(ImageRecord::imageId)
                .collect(Collectors.toSet());
    }

    /** Removes an image unless a container has it; returns how full the disk is then. */
    private DiskUse remove(StoredImage image, Eviction eviction, DiskUse use) {
        LayerSharing before = new LayerSharing(catalog.list(), catalog::layerSize);
        List<StoredImage> gone = names.prune(it -> it.id().equals(image.id()) && eviction.mayGo(it), new ArrayList<>());
        if (gone.isEmpty()) {
            return use;
        }
        LOG.info(
                "removed image {} {}, last used {}, to make room: {} of the disk was in use, {}% shall be",
                image.shortId(), image.tags(), eviction.lastUse(image), percent(use), marks.low());
        store.collect();
        // Some file systems tell only later that there is room: what is known to be gone must not cost further images.
        DiskUse expected = use.without(before.freedWithout(gone));
        DiskUse found = disk.get();
        return found.percent() < expected.percent() ? found : expected;
    }

    private static String percent(DiskUse use) {
        return String.format(Locale.ROOT, "%.1f%%", use.percent());
    }

    /** Ends it, and waits for what it is just doing. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
