package io.jdock.supervisor.registry;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Status, headers and body of one HTTP call. Closing it drops the connection unless the body was read to its end, in which
 * case the next call to the host uses it again.
 */
final class HttpAnswer implements AutoCloseable {

    private final HttpURLConnection connection;
    private final int status;
    private final InputStream body;
    private boolean drained;

    HttpAnswer(HttpURLConnection connection) throws IOException {
        this.connection = connection;
        this.status = connection.getResponseCode();
        if (status < 0) {
            throw new IOException("the answer is not HTTP");
        }
        InputStream stream = status >= 400 ? connection.getErrorStream() : connection.getInputStream();
        this.body = stream == null ? InputStream.nullInputStream() : stream;
    }

    int status() {
        return status;
    }

    URI uri() {
        return URI.create(connection.getURL().toString());
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(connection.getHeaderField(name));
    }

    /** All challenges; a server may offer several. */
    List<Challenge> challenges() {
        return connection.getHeaderFields().entrySet().stream()
                .filter(header -> header.getKey() != null
                        && header.getKey().toLowerCase(Locale.ROOT).equals("www-authenticate"))
                .map(Map.Entry::getValue)
                .flatMap(List::stream)
                .map(Challenge::parse)
                .toList();
    }

    /** Bytes of the body, or -1 when the server does not say. */
    long length() {
        return connection.getContentLengthLong();
    }

    /** Reads on in the body; -1 at its end. */
    int read(byte[] target) throws IOException {
        int count = body.read(target);
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

    @Override
    public void close() {
        if (drained) {
            closeBody();
        } else {
            connection.disconnect();
        }
    }

    private void closeBody() {
        try {
            body.close();
        } catch (IOException _) {
            // The body was complete; that its connection cannot be used again concerns nobody.
            connection.disconnect();
        }
    }
}
