package io.jdock.supervisor.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jdock.errdefs.UnauthenticatedException;
import io.jdock.oci.image.Documents;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Convinces one server that one repository may be read: answers its challenge once and serves all calls of the pull with the
 * result. When a token has run out, the next challenge renews it.
 *
 * <p>The scope of a token is always ours, to read this repository, whatever the challenge asks for.
 */
final class Authorizer {

    private static final int MAX_TOKEN_ANSWER = 1 << 20;

    private final HttpTransport transport;
    private final Credentials credentials;
    private final String scope;

    private final ReentrantLock lock = new ReentrantLock();
    private String header = "";

    Authorizer(HttpTransport transport, Credentials credentials, String repository) {
        this.transport = transport;
        this.credentials = credentials;
        this.scope = "repository:" + repository + ":pull";
        if (!credentials.registryToken().isEmpty()) {
            header = "Bearer " + credentials.registryToken();
        }
    }

    /** The value of the Authorization header, empty before the first challenge. */
    String header() {
        lock.lock();
        try {
            return header;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Answers a challenge.
     *
     * @param refused the header that the challenged call carried
     * @return whether there is another header to try
     * @throws UnauthenticatedException when the token server refuses the credentials
     */
    boolean answer(List<Challenge> challenges, String refused) throws IOException {
        lock.lock();
        try {
            if (!header.equals(refused)) {
                // Another call was challenged too and has been faster.
                return true;
            }
            String next = respond(challenges).orElse("");
            boolean better = !next.isEmpty() && !next.equals(refused);
            header = better ? next : header;
            return better;
        } finally {
            lock.unlock();
        }
    }

    private Optional<String> respond(List<Challenge> challenges) throws IOException {
        for (Challenge challenge : challenges) {
            if (challenge.scheme().equals("bearer")
                    && challenge.parameter("realm").isPresent()) {
                return Optional.of("Bearer " + fetchToken(challenge));
            }
        }
        for (Challenge challenge : challenges) {
            if (challenge.scheme().equals("basic") && credentials.hasPassword()) {
                return Optional.of(basic());
            }
        }
        return Optional.empty();
    }

    private String basic() {
        String pair = credentials.username() + ":" + credentials.password();
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
    }

    private String fetchToken(Challenge challenge) throws IOException {
        String realm = challenge.parameters().getOrDefault("realm", "");
        try (HttpAnswer answer = transport.send(tokenCall(realm, challenge.parameter("service")))) {
            byte[] body = answer.readAll(MAX_TOKEN_ANSWER);
            if (answer.status() == 401 || answer.status() == 403) {
                throw new UnauthenticatedException(
                        "get a token from %s: unauthorized: incorrect username or password".formatted(realm));
            }
            if (answer.status() != 200) {
                throw new IOException("token server %s answers %d".formatted(realm, answer.status()));
            }
            String token =
                    Documents.read(body, TokenAnswer.class, "token of " + realm).value();
            if (token.isEmpty() || token.chars().anyMatch(c -> c <= ' ' || c > '~')) {
                throw new IOException("token server %s gives no token".formatted(realm));
            }
            return token;
        }
    }

    private HttpCall tokenCall(String realm, Optional<String> service) throws IOException {
        URI uri = parse(realm);
        if (!credentials.identityToken().isEmpty()) {
            String form = query(Map.of(
                    "grant_type",
                    "refresh_token",
                    "client_id",
                    "jdock",
                    "service",
                    service.orElse(""),
                    "scope",
                    scope,
                    "refresh_token",
                    credentials.identityToken()));
            return HttpCall.post(uri, form);
        }
        String query = service.map(name -> query(Map.of("service", name, "scope", scope)))
                .orElseGet(() -> query(Map.of("scope", scope)));
        HttpCall call = HttpCall.get(parse(realm + (uri.getRawQuery() == null ? "?" : "&") + query), Map.of());
        return credentials.hasPassword() ? call.with("Authorization", basic()) : call;
    }

    private static URI parse(String realm) throws IOException {
        try {
            return URI.create(realm);
        } catch (IllegalArgumentException e) {
            throw new IOException("token server \"%s\" is no URL".formatted(realm), e);
        }
    }

    private static String query(Map<String, String> parameters) {
        StringBuilder text = new StringBuilder();
        parameters.forEach((name, value) -> text.append(text.isEmpty() ? "" : "&")
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, UTF_8)));
        return text.toString();
    }
}
