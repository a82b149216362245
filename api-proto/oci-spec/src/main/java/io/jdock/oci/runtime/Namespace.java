package io.jdock.oci.runtime;

import org.jspecify.annotations.Nullable;

/**
 * A namespace to make, or to join when a path is given.
 *
 * @param type which
 * @param path file of an existing namespace, null for a new one
 */
public record Namespace(Kind type, @Nullable String path) {

    /** The kinds of namespaces, in the spec's words. */
    public enum Kind {
        PID("pid"),
        NETWORK("network"),
        MOUNT("mount"),
        IPC("ipc"),
        UTS("uts"),
        USER("user"),
        CGROUP("cgroup"),
        TIME("time");

        private static final Kind[] ALL = values();

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        /** The spec's word. */
        public String text() {
            return text;
        }

        /** @throws IllegalArgumentException when the spec has no such word */
        public static Kind parse(String text) {
            for (Kind kind : ALL) {
                if (kind.text.equals(text)) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("unknown namespace \"%s\"".formatted(text));
        }
    }

    /** A new namespace. */
    public static Namespace fresh(Kind type) {
        return new Namespace(type, null);
    }
}
