package io.jdock.supervisor.stdio;

import io.jdock.errdefs.InvalidArgumentException;
import java.nio.file.Path;

/** Where the output of a process goes, beside the clients that are attached. */
public sealed interface OutputTarget {

    /** Nowhere: what no client reads is dropped. */
    record Discard() implements OutputTarget {}

    /** Into a log in docker's json-file format; what is there already is kept. */
    record JsonFile(Path path) implements OutputTarget {}

    /** Into a FIFO that a client of containerd reads. */
    record Fifo(Path path) implements OutputTarget {}

    /**
     * Reads the address of a stream as tasks.Create carries it.
     *
     * @param address empty, {@code json-file:///path}, or the absolute path of a FIFO
     */
    static OutputTarget parse(String address) {
        String logScheme = "json-file://";
        if (address.isEmpty()) {
            return new Discard();
        }
        if (address.startsWith(logScheme + "/")) {
            return new JsonFile(Path.of(address.substring(logScheme.length())));
        }
        if (address.startsWith("/")) {
            return new Fifo(Path.of(address));
        }
        throw new InvalidArgumentException(
                "output address \"%s\": not json-file:///path, not a path".formatted(address));
    }
}
