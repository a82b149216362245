package io.jdock.oci.runtime;

import org.jspecify.annotations.Nullable;

/**
 * A device node to make in the container.
 *
 * @param path where, inside the container
 * @param type {@code c}, {@code u}, {@code b} or {@code p}
 * @param major device number
 * @param minor device number
 * @param fileMode permission bits, null for 0666
 * @param uid owner, null for 0
 * @param gid group, null for 0
 */
public record Device(
        String path,
        String type,
        long major,
        long minor,
        @Nullable Integer fileMode,
        @Nullable Long uid,
        @Nullable Long gid) {}
