package io.jdock.daemon.runtime;

import java.util.List;

/**
 * A program with the command line of OCI runtimes.
 *
 * @param path absolute, or a name to be found in {@code $PATH}
 * @param arguments what it is given before anything else
 */
public record OciProgram(String path, List<String> arguments) {

    public OciProgram {
        arguments = List.copyOf(arguments);
    }
}
