package io.jdock.oci.runtime;

/**
 * Priority of packets on one interface.
 *
 * @param name interface
 * @param priority 0 to 2^32-1
 */
public record InterfacePriority(String name, long priority) {}
