package io.jdock.cli.http;

import java.io.IOException;

/** No connection could be made; the cause says why. */
public final class DialException extends IOException {

    DialException(IOException cause) {
        super(cause.getMessage(), cause);
    }
}
