package io.jdock.daemon.container.task;

/**
 * What a container's file system takes on disk, in bytes.
 *
 * @param written by the container itself
 * @param whole with the layers of its image, which others may share
 */
public record RootfsSize(long written, long whole) {}
