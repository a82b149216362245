package io.jdock.supervisor.registry;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Status, headers and body of one HTTP call. Closing it drops the connection unless the body was read to its end, in which
 * case the next call to the host uses it again.
 */
final class HttpAnswer implements AutoCloseable {

    private final URI uri;
    private final int status;
    private final Map<String, List<String>> headers;
    private final InputStream body;
    private final Runnable disconnect;
    private boolean drained;

    private HttpAnswer(URI uri, int status, Map<String, List<String>> headers, InputStream body, Runnable disconnect) {
        this.uri = uri;
        this.status = status;
        this.headers = byLowerCaseName(headers);
        this.body = body;
        this.disconnect = disconnect;
    }

    /** The answer to a call that was sent over this connection; waits for it. */
    static HttpAnswer of(HttpURLConnection connection) throws IOException {
        int status = connection.getResponseCode();
        if (status < 0) {
            throw new IOException("the answer is not HTTP");
        }
        InputStream stream = status >= 400 ? connection.getErrorStream() : connection.getInputStream();
        return new HttpAnswer(
                URI.create(connection.getURL().toString()),
                status,
                connection.getHeaderFields(),
                stream == null ? InputStream.nullInputStream() : stream,
                connection::disconnect);
    }

    /** An answer that was received whole. */
    static HttpAnswer of(HttpResponse<byte[]> answer) {
        return new HttpAnswer(
                answer.uri(),
                answer.statusCode(),
                answer.headers().map(),
                new ByteArrayInputStream(answer.body()),
                () -> {});
    }

    private static Map<String, List<String>> byLowerCaseName(Map<String, List<String>> headers) {
        Map<String, List<String>> named = new HashMap<>();
        headers.forEach((name, values) -> {
            // The status line is listed as a header without a name.
            if (name != null) {
                named.put(name.toLowerCase(Locale.ROOT), values);
            }
        });
        return named;
    }

    int status() {
        return status;
    }

    boolean isSuccess() {
        return status < 300;
    }

    URI uri() {
        return uri;
    }

    Optional<String> header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream()
                .findFirst();
    }

    /** All challenges; a server may offer several. */
    List<Challenge> challenges() {
        return headers.getOrDefault("www-authenticate", List.of()).stream()
                .map(Challenge::parse)
                .toList();
    }

    /** Bytes of the body, or -1 when the server does not say. */
    long length() {
        try {
            return header("Content-Length").map(Long::parseLong).orElse(-1L);
        } catch (NumberFormatException _) {
            // As good as not said: the body is bounded by what was announced elsewhere.
            return -1;
        }
    }

    /** Reads on in the body; -1 at its end. */
    int read(byte[] target) throws IOException {
        return read(target, 0, target.length);
    }

    int read(byte[] target, int offset, int length) throws IOException {
        int count = body.read(target, offset, length);
        drained = count < 0;
        return count;
    }

    /**
     * The whole body.
     *
     * @throws OversizedBodyException when it is longer than {@code limit} bytes
     */
    byte[] readAll(int limit) throws IOException {
        byte[] bytes = body.readNBytes(limit + 1);
        if (bytes.length > limit) {
            throw new OversizedBodyException(limit);
        }
        drained = true;
        return bytes;
    }

    /** To be called after all bytes that are wanted, so that the connection serves the next call if nothing follows them. */
    void finish() throws IOException {
        // Without a length the server may take its time to say that this was all.
        if (length() >= 0) {
            drained = body.read() < 0;
        }
    }

    @Override
    public void close() {
        if (drained) {
            closeBody();
        } else {
            disconnect.run();
        }
    }

    private void closeBody() {
        try {
            body.close();
        } catch (IOException _) {
            // The body was complete; that its connection cannot be used again concerns nobody.
            disconnect.run();
        }
    }
}
