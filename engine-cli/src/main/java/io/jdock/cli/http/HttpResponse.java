package io.jdock.cli.http;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** An answer whose body is still to be read. Closing it gives the connection back when the body was read to its end. */
public final class HttpResponse implements Closeable {

    private final int status;
    private final Headers headers;
    private final InputStream body;
    private final Exchange exchange;
    private final @Nullable HttpClient owner;
    private final @Nullable Upload upload;

    /**
     * An answer.
     *
     * @param owner takes the connection back for another request; null when it can carry none
     * @param upload what may still be on its way to the peer; null for nothing
     */
    HttpResponse(
            int status,
            Headers headers,
            InputStream body,
            Exchange exchange,
            @Nullable HttpClient owner,
            @Nullable Upload upload) {
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.exchange = exchange;
        this.owner = owner;
        this.upload = upload;
    }

    public int status() {
        return status;
    }

    public Headers headers() {
        return headers;
    }

    /** The body; after an upgrade, everything that the peer sends from here on. */
    public InputStream body() {
        return body;
    }

    /** Reads the whole body as UTF-8 and closes this response. */
    public String text() throws IOException {
        try (this) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Why reading the body failed: because of the upload, if that did, or for the reason given. */
    public IOException reason(IOException given) {
        return upload == null ? given : upload.reason(given);
    }

    /** The connection, for an upgraded response; the caller closes it. */
    public Connection connection() {
        return exchange.connection();
    }

    @Override
    public void close() throws IOException {
        boolean complete = body instanceof ChunkedInput chunked && chunked.atEnd()
                || body instanceof LengthInput length && length.atEnd();
        if (complete && owner != null && (upload == null || upload.isComplete())) {
            owner.release(exchange);
        } else {
            exchange.connection().close();
        }
    }
}
