package io.jdock.daemon.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * One request's share of a connection, given by the transport. Called on the request's virtual thread, which it blocks.
 *
 * <p>Exactly one of {@link #reply}, {@link #stream} and {@link #hijack} is called, once.
 */
public interface Wire {

    /** Whether the request announced a body, possibly an empty chunked one. */
    boolean hasBody();

    /** The body; reading it first tells a client that waits for {@code 100 Continue} to go on. */
    InputStream body();

    /** Sends a whole reply; {@code body} is left out for HEAD, its length is announced all the same. */
    void reply(ReplyHead head, byte[] body) throws IOException;

    /**
     * Sends the head now and then each write at once. A write blocks while the client does not read. Closing ends the reply
     * properly; without that the client can tell that it is cut.
     */
    OutputStream stream(ReplyHead head) throws IOException;

    /** Sends the head and takes the connection over. */
    RawStream hijack(ReplyHead head) throws IOException;

    /** Runs {@code action} on a virtual thread once the client has closed its connection or its sending half. */
    void onDisconnect(Runnable action);

    /** Closes the connection at once; the client sees a reply cut short. */
    void abort();
}
