package io.jdock.oci.runtime;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One program to run.
 *
 * @param path absolute path
 * @param args argument vector, program name first
 * @param env environment
 * @param timeout seconds until it is killed
 */
public record Hook(
        String path,
        List<String> args,
        List<String> env,
        @Nullable Integer timeout) {

    public Hook {
        args = List.copyOf(args);
        env = List.copyOf(env);
    }
}
