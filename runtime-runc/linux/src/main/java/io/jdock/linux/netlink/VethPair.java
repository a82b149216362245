package io.jdock.linux.netlink;

/**
 * A virtual cable to be laid between a bridge and another network namespace.
 *
 * @param name the end in the namespace of the socket, which is up at once
 * @param bridgeIndex the bridge that {@code name} becomes a port of
 * @param peerName the end in the other namespace, where it appears directly, under this name and down
 * @param mtu in bytes, for both ends
 */
public record VethPair(String name, int bridgeIndex, String peerName, MacAddress peerMac, int mtu) {}
