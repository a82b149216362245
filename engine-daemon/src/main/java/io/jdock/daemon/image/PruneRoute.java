package io.jdock.daemon.image;

import io.jdock.daemon.event.EventBus;
import io.jdock.daemon.http.Exchange;
import io.jdock.daemon.http.Filters;
import io.jdock.daemon.http.Timestamps;
import io.jdock.engine.api.image.BuildCachePruned;
import io.jdock.engine.api.image.ImageDeleteItem;
import io.jdock.engine.api.image.ImagesPruned;
import io.jdock.errdefs.ConflictException;
import io.jdock.errdefs.NotImplementedException;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/** {@code POST /images/prune}: removes images that no container has, those without a name or all. {@code GET} only tells which. */
final class PruneRoute {

    private static final Set<String> KEYS = Set.of("dangling", "label", "label!", "until");

    private final ImageCatalog catalog;
    private final ImageNames names;
    private final EventBus events;
    private final InstantSource clock;
    private final AtomicBoolean running = new AtomicBoolean();

    PruneRoute(ImageCatalog catalog, ImageNames names, EventBus events, InstantSource clock) {
        this.catalog = catalog;
        this.names = names;
        this.events = events;
        this.clock = clock;
    }

    void prune(Exchange exchange) throws IOException {
        Predicate<StoredImage> wanted = wanted(exchange);
        if (!running.compareAndSet(false, true)) {
            throw new ConflictException("a prune operation is already running");
        }
        try {
            LayerSharing before = new LayerSharing(catalog.list(), catalog::layerSize);
            List<ImageDeleteItem> done = new ArrayList<>();
            long freed = before.freedWithout(names.prune(wanted, done));
            events.publish("image", "prune", "", Map.of("reclaimed", Long.toString(freed)));
            exchange.ok(new ImagesPruned(done, freed));
        } finally {
            running.set(false);
        }
    }

    /**
     * {@code POST /build/prune}: takes away what builds have left and nobody has named: steps that nothing was made of. As
     * {@code image prune} does that too, it is for those who want to keep other images without a name.
     */
    void pruneSteps(Exchange exchange) throws IOException {
        for (String limit : List.of("keep-storage", "reserved-space", "max-used-space", "min-free-space")) {
            if (exchange.query().number(limit).orElse(0L) != 0) {
                throw new NotImplementedException("parameter %s is not supported".formatted(limit));
            }
        }
        Filters filters = Filters.parse(exchange.query().text("filters"), Set.of("until"));
        Predicate<StoredImage> old = before(filters);
        LayerSharing before = new LayerSharing(catalog.list(), catalog::layerSize);
        List<StoredImage> gone =
                names.prune(image -> image.names().isEmpty() && image.isBuilt() && old.test(image), new ArrayList<>());
        long freed = before.freedWithout(gone);
        events.publish("builder", "prune", "", Map.of("reclaimed", Long.toString(freed)));
        exchange.ok(new BuildCachePruned(gone.stream().map(StoredImage::id).toList(), freed));
    }

    /**
     * What a prune with the same filters would remove. A method of its own, not a parameter of that one: an engine that does not
     * know it, such as dockerd, then refuses, where it would pass over a parameter and remove everything.
     */
    void preview(Exchange exchange) throws IOException {
        List<StoredImage> unused = names.prunable(wanted(exchange));
        LayerSharing layers = new LayerSharing(catalog.list(), catalog::layerSize);
        List<ImageDeleteItem> items = unused.stream()
                .flatMap(image -> ImageNames.removalOf(image).stream())
                .toList();
        exchange.ok(new ImagesPruned(items, layers.freedWithout(unused)));
    }

    private Predicate<StoredImage> wanted(Exchange exchange) {
        Filters filters = Filters.parse(exchange.query().text("filters"), KEYS);
        boolean onlyDangling = filters.flag("dangling").orElse(true);
        Predicate<StoredImage> all = image -> (!onlyDangling || image.names().isEmpty())
                && filters.matchesLabels(image.config().config().labels());
        return all.and(before(filters));
    }

    private Predicate<StoredImage> before(Filters filters) {
        Predicate<StoredImage> all = _ -> true;
        for (String until : filters.values("until")) {
            Instant limit = Timestamps.parse(until, clock.instant());
            all = all.and(image -> image.createdOrEpoch().isBefore(limit));
        }
        return all;
    }
}
