package io.jdock.cli.http;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What to ask.
 *
 * @param target path and query, already encoded
 * @param body bytes to send, or null for none
 * @param upload a body of unknown length, sent in chunks; null for none, never together with {@code body}
 * @param hijack whether the connection is to become a two-way byte stream
 */
public record HttpRequest(
        String method,
        String target,
        Headers headers,
        byte @Nullable [] body,
        @Nullable InputStream upload,
        boolean hijack) {

    /** A request without body. */
    public static HttpRequest of(String method, String target) {
        return new HttpRequest(method, target, new Headers(), null, null, false);
    }

    /** The same request with a JSON body. */
    public HttpRequest withJson(String json) {
        headers.add("Content-Type", "application/json");
        return new HttpRequest(method, target, headers, json.getBytes(StandardCharsets.UTF_8), null, hijack);
    }

    /** The same request with a body that is read from {@code source} while it is sent. */
    public HttpRequest withUpload(String contentType, InputStream source) {
        headers.add("Content-Type", contentType);
        return new HttpRequest(method, target, headers, null, source, hijack);
    }

    /** The same request, asking for the connection to be taken over. */
    public HttpRequest hijacking() {
        return new HttpRequest(method, target, headers, body, upload, true);
    }

    /** The same request for another target. */
    public HttpRequest at(String otherTarget) {
        return new HttpRequest(method, otherTarget, headers, body, upload, hijack);
    }
}
