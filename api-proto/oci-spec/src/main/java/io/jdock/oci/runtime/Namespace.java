package io.jdock.oci.runtime;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * A namespace to make, or to join when a path is given.
 *
 * @param type which
 * @param path file of an existing namespace, null for a new one
 */
public record Namespace(Kind type, @Nullable String path) {

    public Namespace {
        Absent.refuse("type", type);
    }

    /** The kinds of namespaces, in the spec's words. */
    public enum Kind {
        @JsonProperty("pid")
        PID,
        @JsonProperty("network")
        NETWORK,
        @JsonProperty("mount")
        MOUNT,
        @JsonProperty("ipc")
        IPC,
        @JsonProperty("uts")
        UTS,
        @JsonProperty("user")
        USER,
        @JsonProperty("cgroup")
        CGROUP,
        @JsonProperty("time")
        TIME
    }

    /** A new namespace. */
    public static Namespace fresh(Kind type) {
        return new Namespace(type, null);
    }
}
