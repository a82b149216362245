package io.jdock.cli.http;

import java.io.IOException;

/** Opens connections to one engine. How it is reached, by a new socket or by one that the launcher left us, is its own affair. */
public interface Dialer {

    /**
     * Opens a connection.
     *
     * @throws IOException when nobody listens there or we may not talk to it
     */
    Connection dial() throws IOException;

    /** The value of the {@code Host} header. */
    String host();
}
