package io.jdock.supervisor.registry;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request.
 *
 * @param form body of a POST, already encoded, or absent
 */
record HttpCall(
        String method,
        URI uri,
        Map<String, String> headers,
        @Nullable String form) {

    HttpCall {
        headers = Map.copyOf(headers);
    }

    static HttpCall get(URI uri, Map<String, String> headers) {
        return new HttpCall("GET", uri, headers, null);
    }

    static HttpCall head(URI uri, Map<String, String> headers) {
        return new HttpCall("HEAD", uri, headers, null);
    }

    static HttpCall post(URI uri, String form) {
        return new HttpCall("POST", uri, Map.of("Content-Type", "application/x-www-form-urlencoded"), form);
    }

    HttpCall with(String header, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, value);
        return new HttpCall(method, uri, more, form);
    }

    /** The same call elsewhere. Another host gets no proof of who we are. */
    HttpCall redirected(URI target) {
        Map<String, String> kept = new HashMap<>(headers);
        if (!sameOrigin(uri, target)) {
            kept.remove("Authorization");
        }
        return new HttpCall(method, target, kept, form);
    }

    private static boolean sameOrigin(URI a, URI b) {
        return a.getScheme().equals(b.getScheme())
                && a.getHost().equalsIgnoreCase(b.getHost())
                && a.getPort() == b.getPort();
    }
}
