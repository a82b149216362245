package io.jdock.daemon.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jdock.engine.api.json.ApiVersion;
import io.jdock.engine.api.json.EngineJson;
import io.jdock.errdefs.InvalidArgumentException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;

/**
 * One request and its reply. Belongs to the request's virtual thread; only the streams it hands out may go to others.
 *
 * <p>A route reads what it needs, then replies once: {@link #ok}, {@link #created}, {@link #noContent}, {@link #text},
 * {@link #stream} or {@link #hijack}. Errors are thrown, not replied.
 */
public final class Exchange {

    /** Bodies above this are refused: far more than a create request with a large environment needs. */
    static final int MAX_JSON_BYTES = 16 << 20;

    private static final String JSON = "application/json";
    private static final byte[] NOTHING = {};

    private final RequestHead head;
    private final ApiVersion version;
    private final Map<String, String> pathParameters;
    private final Query query;
    private final Wire wire;
    private final Headers replyHeaders;
    private boolean replied;

    Exchange(RequestHead head, Router.Match match, Wire wire, Headers replyHeaders) {
        this.head = head;
        this.version = match.version();
        this.pathParameters = match.parameters();
        this.query = Query.parse(head.query());
        this.wire = wire;
        this.replyHeaders = replyHeaders;
    }

    /** {@code GET}, {@code HEAD}, {@code POST}, … */
    public String method() {
        return head.method();
    }

    /** The version named in the path, else the newest. */
    public ApiVersion version() {
        return version;
    }

    /** The text that stood for {@code {name}} in the route's pattern, decoded; never empty. */
    public String pathParameter(String name) {
        String value = pathParameters.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the route has no path parameter " + name);
        }
        return value;
    }

    public Query query() {
        return query;
    }

    /** The first value of a request header. */
    public Optional<String> header(String name) {
        return head.headers().first(name);
    }

    /**
     * The JSON body; an empty one is read as {@code {}}, "all defaults".
     *
     * @throws InvalidArgumentException on another content type, more than 16 MiB, bad JSON, or text after the value
     */
    public <T> T json(Class<T> type) throws IOException {
        return EngineJson.read(jsonBytes(), type);
    }

    /** The body as it comes, of any length. */
    public InputStream body() {
        return wire.body();
    }

    /** Adds a header to the coming reply. */
    public Exchange replyHeader(String name, String value) {
        replyHeaders.add(name, value);
        return this;
    }

    /** Replies 200 with JSON in the form of this request's version. */
    public void ok(Object value) throws IOException {
        reply(HttpStatus.OK, JSON, EngineJson.write(value, version));
    }

    /** Replies 201 with JSON in the form of this request's version. */
    public void created(Object value) throws IOException {
        reply(HttpStatus.CREATED, JSON, EngineJson.write(value, version));
    }

    /** Replies 201 without a body. */
    public void created() throws IOException {
        replied = true;
        wire.reply(new ReplyHead(HttpStatus.CREATED, replyHeaders), NOTHING);
    }

    /** Replies 200 without a body. */
    public void ok() throws IOException {
        replied = true;
        wire.reply(new ReplyHead(HttpStatus.OK, replyHeaders), NOTHING);
    }

    /** Replies 204. */
    public void noContent() throws IOException {
        replied = true;
        wire.reply(new ReplyHead(HttpStatus.NO_CONTENT, replyHeaders), NOTHING);
    }

    /** Replies 200 with text. */
    public void text(String text) throws IOException {
        reply(HttpStatus.OK, "text/plain; charset=utf-8", text.getBytes(UTF_8));
    }

    /**
     * Replies 200 with a body of unknown length. The head is sent now; each write is sent at once and blocks while the client
     * does not read. Closed by the caller or, when the handler returns normally, by the server.
     */
    public OutputStream stream(String contentType) throws IOException {
        replied = true;
        replyHeaders.add("Content-Type", contentType);
        return wire.stream(new ReplyHead(HttpStatus.OK, replyHeaders));
    }

    /**
     * Takes the connection over: replies 101 when the client asked for an upgrade, else 200, both with {@code contentType}.
     * When the handler returns the connection is closed.
     */
    public RawStream hijack(String contentType) throws IOException {
        replied = true;
        replyHeaders.add("Content-Type", contentType);
        if (!head.asksUpgrade()) {
            return wire.hijack(new ReplyHead(HttpStatus.OK, replyHeaders));
        }
        replyHeaders.add("Connection", "Upgrade");
        replyHeaders.add("Upgrade", "tcp");
        return wire.hijack(new ReplyHead(HttpStatus.UPGRADED, replyHeaders));
    }

    /**
     * Runs {@code action} on a virtual thread once the client has gone, at once if it already has. A client that only shut its
     * sending half counts as gone, as in Docker; not so after {@link #hijack}.
     */
    public void onDisconnect(Runnable action) {
        wire.onDisconnect(action);
    }

    @Override
    public String toString() {
        return head.method() + " " + head.path();
    }

    boolean replied() {
        return replied;
    }

    private void reply(HttpStatus status, String contentType, byte[] body) throws IOException {
        replied = true;
        replyHeaders.add("Content-Type", contentType);
        wire.reply(new ReplyHead(status, replyHeaders), body);
    }

    private byte[] jsonBytes() throws IOException {
        byte[] bytes = wire.hasBody() ? wire.body().readNBytes(MAX_JSON_BYTES + 1) : NOTHING;
        if (bytes.length > MAX_JSON_BYTES) {
            throw new InvalidArgumentException("request body is larger than %d bytes".formatted(MAX_JSON_BYTES));
        }
        if (bytes.length == 0) {
            return "{}".getBytes(UTF_8);
        }
        requireJson(header("Content-Type").orElse(""));
        return bytes;
    }

    private static void requireJson(String contentType) {
        int semicolon = contentType.indexOf(';');
        String mediaType = (semicolon < 0 ? contentType : contentType.substring(0, semicolon)).trim();
        if (!mediaType.equalsIgnoreCase(JSON)) {
            throw new InvalidArgumentException(
                    "unsupported Content-Type header (%s): must be '%s'".formatted(contentType, JSON));
        }
    }
}
