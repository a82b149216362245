package io.jdock.daemon.network;

import io.jdock.errdefs.CanceledException;
import io.jdock.errdefs.ResourceExhaustedException;
import io.jdock.linux.netlink.Ipv4Address;
import io.jdock.linux.netlink.Ipv4Prefix;
import java.util.HashSet;
import java.util.Set;

/**
 * Who has which address of a network. The lowest free one is given out. Safe for concurrent use.
 *
 * <p>An address whose owner is being removed is <em>leaving</em>: not free yet, but worth waiting for when no other is left.
 */
final class AddressPool {

    private final Ipv4Prefix network;
    private final Set<Ipv4Address> taken = new HashSet<>();
    private int leaving;

    /** A pool in which only the gateway's address is taken, beside those of the network itself and of broadcast. */
    AddressPool(Ipv4Prefix gateway) {
        network = gateway.network();
        taken.add(gateway.address());
    }

    /**
     * Takes the lowest free address.
     *
     * @throws ResourceExhaustedException if there is none and none is leaving
     */
    synchronized Ipv4Address reserve() {
        Ipv4Address candidate = lowestFree();
        while (candidate.compareTo(network.broadcast()) >= 0) {
            if (leaving == 0) {
                throw new ResourceExhaustedException("no available IPv4 addresses on network %s".formatted(network));
            }
            awaitChange();
            candidate = lowestFree();
        }
        taken.add(candidate);
        return candidate;
    }

    /** Marks an address as taken that a running container has already. */
    synchronized void restore(Ipv4Address address) {
        taken.add(address);
    }

    /** Announces that {@link #release} is going to be called. */
    synchronized void announceRelease() {
        leaving++;
    }

    /** Frees an address after {@link #announceRelease}. */
    synchronized void release(Ipv4Address address) {
        leaving--;
        taken.remove(address);
        notifyAll();
    }

    private Ipv4Address lowestFree() {
        Ipv4Address candidate = network.address().plus(1);
        while (taken.contains(candidate)) {
            candidate = candidate.plus(1);
        }
        return candidate;
    }

    private void awaitChange() {
        try {
            wait();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CanceledException("wait for a free address on network %s: interrupted".formatted(network), e);
        }
    }
}
