package io.jdock.cli.http;

import java.io.IOException;

/** Bytes could not be sent: the peer has closed the connection, mostly after an answer that can still be read. */
final class SendException extends IOException {

    SendException(IOException cause) {
        super(cause.getMessage(), cause);
    }
}
