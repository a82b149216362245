package io.jdock.cli.http;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * A two-way byte stream to the engine. One thread may read while another writes; closing ends both with an error or the end
 * of the stream.
 */
public interface Connection extends Closeable {

    InputStream input();

    OutputStream output();

    /** Tells the peer that nothing more will be written, while its answers can still be read. */
    void closeOutput() throws IOException;
}
