package io.jdock.daemon.http;

import java.io.IOException;

/** Answers one kind of request. Runs on the request's own virtual thread and may block there. */
@FunctionalInterface
public interface Handler {

    /**
     * Replies exactly once through {@code exchange}; when it returns, the exchange is over.
     *
     * <p>An {@link io.jdock.errdefs.EngineException} thrown before the reply began becomes Docker's error reply; anything else
     * thrown is logged and becomes status 500. Thrown after the reply began, the connection is cut.
     *
     * @throws IOException when the client has gone
     */
    void handle(Exchange exchange) throws IOException;
}
