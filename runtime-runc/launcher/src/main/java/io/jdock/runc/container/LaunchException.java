package io.jdock.runc.container;

/** A container's process could not be brought as far as its exec; the text is complete. */
public final class LaunchException extends RuntimeException {

    LaunchException(String reason, Throwable cause) {
        super("unable to start container process: " + reason, cause);
    }
}
