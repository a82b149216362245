package io.jdock.supervisor.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jdock.concurrent.Threads;
import io.jdock.oci.image.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;

/** A registry on loopback that serves what it is given and misbehaves where it is told to. */
public final class FakeRegistry implements AutoCloseable {

    /** Answers one request in place of the registry. */
    @FunctionalInterface
    public interface Misbehaviour {
        void answer(HttpExchange exchange) throws IOException;
    }

    /** What was asked, for tests to look at afterwards. */
    public record Asked(String method, String path, Map<String, List<String>> headers) {

        public String header(String name) {
            return String.join(",", headers.getOrDefault(name, List.of()));
        }
    }

    private final HttpServer server;
    private final ExecutorService handlers = Threads.virtualPerTask("fake-registry");
    private final Map<String, byte[]> objects = new ConcurrentHashMap<>();
    private final Map<String, String> types = new ConcurrentHashMap<>();
    private final Map<String, Misbehaviour> misbehaviours = new ConcurrentHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    public FakeRegistry() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(handlers);
        server.createContext("/", this::handle);
        server.start();
    }

    public String host() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** Serves a manifest under a tag and under its digest. */
    public void manifest(String repository, String tag, String type, byte[] bytes) {
        for (String identifier : List.of(tag, Digest.of(bytes).toString())) {
            String path = "/v2/%s/manifests/%s".formatted(repository, identifier);
            objects.put(path, bytes);
            types.put(path, type);
        }
    }

    /** Serves a blob; returns its path. */
    public String blob(String repository, byte[] bytes) {
        String path = "/v2/%s/blobs/%s".formatted(repository, Digest.of(bytes));
        objects.put(path, bytes);
        return path;
    }

    public void misbehave(String path, Misbehaviour how) {
        misbehaviours.put(path, how);
    }

    public List<Asked> asked() {
        return asked;
    }

    public long countOf(String path) {
        return asked.stream().filter(request -> request.path().equals(path)).count();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        asked.add(new Asked(exchange.getRequestMethod(), path, Map.copyOf(exchange.getRequestHeaders())));
        try (exchange) {
            Misbehaviour misbehaviour = misbehaviours.get(path);
            if (misbehaviour != null) {
                misbehaviour.answer(exchange);
            } else {
                serve(exchange, path);
            }
        }
    }

    /** What a well-behaved registry answers; ranges from a start to the end are honoured. */
    public void serve(HttpExchange exchange, String path) throws IOException {
        byte[] bytes = objects.get(path);
        if (bytes == null) {
            String code = path.contains("/manifests/") ? "MANIFEST_UNKNOWN" : "BLOB_UNKNOWN";
            answer(exchange, 404, "{\"errors\":[{\"code\":\"%s\",\"message\":\"unknown\"}]}".formatted(code));
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", types.getOrDefault(path, "application/octet-stream"));
        String range = exchange.getRequestHeaders().getFirst("Range");
        int from = range == null ? 0 : Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
        exchange.sendResponseHeaders(range == null ? 200 : 206, bytes.length - from);
        exchange.getResponseBody().write(bytes, from, bytes.length - from);
    }

    public static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        handlers.shutdownNow();
    }
}
