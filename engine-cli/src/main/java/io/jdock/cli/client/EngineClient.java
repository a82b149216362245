package io.jdock.cli.client;

import io.jdock.cli.http.DialException;
import io.jdock.cli.http.HttpClient;
import io.jdock.cli.http.HttpRequest;
import io.jdock.cli.http.HttpResponse;
import io.jdock.json.JsonObject;
import io.jdock.json.JsonReader;
import io.jdock.json.JsonSyntaxException;
import io.jdock.json.JsonValue;
import java.io.IOException;

/**
 * Calls the Engine API.
 *
 * <p>The first request already carries the newest version we know, which saves a round trip with an engine of our age. An
 * older engine answers with the newest version it knows, and the request is sent again with that one. A request that cannot
 * be repeated (an upload, a hijack) asks {@code /_ping} first.
 *
 * <p>Paths are given without version. Every method throws {@link DaemonException} when the engine refuses and
 * {@link EngineUnreachableException} when it cannot be talked to. Safe for several threads.
 */
public final class EngineClient {

    private static final String TOO_NEW = "Maximum supported API version is ";

    private final EngineAddress address;
    private final HttpClient http;
    private volatile ApiVersion version;
    private volatile boolean agreed;

    /**
     * Makes a client; connects only when the first request is sent.
     *
     * @param fixedVersion a version that the user insists on; empty to agree on one with the engine
     */
    public EngineClient(EngineAddress address, String userAgent, String fixedVersion) {
        this.address = address;
        this.http = new HttpClient(address.dialer(), userAgent);
        this.agreed = !fixedVersion.isEmpty();
        this.version = agreed ? ApiVersion.parse(fixedVersion) : ApiVersion.OURS;
    }

    /** The version in use so far. */
    public ApiVersion version() {
        return version;
    }

    /** Settles the version with the engine now. */
    public void negotiate() {
        if (!agreed) {
            try (HttpResponse pong = send(HttpRequest.of("HEAD", "/_ping"))) {
                lowerTo(pong.headers().get("Api-Version"));
            } catch (IOException e) {
                throw broken(e);
            }
        }
    }

    public JsonValue get(String path) {
        return parsed(getText(path));
    }

    public JsonObject getObject(String path) {
        return object(get(path));
    }

    /** The body as it was sent. */
    public String getText(String path) {
        return text(open(HttpRequest.of("GET", path)));
    }

    /** Sends a POST without body and returns what came back, which may be nothing. */
    public String post(String path) {
        return text(open(HttpRequest.of("POST", path)));
    }

    public JsonObject postJson(String path, JsonObject body) {
        String text = text(open(HttpRequest.of("POST", path).withJson(body.toJson())));
        return text.isEmpty() ? JsonObject.EMPTY : object(parsed(text));
    }

    public String delete(String path) {
        return text(open(HttpRequest.of("DELETE", path)));
    }

    /** Sends a request whose answer is read as a stream; the caller closes it. */
    public HttpResponse open(HttpRequest request) {
        if (request.upload() != null || request.hijack()) {
            negotiate();
        }
        HttpResponse response = send(versioned(request));
        if (response.status() < 400) {
            agreed = true;
            return response;
        }
        String text = errorText(response);
        int limit = text.indexOf(TOO_NEW);
        if (!agreed && response.status() == 400 && limit >= 0) {
            lowerTo(text.substring(limit + TOO_NEW.length()).strip());
            return open(request);
        }
        throw new DaemonException(response.status(), text);
    }

    /** Sends a request and takes its connection over. */
    public Hijacked hijack(HttpRequest request, boolean tty) {
        return Hijacked.of(open(request.hijacking()), tty);
    }

    private HttpRequest versioned(HttpRequest request) {
        return request.at("/v" + version + request.target());
    }

    private HttpResponse send(HttpRequest request) {
        try {
            return http.send(request);
        } catch (DialException e) {
            throw unreachable(e);
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private void lowerTo(String theirs) {
        agreed = true;
        if (!theirs.isEmpty()) {
            ApiVersion newest = ApiVersion.parse(theirs);
            version = newest.compareTo(version) < 0 ? newest : version;
        }
    }

    private String text(HttpResponse response) {
        try {
            return response.text();
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private String errorText(HttpResponse response) {
        String body = text(response);
        if (response.headers().get("Content-Type").startsWith("application/json")) {
            String message = object(parsed(body)).text("message");
            return message.isEmpty() ? body.strip() : message.strip();
        }
        return body.isBlank() ? "request returned status " + response.status() : body.strip();
    }

    private static JsonObject object(JsonValue value) {
        return value instanceof JsonObject object ? object : JsonObject.EMPTY;
    }

    private JsonValue parsed(String text) {
        try {
            return JsonReader.read(text);
        } catch (JsonSyntaxException e) {
            throw broken(new IOException(e.getMessage(), e));
        }
    }

    private EngineUnreachableException unreachable(DialException e) {
        String why = e.getMessage() == null ? "" : e.getMessage();
        if (why.contains("Permission denied")) {
            return new EngineUnreachableException(
                    "permission denied while trying to connect to the jdock daemon socket at " + address.text(), e);
        }
        return new EngineUnreachableException(
                "Cannot connect to the jdock daemon at " + address.text() + ". Is the jdock daemon running?", e);
    }

    private EngineUnreachableException broken(IOException e) {
        return new EngineUnreachableException("error during connect to " + address.text() + ": " + e.getMessage(), e);
    }
}
