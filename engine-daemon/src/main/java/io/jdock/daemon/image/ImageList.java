package io.jdock.daemon.image;

import io.jdock.daemon.http.Exchange;
import io.jdock.daemon.http.Filters;
import io.jdock.daemon.http.Timestamps;
import io.jdock.engine.api.image.ImageSummary;
import io.jdock.engine.api.json.ApiVersion;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** {@code GET /images/json}. */
final class ImageList {

    private static final Set<String> KEYS =
            Set.of("before", "dangling", "label", "label!", "reference", "since", "until");

    private final ImageCatalog catalog;
    private final ImageUse use;
    private final ManifestViews manifests;

    ImageList(ImageCatalog catalog, ImageUse use, ManifestViews manifests) {
        this.catalog = catalog;
        this.manifests = manifests;
        this.use = use;
    }

    void list(Exchange exchange) throws IOException {
        ImageRoutes.refuse(exchange, "identity", 54);
        Filters filters = Filters.parse(exchange.query().text("filters"), KEYS);
        List<StoredImage> all = catalog.list();
        boolean sharing = exchange.version().atLeast(42) && exchange.query().flag("shared-size");
        boolean withManifests =
                exchange.version().atLeast(47) && exchange.query().flag("manifests");
        // To know of all layers takes a while; most do not ask.
        LayerSharing layers = new LayerSharing(sharing ? all : List.of(), catalog::layerSize);
        boolean steps = exchange.query().flag("all");
        Lineage lineage = new Lineage(steps ? List.of() : all);
        List<ImageSummary> lines = all.stream()
                .filter(image -> !lineage.isIntermediate(image))
                .filter(filter(filters))
                .map(image -> {
                    ImageSummary line = ImageViews.summary(
                            named(image, filters),
                            catalog.size(image),
                            sharing ? layers.shared(image) : -1,
                            containers(exchange, image),
                            exchange.version());
                    return withManifests ? line.with(manifests.of(image)) : line;
                })
                .toList();
        exchange.ok(lines);
    }

    /** As in Docker a filter by names leaves the other names of an image out too. */
    static StoredImage named(StoredImage image, Filters filters) {
        List<ReferencePattern> patterns =
                filters.values("reference").stream().map(ReferencePattern::new).toList();
        return patterns.isEmpty()
                ? image
                : image.only(name -> patterns.stream().anyMatch(pattern -> pattern.matches(name)));
    }

    private long containers(Exchange exchange, StoredImage image) {
        return exchange.version().below(51) ? -1 : use.usersOf(image.id()).size();
    }

    /** All images with all their figures, as a report on the use of disks has them. */
    ImageUsage usage(ApiVersion version) {
        List<StoredImage> all = catalog.list();
        LayerSharing layers = new LayerSharing(all, catalog::layerSize);
        List<ImageSummary> lines = new ArrayList<>();
        List<StoredImage> unused = new ArrayList<>();
        for (StoredImage image : all) {
            int users = use.usersOf(image.id()).size();
            lines.add(ImageViews.summary(image, catalog.size(image), layers.shared(image), users, version));
            if (users == 0) {
                unused.add(image);
            }
        }
        return new ImageUsage(lines, layers.all(), layers.freedWithout(unused));
    }

    private Predicate<StoredImage> filter(Filters filters) {
        Predicate<StoredImage> all = image -> filters.matchesLabels(labels(image))
                && filters.flag("dangling")
                        .map(dangling -> dangling == image.names().isEmpty())
                        .orElse(true)
                && filters.matchesAny("reference", pattern -> new ReferencePattern(pattern).matches(image));
        for (String before : filters.values("before")) {
            Instant limit = catalog.resolve(before).createdOrEpoch();
            all = all.and(image -> image.createdOrEpoch().isBefore(limit));
        }
        for (String since : filters.values("since")) {
            Instant limit = catalog.resolve(since).createdOrEpoch();
            all = all.and(image -> image.createdOrEpoch().isAfter(limit));
        }
        for (String until : filters.values("until")) {
            Instant limit = Timestamps.parse(until, Instant.now());
            all = all.and(image -> image.createdOrEpoch().isBefore(limit));
        }
        return all;
    }

    private static Map<String, String> labels(StoredImage image) {
        return image.config().config().labels();
    }
}
