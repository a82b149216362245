package io.jdock.daemon.build.dockerfile;

import io.jdock.errdefs.InvalidArgumentException;
import java.util.function.Supplier;

/** Says on which line of a Dockerfile something is wrong. */
final class ParseErrors {

    private ParseErrors() {}

    static InvalidArgumentException at(int line, String problem) {
        return new InvalidArgumentException("dockerfile parse error on line %d: %s".formatted(line, problem));
    }

    /** Does something for a line. @throws InvalidArgumentException with the line's number if that fails */
    static <T> T on(int line, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (InvalidArgumentException e) {
            throw new InvalidArgumentException("dockerfile parse error on line %d: %s".formatted(line, e.text()), e);
        }
    }
}
