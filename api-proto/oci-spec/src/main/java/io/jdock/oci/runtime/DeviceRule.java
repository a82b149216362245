package io.jdock.oci.runtime;

import org.jspecify.annotations.Nullable;

/**
 * Grants or refuses access to devices; null numbers and types match all.
 *
 * @param allow grant or refuse
 * @param type {@code a}, {@code c} or {@code b}; null is {@code a}
 * @param major device number
 * @param minor device number
 * @param access of {@code r}, {@code w}, {@code m}; null is all
 */
public record DeviceRule(
        boolean allow,
        @Nullable String type,
        @Nullable Long major,
        @Nullable Long minor,
        @Nullable String access) {}
