package io.jdock.daemon.network;

import io.jdock.errdefs.ResourceExhaustedException;
import io.jdock.linux.netlink.Ipv4Address;
import io.jdock.linux.netlink.Ipv4Prefix;
import java.util.Set;
import java.util.TreeSet;

/** Who has which address of a network. The lowest free one is given out. For one thread at a time. */
final class AddressPool {

    private final Ipv4Prefix network;
    private final Set<Ipv4Address> taken = new TreeSet<>();

    /** A pool in which only the gateway's address is taken, beside those of the network itself and of broadcast. */
    AddressPool(Ipv4Prefix gateway) {
        network = gateway.network();
        taken.add(gateway.address());
    }

    /**
     * Takes the lowest free address.
     *
     * @throws ResourceExhaustedException if there is none
     */
    Ipv4Address reserve() {
        Ipv4Address candidate = network.address().plus(1);
        while (taken.contains(candidate)) {
            candidate = candidate.plus(1);
        }
        if (candidate.compareTo(network.broadcast()) >= 0) {
            throw new ResourceExhaustedException("no available IPv4 addresses on network %s".formatted(network));
        }
        taken.add(candidate);
        return candidate;
    }

    /** Marks an address as taken that a running container has already. */
    void restore(Ipv4Address address) {
        taken.add(address);
    }

    void release(Ipv4Address address) {
        taken.remove(address);
    }
}
