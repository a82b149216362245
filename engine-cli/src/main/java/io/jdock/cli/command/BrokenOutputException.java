package io.jdock.cli.command;

import java.io.IOException;

/** Standard output or error cannot be written any more, mostly because the reader of a pipe has ended. */
public final class BrokenOutputException extends RuntimeException {

    BrokenOutputException(IOException cause) {
        super("write to standard output: " + cause.getMessage(), cause);
    }
}
