package io.jdock.supervisor.tar;

import java.io.IOException;

/** The archive is damaged, ends early or uses something that is not supported. The text says what, not where. */
public final class TarException extends IOException {

    public TarException(String message) {
        super(message);
    }
}
