package io.jdock.daemon.http;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * A connection that carries raw bytes both ways after an exchange took it over. Both directions end independently.
 *
 * <p>One thread may read while others write; each write is sent whole.
 */
public interface RawStream extends Closeable {

    /** Bytes from the client, also those that came early behind the request. Ends when the client shuts its sending half. */
    InputStream input();

    /** Bytes to the client, each write at once; blocks while the client does not read. Closing shuts our sending half. */
    OutputStream output();

    /** Cuts the connection, dropping what is still being sent; a thread blocked in either direction returns. */
    @Override
    void close() throws IOException;
}
