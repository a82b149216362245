package io.jdock.supervisor.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jdock.errdefs.UnauthenticatedException;
import io.jdock.oci.image.Documents;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * The server that a registry sends its clients to for tokens. Passwords and identity tokens are sent by OAuth 2, which keeps
 * them out of headers that proxies log; a password also the older way when the server has no OAuth 2.
 *
 * @see <a href="https://distribution.github.io/distribution/spec/auth/oauth/">OAuth 2 token authentication</a>
 */
final class TokenServer {

    private static final int MAX_ANSWER = 1 << 20;
    private static final String CLIENT = "jdock";
    /** What the specification says of a token that does not tell how long it lasts; also the least a server may give. */
    private static final long SHORTEST_SECONDS = 60;
    /** Given up early, as a call takes its time to arrive. */
    private static final Duration MARGIN = Duration.ofSeconds(10);

    private final HttpTransport transport;
    private final InstantSource clock;
    private final String realm;
    private final Optional<String> service;
    private boolean withoutOauth;

    TokenServer(HttpTransport transport, InstantSource clock, String realm, Optional<String> service) {
        this.transport = transport;
        this.clock = clock;
        this.realm = realm;
        this.service = service;
    }

    /**
     * Gets a token.
     *
     * @throws UnauthenticatedException when the server refuses the credentials
     * @throws IOException when it does not answer as it should
     */
    AccessToken fetch(Credentials credentials, Collection<Scope> scopes) throws IOException {
        if (!credentials.identityToken().isEmpty()) {
            Map<String, String> form = form("refresh_token", scopes);
            form.put("refresh_token", credentials.identityToken());
            return read(HttpCall.post(uri(), encoded(form)));
        }
        if (credentials.hasPassword() && !withoutOauth) {
            Map<String, String> form = form("password", scopes);
            form.put("username", credentials.username());
            form.put("password", credentials.password());
            try (HttpAnswer answer = transport.send(HttpCall.post(uri(), encoded(form)))) {
                if (!isRefusal(answer.status())) {
                    return read(answer);
                }
                withoutOauth = true;
            }
        }
        return read(get(credentials, scopes, Map.of()));
    }

    /** Servers without OAuth 2 say so in many ways; one that has it and refuses the password says it again when asked by GET. */
    private static boolean isRefusal(int status) {
        return status >= 400 && status < 500 && status != 408 && status != 429;
    }

    /** Gets a token that shows who we are, and an identity token to keep if the server has such. */
    AccessToken login(Credentials credentials) throws IOException {
        if (!credentials.identityToken().isEmpty()) {
            return fetch(credentials, List.of());
        }
        return read(get(credentials, List.of(), Map.of("offline_token", "true", "client_id", CLIENT)));
    }

    private HttpCall get(Credentials credentials, Collection<Scope> scopes, Map<String, String> more)
            throws IOException {
        StringJoiner query = new StringJoiner("&");
        service.ifPresent(name -> query.add(pair("service", name)));
        scopes.forEach(scope -> query.add(pair("scope", scope.toString())));
        more.forEach((name, value) -> query.add(pair(name, value)));
        String separator = uri().getRawQuery() == null ? "?" : "&";
        HttpCall call = HttpCall.get(parse(realm + separator + query), Map.of());
        return credentials.hasPassword() ? call.with("Authorization", credentials.basic()) : call;
    }

    private Map<String, String> form(String grant, Collection<Scope> scopes) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", grant);
        form.put("client_id", CLIENT);
        form.put("service", service.orElse(""));
        StringJoiner all = new StringJoiner(" ");
        scopes.forEach(scope -> all.add(scope.toString()));
        form.put("scope", all.toString());
        return form;
    }

    private static String encoded(Map<String, String> form) {
        StringJoiner text = new StringJoiner("&");
        form.forEach((name, value) -> text.add(pair(name, value)));
        return text.toString();
    }

    private static String pair(String name, String value) {
        return name + "=" + URLEncoder.encode(value, UTF_8);
    }

    private URI uri() throws IOException {
        return parse(realm);
    }

    private static URI parse(String url) throws IOException {
        try {
            return URI.create(url);
        } catch (IllegalArgumentException e) {
            throw new IOException("token server \"%s\" is no URL".formatted(url), e);
        }
    }

    private AccessToken read(HttpCall call) throws IOException {
        try (HttpAnswer answer = transport.send(call)) {
            return read(answer);
        }
    }

    private AccessToken read(HttpAnswer answer) throws IOException {
        byte[] body = answer.readAll(MAX_ANSWER);
        int status = answer.status();
        // RFC 6749 §5.2: a refused identity token is a bad request.
        if (status == 400 || status == 401 || status == 403) {
            throw new UnauthenticatedException(
                    "get a token from %s: unauthorized: incorrect username or password".formatted(realm));
        }
        if (status != 200) {
            throw new IOException("token server %s answers %d".formatted(realm, status));
        }
        TokenAnswer given = Documents.read(body, TokenAnswer.class, "token of " + realm);
        String token = given.value();
        if (token.isEmpty() || token.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw new IOException("token server %s gives no token".formatted(realm));
        }
        Duration life = Duration.ofSeconds(Math.max(given.expiresIn(), SHORTEST_SECONDS));
        return new AccessToken(
                token, given.identity(), clock.instant().plus(life).minus(MARGIN));
    }
}
