package io.jdock.oci.runtime;

/**
 * A terminal size in character cells.
 *
 * @param height rows
 * @param width columns
 */
public record Box(int height, int width) {}
