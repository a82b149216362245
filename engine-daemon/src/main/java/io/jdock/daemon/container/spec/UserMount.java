package io.jdock.daemon.container.spec;

import java.util.List;

/**
 * A mount that the client asked for, whichever way it was written.
 *
 * @param type {@code bind} or {@code tmpfs}
 * @param source path on the host; empty for tmpfs
 * @param target absolute path in the container, normalised
 * @param mode the options of a bind as the client wrote them
 * @param propagation one of the six words; {@code rprivate} by default
 * @param recursive with what is mounted below the source
 * @param createSource a missing source is made as a directory
 * @param options further mount options, for tmpfs
 */
public record UserMount(
        Type type,
        String source,
        String target,
        String mode,
        boolean readOnly,
        String propagation,
        boolean recursive,
        boolean createSource,
        List<String> options) {

    /** What is mounted. */
    public enum Type {
        BIND,
        TMPFS
    }

    public UserMount {
        options = List.copyOf(options);
    }

    static UserMount bind(
            String source,
            String target,
            String mode,
            boolean readOnly,
            String propagation,
            boolean recursive,
            boolean createSource) {
        return new UserMount(
                Type.BIND, source, target, mode, readOnly, propagation, recursive, createSource, List.of());
    }

    static UserMount tmpfs(String target, boolean readOnly, List<String> options) {
        return new UserMount(Type.TMPFS, "", target, "", readOnly, "", true, false, options);
    }
}
