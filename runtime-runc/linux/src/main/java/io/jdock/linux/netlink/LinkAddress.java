package io.jdock.linux.netlink;

/** An IPv4 address that the link with number {@code linkIndex} has. */
public record LinkAddress(int linkIndex, Ipv4Prefix prefix) {}
