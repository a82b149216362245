package io.jdock.supervisor.stdio;

import io.jdock.errdefs.InvalidArgumentException;
import java.nio.file.Path;

/** Where the input of a process comes from. */
public sealed interface InputSource {

    /** Nowhere: the process reads end of file. */
    record None() implements InputSource {}

    /** From the clients that are attached. */
    record Clients() implements InputSource {}

    /** From a FIFO that a client of containerd writes. */
    record Fifo(Path path) implements InputSource {}

    /** Reads the address as tasks.Create carries it: empty, {@code stream:}, or the absolute path of a FIFO. */
    static InputSource parse(String address) {
        if (address.isEmpty()) {
            return new None();
        }
        if (address.equals("stream:")) {
            return new Clients();
        }
        if (address.startsWith("/")) {
            return new Fifo(Path.of(address));
        }
        throw new InvalidArgumentException("stdin address \"%s\": not stream:, not a path".formatted(address));
    }
}
