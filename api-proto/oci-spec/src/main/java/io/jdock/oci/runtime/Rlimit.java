package io.jdock.oci.runtime;

/**
 * One resource limit; values are unsigned, {@link #INFINITY} lifts the limit.
 *
 * @param type {@code RLIMIT_NOFILE} and the like
 * @param hard ceiling
 * @param soft limit in force
 */
public record Rlimit(String type, long hard, long soft) {

    /** No limit: all bits set, see getrlimit(2). */
    public static final long INFINITY = -1L;
}
