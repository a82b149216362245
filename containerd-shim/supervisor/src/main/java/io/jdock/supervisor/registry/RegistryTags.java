package io.jdock.supervisor.registry;

import io.jdock.errdefs.DataLossException;
import io.jdock.errdefs.EngineException;
import io.jdock.errdefs.UnavailableException;
import io.jdock.oci.image.Documents;
import io.jdock.oci.image.ImageReference;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks for the tags of a repository. Calls block; interrupting the thread ends them.
 *
 * @see <a href="https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#listing-tags">Listing tags</a>
 */
public final class RegistryTags {

    private static final int MAX_ANSWER = 4 << 20;
    /** Far more than anybody would want to pull; a server without an end is left there. */
    private static final int MAX_TAGS = 10_000;

    private static final Pattern NEXT = Pattern.compile("<([^>]*)>\\s*;\\s*rel=\"?next\"?");

    private final ImageReference repository;
    private final List<Endpoint> endpoints;
    private final Manner manner;

    public RegistryTags(ImageReference repository, RegistryPolicy policy, Credentials credentials) {
        this.repository = repository;
        this.endpoints = policy.endpoints(repository);
        this.manner = Manner.of(policy, repository.domain(), credentials);
    }

    /**
     * All tags in the registry's order. Mirrors are asked first; the first server that answers counts.
     *
     * @throws io.jdock.errdefs.NotFoundException when there is no such repository, or none for us
     * @throws UnavailableException when no server could be reached
     * @throws DataLossException for more tags than anybody has, or ones that are none
     */
    public List<String> list() {
        List<EngineException> failures = new ArrayList<>();
        for (Endpoint endpoint : endpoints) {
            // A mirror stands in for the registry but is somebody else.
            Manner own = endpoint.mirror() ? manner.anonymous() : manner;
            try (Exchange exchange = Exchange.forPull(repository, own, endpoint.headers())) {
                return list(exchange, endpoint);
            } catch (EngineException e) {
                failures.add(e);
                if (!endpoint.mirror() && !(e instanceof UnavailableException)) {
                    throw e;
                }
            }
        }
        throw RegistryErrors.ofAll(failures);
    }

    private List<String> list(Exchange exchange, Endpoint endpoint) {
        List<String> tags = new ArrayList<>();
        Optional<URI> page = Optional.of(endpoint.object(repository.path(), "tags", "list"));
        while (page.isPresent()) {
            HttpCall call = HttpCall.get(page.get(), Map.of());
            try (HttpAnswer answer = exchange.send(call)) {
                List<String> more = Documents.read(
                                answer.readAll(MAX_ANSWER), TagsAnswer.class, "tags of " + repository.familiarName())
                        .tags();
                more.forEach(tag -> tags.add(checked(tag)));
                page = more.isEmpty() ? Optional.empty() : next(call, answer);
            } catch (IOException e) {
                throw RegistryErrors.ofFailure(call, e);
            }
            if (tags.size() > MAX_TAGS) {
                throw new DataLossException("%s has more than %d tags".formatted(repository.familiarName(), MAX_TAGS));
            }
        }
        return tags;
    }

    private String checked(String tag) {
        try {
            return String.valueOf(repository.withTag(tag).tag());
        } catch (EngineException e) {
            throw new DataLossException("tags of %s: %s".formatted(repository.familiarName(), e.text()), e);
        }
    }

    private static Optional<URI> next(HttpCall call, HttpAnswer answer) {
        Matcher link = NEXT.matcher(answer.header("Link").orElse(""));
        if (!link.find()) {
            return Optional.empty();
        }
        try {
            URI next = call.uri().resolve(link.group(1));
            boolean same = next.getHost() != null && Origin.of(next).equals(Origin.of(call.uri()));
            if (same) {
                return Optional.of(next);
            }
        } catch (IllegalArgumentException e) {
            throw new DataLossException("GET %s: the next page is no URL".formatted(call.uri()), e);
        }
        throw new DataLossException("GET %s: the next page is at another host".formatted(call.uri()));
    }
}
