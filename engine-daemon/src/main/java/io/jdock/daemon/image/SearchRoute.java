package io.jdock.daemon.image;

import io.jdock.daemon.http.Exchange;
import io.jdock.daemon.http.Filters;
import io.jdock.engine.api.image.ImageSearchItem;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.oci.image.ImageReference;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** {@code GET /images/search}: repositories of Docker Hub, or of the registry that the term begins with. */
final class SearchRoute {

    private static final Set<String> KEYS = Set.of("is-automated", "is-official", "stars");
    private static final int USUAL_LIMIT = 25;
    private static final int MAX_LIMIT = 100;

    private final Registries registries;

    SearchRoute(Registries registries) {
        this.registries = registries;
    }

    /** A registry's host, and what is looked for there. */
    private record Term(String host, String words) {

        /** @throws InvalidArgumentException when there is nothing to look for */
        static Term parse(String text) {
            if (text.isEmpty() || text.startsWith("http://") || text.startsWith("https://")) {
                throw new InvalidArgumentException(
                        "invalid repository name (ex: \"registry.domain.tld/myrepos\"): \"%s\"".formatted(text));
            }
            int slash = text.indexOf('/');
            String first = slash < 0 ? "" : text.substring(0, slash);
            boolean host = first.contains(".") || first.contains(":") || first.equals("localhost");
            if (!host) {
                return new Term(ImageReference.DOCKER_HUB, text);
            }
            String words = text.substring(slash + 1);
            // The official images of Docker Hub are found by their short names.
            boolean official = first.endsWith(ImageReference.DOCKER_HUB) && words.startsWith("library/");
            return new Term(RegistryAddress.host(first), official ? words.substring("library/".length()) : words);
        }
    }

    void search(Exchange exchange) throws IOException {
        Filters filters = Filters.parse(exchange.query().text("filters"), KEYS);
        int stars = stars(filters);
        Optional<Boolean> official = filters.flag("is-official");
        Optional<Boolean> automated = filters.flag("is-automated");
        Term term = Term.parse(exchange.query().text("term").orElse(""));
        var found = registries.search(
                term.host(), term.words(), limit(exchange), Credentials.ofHeader(exchange.header(Credentials.HEADER)));
        exchange.ok(found.stream()
                .filter(it -> official.orElse(it.official()) == it.official())
                .filter(it -> automated.orElse(it.automated()) == it.automated())
                .filter(it -> it.stars() >= stars)
                .map(it -> new ImageSearchItem(it.description(), it.official(), it.automated(), it.name(), it.stars()))
                .toList());
    }

    private static int limit(Exchange exchange) {
        long limit = exchange.query().number("limit").orElse(0L);
        if (limit < 0 || limit > MAX_LIMIT) {
            throw new InvalidArgumentException("limit %d is outside the range of [1, %d]".formatted(limit, MAX_LIMIT));
        }
        return limit == 0 ? USUAL_LIMIT : (int) limit;
    }

    private static int stars(Filters filters) {
        int most = 0;
        for (String text : filters.values("stars")) {
            try {
                most = Math.max(most, Integer.parseInt(text));
            } catch (NumberFormatException e) {
                throw new InvalidArgumentException("invalid filter 'stars=%s'".formatted(text), e);
            }
        }
        return most;
    }
}
