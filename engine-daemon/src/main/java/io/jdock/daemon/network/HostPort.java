package io.jdock.daemon.network;

import io.jdock.linux.netlink.Ipv4Address;

/** A port of one address of the host, or of all of them ({@link Ipv4Address#ANY}). */
record HostPort(Ipv4Address ip, int port, Transport transport) {

    static HostPort of(PublishedPort published) {
        return new HostPort(Ipv4Address.parse(published.hostIp()), published.hostPort(), published.transport());
    }

    /** Whether a packet could be meant for both. */
    boolean overlaps(HostPort other) {
        boolean sameAddress = ip.equals(other.ip) || ip.equals(Ipv4Address.ANY) || other.ip.equals(Ipv4Address.ANY);
        return sameAddress && port == other.port && transport == other.transport;
    }

    @Override
    public String toString() {
        return ip + ":" + port;
    }
}
