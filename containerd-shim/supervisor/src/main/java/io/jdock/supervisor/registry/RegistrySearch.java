package io.jdock.supervisor.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jdock.errdefs.NotFoundException;
import io.jdock.errdefs.UnauthenticatedException;
import io.jdock.errdefs.UnavailableException;
import io.jdock.oci.image.Documents;
import io.jdock.oci.image.ImageReference;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;

/** Has a registry look for repositories. Calls block; interrupting the thread ends them. */
public final class RegistrySearch {

    private static final int MAX_ANSWER = 1 << 20;
    /** Docker Hub searches elsewhere than where its images are. */
    private static final Endpoint HUB = new Endpoint(URI.create("https://index.docker.io"), false);

    private final List<Endpoint> endpoints;
    private final String domain;
    private final Manner manner;

    /** @param domain as in a reference */
    public RegistrySearch(String domain, RegistryPolicy policy, Credentials credentials) {
        this(domain, policy, Manner.of(policy, domain, credentials));
    }

    RegistrySearch(String domain, RegistryPolicy policy, Manner manner) {
        this.endpoints = domain.equals(ImageReference.DOCKER_HUB) ? List.of(HUB) : policy.endpoints(domain);
        this.domain = domain;
        this.manner = manner;
    }

    /**
     * Searches.
     *
     * @param limit of repositories, at least one
     * @throws NotFoundException when the registry offers no search
     * @throws UnauthenticatedException when it wants to know who asks
     * @throws UnavailableException when it cannot be reached
     */
    public List<FoundRepository> find(String term, int limit) {
        List<UnavailableException> failures = new ArrayList<>();
        try (HttpTransport transport = manner.transport()) {
            for (Endpoint endpoint : endpoints) {
                try {
                    return find(transport, endpoint, term, limit);
                } catch (UnavailableException e) {
                    failures.add(e);
                }
            }
        }
        throw RegistryErrors.ofAll(failures);
    }

    private List<FoundRepository> find(HttpTransport transport, Endpoint endpoint, String term, int limit) {
        String base = endpoint.toString();
        URI uri = URI.create("%s%sv1/search?q=%s&n=%d"
                .formatted(base, base.endsWith("/") ? "" : "/", URLEncoder.encode(term, UTF_8), limit));
        HttpCall call = HttpCall.get(uri, endpoint.headers());
        boolean known = manner.credentials().hasPassword();
        try (HttpAnswer answer = transport.send(
                known ? call.with("Authorization", manner.credentials().basic()) : call)) {
            requireSuccess(call, answer);
            byte[] bytes = answer.readAll(MAX_ANSWER);
            return Documents.read(bytes, SearchAnswer.class, "answer of " + uri).results().stream()
                    .limit(limit)
                    .map(SearchAnswer.Item::found)
                    .toList();
        } catch (IOException e) {
            throw RegistryErrors.ofFailure(call, e);
        }
    }

    private void requireSuccess(HttpCall call, HttpAnswer answer) {
        switch (answer.status()) {
            case 200 -> {}
            case 401, 403 ->
                throw new UnauthenticatedException("GET %s: unauthorized: the registry answers with status %d"
                        .formatted(call.uri(), answer.status()));
            case 404, 405 -> throw new NotFoundException("registry %s offers no search".formatted(domain));
            default ->
                throw new UnavailableException(
                        "GET %s: the server answers with status %d".formatted(call.uri(), answer.status()));
        }
    }
}
