package io.jdock.supervisor.registry;

import com.sun.net.httpserver.HttpExchange;
import io.jdock.oci.image.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The uploads of a {@link FakeRegistry}: {@code /v2/REPOSITORY/blobs/uploads/1} is the first one begun. */
public final class FakeUploads {

    private final Map<String, byte[]> objects;
    private final Map<String, ByteArrayOutputStream> open = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();

    FakeUploads(Map<String, byte[]> objects) {
        this.objects = objects;
    }

    void serve(HttpExchange exchange, String path) throws IOException {
        switch (exchange.getRequestMethod()) {
            case "POST" -> begin(exchange, path);
            case "PATCH" -> append(exchange, path);
            case "PUT" -> finish(exchange, path);
            default -> tell(exchange, path, 204);
        }
    }

    private void begin(HttpExchange exchange, String path) throws IOException {
        Map<String, String> query = query(exchange);
        String digest = query.getOrDefault("mount", "");
        byte[] blob = objects.get("/v2/%s/blobs/%s".formatted(query.getOrDefault("from", ""), digest));
        if (blob != null) {
            objects.put(path.replace("uploads/", digest), blob);
            FakeRegistry.answer(exchange, 201, "");
            return;
        }
        String place = path + count.incrementAndGet();
        open.put(place, new ByteArrayOutputStream());
        tell(exchange, place, 202);
    }

    private void append(HttpExchange exchange, String path) throws IOException {
        ByteArrayOutputStream upload = open.get(path);
        String range = exchange.getRequestHeaders().getFirst("Content-Range");
        if (upload == null || !range.startsWith(upload.size() + "-")) {
            FakeRegistry.answer(exchange, upload == null ? 404 : 416, "");
            return;
        }
        take(exchange, path, Integer.MAX_VALUE);
        tell(exchange, path, 202);
    }

    /** Takes at most so many bytes of a request's body to an upload. */
    public void take(HttpExchange exchange, String path, int limit) throws IOException {
        ByteArrayOutputStream upload = open.getOrDefault(path, new ByteArrayOutputStream());
        upload.writeBytes(exchange.getRequestBody().readNBytes(limit));
    }

    /** Says where an upload stands. */
    public void tell(HttpExchange exchange, String path, int status) throws IOException {
        ByteArrayOutputStream upload = open.get(path);
        if (upload == null) {
            FakeRegistry.answer(
                    exchange, 404, "{\"errors\":[{\"code\":\"BLOB_UPLOAD_UNKNOWN\",\"message\":\"unknown\"}]}");
            return;
        }
        exchange.getResponseHeaders().set("Location", path);
        exchange.getResponseHeaders().set("Range", "0-" + Math.max(0, upload.size() - 1));
        FakeRegistry.answer(exchange, status, "");
    }

    private void finish(HttpExchange exchange, String path) throws IOException {
        if (!complete(exchange, path)) {
            FakeRegistry.answer(
                    exchange,
                    400,
                    "{\"errors\":[{\"code\":\"DIGEST_INVALID\",\"message\":\"provided digest did not match\"}]}");
            return;
        }
        exchange.getResponseHeaders()
                .set("Docker-Content-Digest", query(exchange).get("digest"));
        FakeRegistry.answer(exchange, 201, "");
    }

    /** Does what a final call asks for, if the upload is what it should be, and does not answer. */
    public boolean complete(HttpExchange exchange, String path) throws IOException {
        take(exchange, path, Integer.MAX_VALUE);
        ByteArrayOutputStream upload = open.getOrDefault(path, new ByteArrayOutputStream());
        String digest = query(exchange).getOrDefault("digest", "");
        if (!Digest.of(upload.toByteArray()).toString().equals(digest)) {
            return false;
        }
        open.remove(path);
        objects.put(path.substring(0, path.indexOf("uploads/")) + digest, upload.toByteArray());
        return true;
    }

    /** Forgets all that is not finished. */
    public void forget() {
        open.clear();
    }

    private static Map<String, String> query(HttpExchange exchange) {
        Map<String, String> query = new HashMap<>();
        String raw = exchange.getRequestURI().getRawQuery();
        for (String pair : raw == null ? new String[0] : raw.split("&")) {
            int equals = pair.indexOf('=');
            query.put(pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return query;
    }
}
