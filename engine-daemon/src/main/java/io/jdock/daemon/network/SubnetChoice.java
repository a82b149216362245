package io.jdock.daemon.network;

import io.jdock.errdefs.ResourceExhaustedException;
import io.jdock.linux.netlink.Ipv4Address;
import io.jdock.linux.netlink.Ipv4Prefix;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Chooses a network that nothing on the host uses, in Docker's order: 172.17–172.31 as /16, then 192.168 in /20 steps. */
final class SubnetChoice {

    private static final List<Ipv4Prefix> CANDIDATES = candidates();

    private SubnetChoice() {}

    /**
     * The first address of the first network of which {@code used} touches no part.
     *
     * @param used networks that the host has routes to or addresses in; a default route does not count
     */
    static Ipv4Prefix gateway(Collection<Ipv4Prefix> used) {
        for (Ipv4Prefix candidate : CANDIDATES) {
            if (used.stream().noneMatch(other -> other.length() > 0 && other.overlaps(candidate))) {
                return new Ipv4Prefix(candidate.address().plus(1), candidate.length());
            }
        }
        throw new ResourceExhaustedException("choose a network for the bridge: could not find an available,"
                + " non-overlapping IPv4 address pool among the defaults; set one with --bip");
    }

    private static List<Ipv4Prefix> candidates() {
        List<Ipv4Prefix> candidates = new ArrayList<>();
        for (int second = 17; second <= 31; second++) {
            candidates.add(new Ipv4Prefix(Ipv4Address.parse("172.%d.0.0".formatted(second)), 16));
        }
        for (int third = 0; third < 256; third += 16) {
            candidates.add(new Ipv4Prefix(Ipv4Address.parse("192.168.%d.0".formatted(third)), 20));
        }
        return List.copyOf(candidates);
    }
}
