package io.jdock.oci.runtime;

/**
 * Priority of packets on one interface.
 *
 * @param name interface
 * @param priority priority
 */
public record InterfacePriority(String name, long priority) {}
