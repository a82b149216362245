package io.jdock.supervisor.registry;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.jdock.errdefs.PermissionDeniedException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request.
 *
 * @param body absent for methods that have none
 */
record HttpCall(
        String method,
        URI uri,
        Map<String, String> headers,
        @Nullable HttpBody body) {

    /** What says only what is wanted; an operator's own headers may say who wants it. */
    private static final Set<String> FOR_ANYBODY = Set.of("Accept", "Range");

    private static final String BINARY = "application/octet-stream";

    HttpCall {
        headers = Map.copyOf(headers);
    }

    static HttpCall get(URI uri, Map<String, String> headers) {
        return new HttpCall("GET", uri, headers, null);
    }

    static HttpCall head(URI uri, Map<String, String> headers) {
        return new HttpCall("HEAD", uri, headers, null);
    }

    /** @param form already encoded */
    static HttpCall post(URI uri, String form) {
        Map<String, String> type = Map.of("Content-Type", "application/x-www-form-urlencoded");
        return new HttpCall("POST", uri, type, new HttpBody.Bytes(form.getBytes(US_ASCII)));
    }

    /** A POST that only asks for something to be begun. */
    static HttpCall post(URI uri) {
        return new HttpCall("POST", uri, Map.of("Content-Type", BINARY), HttpBody.EMPTY);
    }

    static HttpCall put(URI uri, HttpBody body) {
        return new HttpCall("PUT", uri, Map.of("Content-Type", BINARY), body);
    }

    static HttpCall patch(URI uri, HttpBody body) {
        return new HttpCall("PATCH", uri, Map.of("Content-Type", BINARY), body);
    }

    HttpCall with(String header, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, value);
        return new HttpCall(method, uri, more, body);
    }

    /**
     * The same call elsewhere. Another host gets no proof of who we are.
     *
     * @throws PermissionDeniedException when another host would get what the call carries: a password, or a private layer
     */
    HttpCall redirected(URI target) {
        if (isSameOrigin(target)) {
            return new HttpCall(method, target, headers, body);
        }
        if (body != null) {
            throw new PermissionDeniedException("%s %s: redirected to another host, %s".formatted(method, uri, target));
        }
        Map<String, String> kept = new HashMap<>(headers);
        kept.keySet().retainAll(FOR_ANYBODY);
        return new HttpCall(method, target, kept, null);
    }

    private boolean isSameOrigin(URI target) {
        boolean hasHost = target.getScheme() != null && target.getHost() != null;
        return hasHost && Origin.of(uri).equals(Origin.of(target));
    }
}
