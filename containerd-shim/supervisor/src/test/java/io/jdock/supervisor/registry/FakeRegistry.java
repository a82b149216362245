package io.jdock.supervisor.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jdock.concurrent.Threads;
import io.jdock.oci.image.Digest;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;

/** A registry on loopback that serves what it is given, takes uploads, and misbehaves where it is told to. */
public final class FakeRegistry implements AutoCloseable {

    /** Answers one request in place of the registry. */
    @FunctionalInterface
    public interface Misbehaviour {
        void answer(HttpExchange exchange) throws IOException;
    }

    /** What was asked, for tests to look at afterwards. */
    public record Asked(String method, String path, String query, Map<String, List<String>> headers) {

        /** Method and path. */
        public String line() {
            return method + " " + path;
        }

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
    private final FakeUploads uploads = new FakeUploads(objects);

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

    /** Misbehaves for one method only. */
    public void misbehave(String method, String path, Misbehaviour how) {
        misbehaviours.put(method + " " + path, how);
    }

    /** Behaves again. */
    public void behave(String method, String path) {
        misbehaviours.remove(method + " " + path);
    }

    /** The bytes it has under a path, if any. */
    public Optional<byte[]> object(String path) {
        return Optional.ofNullable(objects.get(path));
    }

    /** The media type that came with a document. */
    public String type(String path) {
        return types.getOrDefault(path, "");
    }

    public FakeUploads uploads() {
        return uploads;
    }

    /** Method and path of each request, in order. */
    public List<String> lines() {
        return asked.stream().map(Asked::line).toList();
    }

    /** How often a request was made. */
    public long countOf(String method, String path) {
        return lines().stream().filter((method + " " + path)::equals).count();
    }

    public List<Asked> asked() {
        return asked;
    }

    public long countOf(String path) {
        return asked.stream().filter(request -> request.path().equals(path)).count();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String method = exchange.getRequestMethod();
        String query = exchange.getRequestURI().getRawQuery();
        asked.add(new Asked(method, path, query == null ? "" : query, Map.copyOf(exchange.getRequestHeaders())));
        try (exchange) {
            Misbehaviour misbehaviour = misbehaviours.getOrDefault(method + " " + path, misbehaviours.get(path));
            if (misbehaviour != null) {
                misbehaviour.answer(exchange);
            } else {
                serve(exchange, path);
            }
        }
    }

    /** What a well-behaved registry answers; a single range is honoured. */
    public void serve(HttpExchange exchange, String path) throws IOException {
        String method = exchange.getRequestMethod();
        if (path.contains("/blobs/uploads/")) {
            uploads.serve(exchange, path);
        } else if (path.equals("/v2/")) {
            answer(exchange, 200, "");
        } else if (method.equals("PUT")) {
            store(exchange, path);
        } else {
            give(exchange, path);
        }
    }

    private void store(HttpExchange exchange, String path) throws IOException {
        byte[] bytes = exchange.getRequestBody().readAllBytes();
        objects.put(path, bytes);
        types.put(path, exchange.getRequestHeaders().getFirst("Content-Type"));
        exchange.getResponseHeaders()
                .set("Docker-Content-Digest", Digest.of(bytes).toString());
        answer(exchange, 201, "");
    }

    private void give(HttpExchange exchange, String path) throws IOException {
        byte[] bytes = objects.get(path);
        if (bytes == null) {
            String code = path.contains("/manifests/") ? "MANIFEST_UNKNOWN" : "BLOB_UNKNOWN";
            answer(exchange, 404, "{\"errors\":[{\"code\":\"%s\",\"message\":\"unknown\"}]}".formatted(code));
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", types.getOrDefault(path, "application/octet-stream"));
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(bytes.length));
            exchange.sendResponseHeaders(200, -1);
            return;
        }
        String range = exchange.getRequestHeaders().getFirst("Range");
        if (range == null) {
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            return;
        }
        String[] bounds = range.substring("bytes=".length()).split("-", -1);
        int from = Integer.parseInt(bounds[0]);
        int end = bounds[1].isEmpty() ? bytes.length : Math.min(Integer.parseInt(bounds[1]) + 1, bytes.length);
        exchange.getResponseHeaders().set("Content-Range", "bytes %d-%d/%d".formatted(from, end - 1, bytes.length));
        exchange.sendResponseHeaders(206, end - from);
        exchange.getResponseBody().write(bytes, from, end - from);
    }

    /** Reads the request to its end first: closing over an unread one resets the connection, and the answer may be lost with it. */
    public static void answer(HttpExchange exchange, int status, String body) throws IOException {
        exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
        byte[] bytes = body.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        boolean silent = bytes.length == 0 || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, silent ? -1 : bytes.length);
        if (!silent) {
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        handlers.shutdownNow();
    }
}
