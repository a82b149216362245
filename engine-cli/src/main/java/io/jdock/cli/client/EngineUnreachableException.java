package io.jdock.cli.client;

import java.io.IOException;

/** The engine cannot be talked to; the message is for the user. */
public final class EngineUnreachableException extends RuntimeException {

    EngineUnreachableException(String message, IOException cause) {
        super(message, cause);
    }
}
