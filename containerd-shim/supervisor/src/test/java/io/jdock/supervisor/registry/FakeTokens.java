package io.jdock.supervisor.registry;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The token server at {@code /token} of a {@link FakeRegistry}. Knows {@code me} with the password {@code secret} and the
 * identity token {@code identity}; gives everybody tokens for reading. A token is its scopes.
 */
final class FakeTokens {

    private final FakeRegistry registry;
    private final List<String> questions = new CopyOnWriteArrayList<>();
    private int oauthStatus = 200;
    private long life = 300;

    FakeTokens(FakeRegistry registry) {
        this.registry = registry;
        registry.misbehave("/token", this::answer);
    }

    /** Has the registry want a token with {@code scope} for a path. */
    FakeTokens guard(String path, String scope) {
        registry.misbehave(path, exchange -> {
            String shown = exchange.getRequestHeaders().getFirst("Authorization");
            if (shown != null && shown.startsWith("Bearer ") && shown.contains(scope)) {
                registry.serve(exchange, path);
                return;
            }
            exchange.getResponseHeaders()
                    .set(
                            "WWW-Authenticate",
                            "Bearer realm=\"http://%s/token\",service=\"fake\",scope=\"repository:evil:*\""
                                            .formatted(registry.host())
                                    + (shown == null ? "" : ",error=\"insufficient_scope\""));
            FakeRegistry.answer(exchange, 401, "");
        });
        return this;
    }

    /** Has questions by POST answered with this status. */
    FakeTokens withoutOauth(int status) {
        oauthStatus = status;
        return this;
    }

    /** Has tokens last so many seconds. */
    FakeTokens lasting(long seconds) {
        life = seconds;
        return this;
    }

    /** What was asked: method, who asks, and the scopes. */
    List<String> questions() {
        return questions;
    }

    private void answer(HttpExchange exchange) throws IOException {
        boolean post = exchange.getRequestMethod().equals("POST");
        String text = post
                ? new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)
                : exchange.getRequestURI().getRawQuery();
        List<String> scopes = new ArrayList<>();
        String who = post ? "" : basic(exchange);
        for (String pair : text.split("&")) {
            String value = URLDecoder.decode(pair.substring(pair.indexOf('=') + 1), StandardCharsets.UTF_8);
            switch (pair.substring(0, pair.indexOf('='))) {
                case "scope" -> scopes.addAll(List.of(value.split(" ")));
                case "username" -> who = value;
                case "password" -> who += ":" + value;
                case "refresh_token" -> who = value;
                default -> {}
            }
        }
        questions.add("%s %s %s".formatted(exchange.getRequestMethod(), who, String.join(" ", scopes)));
        if (post && oauthStatus != 200) {
            FakeRegistry.answer(exchange, oauthStatus, "");
        } else if (!List.of("me:secret", "identity", "").contains(who)) {
            FakeRegistry.answer(exchange, 401, "{\"details\":\"incorrect username or password\"}");
        } else {
            give(exchange, scopes, who, text.contains("offline_token=true"));
        }
    }

    private void give(HttpExchange exchange, List<String> scopes, String who, boolean offline) throws IOException {
        // An anonymous may read; asking for more is no error but gives no more.
        String granted = String.join("+", scopes).replace(",push", who.isEmpty() ? "" : ",push");
        String identity = offline ? ",\"refresh_token\":\"identity\"" : "";
        FakeRegistry.answer(
                exchange, 200, "{\"token\":\"t-%s\",\"expires_in\":%d%s}".formatted(granted, life, identity));
    }

    private static String basic(HttpExchange exchange) {
        String header = exchange.getRequestHeaders().getFirst("Authorization");
        return header == null
                ? ""
                : new String(Base64.getDecoder().decode(header.substring("Basic ".length())), StandardCharsets.UTF_8);
    }
}
