package io.jdock.cli.client;

import io.jdock.cli.http.Connection;
import io.jdock.cli.http.HttpResponse;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * A connection that has become a two-way byte stream to a process in a container.
 *
 * @param multiplexed whether output comes in frames that name their stream; raw bytes otherwise
 */
public record Hijacked(Connection connection, InputStream input, boolean multiplexed) implements Closeable {

    static final String MULTIPLEXED = "application/vnd.docker.multiplexed-stream";

    static Hijacked of(HttpResponse response, boolean tty) {
        String type = response.headers().get("Content-Type");
        // Engines before API 1.42 send the raw type for both forms; there the terminal decides.
        boolean multiplexed = type.equals(MULTIPLEXED) || !tty;
        return new Hijacked(response.connection(), response.body(), multiplexed);
    }

    public OutputStream output() {
        return connection.output();
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
