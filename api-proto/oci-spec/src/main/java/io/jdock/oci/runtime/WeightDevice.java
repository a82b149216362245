package io.jdock.oci.runtime;

import org.jspecify.annotations.Nullable;

/**
 * Weight of one block device.
 *
 * @param major device number
 * @param minor device number
 * @param weight 10 to 1000
 * @param leafWeight 10 to 1000
 */
public record WeightDevice(
        long major,
        long minor,
        @Nullable Integer weight,
        @Nullable Integer leafWeight) {}
