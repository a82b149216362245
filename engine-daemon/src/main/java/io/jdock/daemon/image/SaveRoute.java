package io.jdock.daemon.image;

import io.jdock.daemon.event.EventBus;
import io.jdock.daemon.http.Exchange;
import io.jdock.errdefs.CanceledException;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.oci.image.ImageReference;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code GET /images/get} and {@code GET /images/{name}/get}: images as one archive. What is missing is an ordinary error; a
 * failure after the first byte breaks the connection off, so that nobody takes half an archive for a whole one.
 */
final class SaveRoute {

    private final ImageCatalog catalog;
    private final Transfers transfers;
    private final EventBus events;

    SaveRoute(ImageCatalog catalog, Transfers transfers, EventBus events) {
        this.catalog = catalog;
        this.transfers = transfers;
        this.events = events;
    }

    void saveOne(Exchange exchange) throws IOException {
        save(exchange, List.of(exchange.pathParameter("name")));
    }

    /** As in Docker, who names no image gets an archive without one. */
    void saveSeveral(Exchange exchange) throws IOException {
        save(exchange, exchange.query().all("names"));
    }

    private void save(Exchange exchange, List<String> names) throws IOException {
        List<String> platforms = exchange.version().below(48) ? List.of() : PlatformParameter.all(exchange);
        Map<String, Wanted> wanted = new LinkedHashMap<>();
        for (String name : names) {
            add(name, wanted);
        }
        List<Transfers.SavedImage> images =
                wanted.values().stream().flatMap(it -> it.requests(platforms)).toList();
        try (Transfers.Archive archive = transfers.save(images)) {
            exchange.onDisconnect(archive::close);
            Optional<Transfers.Piece> piece = archive.next();
            try (OutputStream out = exchange.stream("application/x-tar")) {
                for (; piece.isPresent(); piece = archive.next()) {
                    piece.get().writeTo(out);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CanceledException("save images: interrupted", e);
        }
        wanted.values().forEach(it -> publish(it.image()));
    }

    /** A repository alone means all its tags, as in Docker. */
    private void add(String text, Map<String, Wanted> wanted) {
        Optional<ImageReference> reference = reference(text);
        if (reference.isPresent() && isNameOnly(reference.get())) {
            List<StoredImage> tagged = catalog.list().stream()
                    .filter(image -> !namesIn(image, reference.get()).isEmpty())
                    .toList();
            if (!tagged.isEmpty()) {
                tagged.forEach(image -> add(image, namesIn(image, reference.get()), wanted));
                return;
            }
        }
        StoredImage image = catalog.resolve(text);
        String full = reference.map(it -> it.withDefaultTag().toString()).orElse("");
        add(
                image,
                image.names().stream()
                        .filter(name -> name.toString().equals(full))
                        .toList(),
                wanted);
    }

    private static Optional<ImageReference> reference(String text) {
        try {
            return Optional.of(ImageReference.parse(text));
        } catch (InvalidArgumentException e) {
            return Optional.empty(); // It can still be an ID.
        }
    }

    private static boolean isNameOnly(ImageReference reference) {
        return reference.tag() == null && reference.digest() == null;
    }

    private static List<ImageReference> namesIn(StoredImage image, ImageReference repository) {
        return image.names().stream()
                .filter(name -> name.tag() != null && name.name().equals(repository.name()))
                .toList();
    }

    private static void add(StoredImage image, List<ImageReference> names, Map<String, Wanted> wanted) {
        wanted.computeIfAbsent(image.id(), _ -> new Wanted(image, new ArrayList<>()))
                .names()
                .addAll(names.stream().map(ImageReference::toString).toList());
    }

    private void publish(StoredImage image) {
        events.publish("image", "save", image.id(), ImageNames.attributes(image, image.id()));
    }

    /** An image, and what it is asked for by. */
    private record Wanted(StoredImage image, List<String> names) {

        /** Each name as what it stands for: not all need have the same manifest. */
        Stream<Transfers.SavedImage> requests(List<String> platforms) {
            return names.isEmpty()
                    ? Stream.of(new Transfers.SavedImage(image.record().name(), List.of(), platforms))
                    : names.stream().distinct().map(name -> new Transfers.SavedImage(name, List.of(name), platforms));
        }
    }
}
