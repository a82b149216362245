package io.jdock.daemon.image;

import io.jdock.daemon.event.EventBus;
import io.jdock.daemon.http.Exchange;
import io.jdock.daemon.http.Router;
import io.jdock.engine.api.json.ApiVersion;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.errdefs.NotImplementedException;
import io.jdock.oci.image.ImageReference;
import io.jdock.oci.image.Platform;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** {@code /images/…}: what is there; arriving is in {@link PullRoute}, {@link LoadRoute} and {@link ImportRoute},
 * leaving in {@link SaveRoute} and {@link PushRoute}. */
public final class ImageRoutes {

    private final ImageCatalog catalog;
    private final ImageStore store;
    private final LastUses lastUses;
    private final EventBus events;
    private final ImageNames names;
    private final ManifestViews views;
    private final ImageList list;
    private final PullRoute pull;
    private final ImportRoute imports;
    private final LoadRoute load;
    private final SaveRoute save;
    private final PushRoute push;
    private final PruneRoute prune;
    private final SearchRoute search;

    public ImageRoutes(
            ImageCatalog catalog,
            ImageStore store,
            Transfers transfers,
            Composer composer,
            Registries registries,
            ImageUse use,
            LastUses lastUses,
            Pulls pulls,
            EventBus events) {
        this.catalog = catalog;
        this.store = store;
        this.lastUses = lastUses;
        this.events = events;
        this.names = new ImageNames(catalog, store, use, lastUses, events);
        this.views = new ManifestViews(catalog, use);
        this.list = new ImageList(catalog, use, views);
        this.pull = new PullRoute(pulls, registries);
        this.imports = new ImportRoute(composer, events, InstantSource.system());
        this.load = new LoadRoute(transfers, events);
        this.save = new SaveRoute(catalog, transfers, events);
        this.search = new SearchRoute(registries);
        this.push = new PushRoute(store, registries, events);
        this.prune = new PruneRoute(catalog, names, events, InstantSource.system());
    }

    public void addTo(Router router) {
        router.get("/images/json", list::list)
                .post("/images/create", this::create)
                .post("/images/load", load::load)
                .post("/images/prune", prune::prune)
                .get("/images/prune", prune::preview)
                .post("/build/prune", prune::pruneSteps)
                .get("/images/search", search::search)
                .get("/images/get", save::saveSeveral)
                .get("/images/{name:.*}/get", save::saveOne)
                .get("/images/{name:.*}/json", this::inspect)
                .get("/images/{name:.*}/history", this::history)
                .post("/images/{name:.*}/push", push::push)
                .post("/images/{name:.*}/tag", this::tag)
                .delete("/images/{name:.*}", this::remove);
    }

    /** For whoever needs images without a container of them. */
    public HeldImages held() {
        return names.held();
    }

    /** Gives an image another name. @param source any name of it, or its ID */
    public void tag(String source, ImageReference name) {
        names.tag(source, name);
    }

    /** All images with what they take on disk. */
    public ImageUsage usage(ApiVersion version) {
        return list.usage(version);
    }

    /** Has images removed when the disk that a directory is on becomes too full, until that is closed. */
    public ImageCollector startCollector(Watermarks marks, Path directory) {
        return new ImageCollector(
                marks, () -> DiskUse.of(directory), catalog, store, names, lastUses, InstantSource.system(), events);
    }

    /** A pull or an import, as the parameters say. */
    private void create(Exchange exchange) throws IOException {
        if (exchange.query().has("fromSrc")) {
            imports.create(exchange);
        } else {
            pull.create(exchange);
        }
    }

    private void inspect(Exchange exchange) throws IOException {
        boolean manifests = exchange.version().atLeast(48) && exchange.query().flag("manifests");
        Optional<Platform> platform = platform(exchange, 49);
        if (manifests && platform.isPresent()) {
            throw new InvalidArgumentException(
                    "conflicting options: manifests and platform options cannot both be set");
        }
        StoredImage image = image(exchange, platform);
        exchange.ok(ImageViews.inspect(
                image, catalog.size(image), manifests ? Optional.of(views.of(image)) : Optional.empty()));
    }

    private StoredImage image(Exchange exchange, Optional<Platform> platform) {
        String name = exchange.pathParameter("name");
        return platform.map(wanted -> catalog.variant(name, wanted)).orElseGet(() -> catalog.resolve(name));
    }

    private static Optional<Platform> platform(Exchange exchange, int since) {
        return exchange.version().below(since)
                ? Optional.empty()
                : exchange.query()
                        .text("platform")
                        .filter(json -> !json.isEmpty())
                        .map(json -> Platform.parse(PlatformParameter.parse(json)));
    }

    private void history(Exchange exchange) throws IOException {
        StoredImage image = image(exchange, platform(exchange, 48));
        exchange.ok(ImageViews.history(catalog.steps(image), catalog::layerSize));
    }

    private void tag(Exchange exchange) throws IOException {
        String repository = exchange.query().text("repo").orElse("");
        ImageReference name = ImageReference.parse(repository);
        if (name.digest() != null || name.familiarName().equals("sha256")) {
            throw new InvalidArgumentException("refusing to create a tag with a digest reference");
        }
        ImageReference target = exchange.query().text("tag").map(name::withTag).orElseGet(name::withDefaultTag);
        names.tag(exchange.pathParameter("name"), target);
        exchange.created();
    }

    private void remove(Exchange exchange) throws IOException {
        String name = exchange.pathParameter("name");
        List<Platform> platforms = exchange.version().below(50)
                ? List.of()
                : exchange.query().all("platforms").stream()
                        .map(json -> Platform.parse(PlatformParameter.parse(json)))
                        .toList();
        exchange.ok(
                platforms.isEmpty()
                        ? names.remove(
                                name,
                                exchange.query().flag("force"),
                                exchange.query().flag("noprune"))
                        : names.removePlatforms(name, platforms));
    }

    /** Refuses a parameter that has a meaning since a version but none here yet. */
    static void refuse(Exchange exchange, String parameter, int since) {
        if (exchange.version().atLeast(since)
                && exchange.query().text(parameter).isPresent()) {
            throw new NotImplementedException("parameter %s is not supported yet".formatted(parameter));
        }
    }
}
