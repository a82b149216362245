package io.jdock.daemon.network;

import io.jdock.errdefs.InternalException;
import io.jdock.linux.netlink.Ipv4Prefix;
import io.jdock.linux.netlink.TrackedConnections;
import io.jdock.linux.nftables.Nftables;
import io.jdock.linux.nftables.NftablesException;
import java.util.Collection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the bridge's table in the kernel equal to the endpoints. Each change is one transaction.
 *
 * <p>Small changes are made as such; when one fails because somebody flushed or changed the table, it is written anew.
 */
final class Firewall implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Firewall.class);

    private final Nftables nftables;
    private final String bridge;
    private final Ipv4Prefix network;
    private final ForwardPermit permit;

    Firewall(Nftables nftables, String bridge, Ipv4Prefix network) {
        this.nftables = nftables;
        this.bridge = bridge;
        this.network = network;
        this.permit = new ForwardPermit(nftables, bridge);
    }

    /** Writes the whole table. */
    void replace(Collection<Endpoint> endpoints) {
        translated("write", () -> nftables.run(RuleSet.replace(bridge, network, endpoints)));
    }

    /** Sees to it that no other program's rules, which may be newer than ours, stop the bridge's packets. */
    void permitForwarding() {
        translated("permit forwarding for", permit::ensure);
    }

    /** Makes the ports of {@code added} lead to it; {@code all} holds every endpoint, {@code added} included. */
    void publish(Endpoint added, Collection<Endpoint> all) {
        change(RuleSet.publish(bridge, added), all);
        forgetTraffic(added);
    }

    /** Takes the ports of {@code removed} away; {@code all} holds every endpoint that is left. */
    void withdraw(Endpoint removed, Collection<Endpoint> all) {
        change(RuleSet.withdraw(bridge, removed), all);
        forgetTraffic(removed);
    }

    /** Removes all that this daemon or an earlier one wrote. */
    void remove() {
        translated("remove", () -> {
            nftables.run(RuleSet.remove(bridge));
            permit.remove();
        });
    }

    @Override
    public void close() {
        nftables.close();
    }

    private void change(String commands, Collection<Endpoint> all) {
        if (commands.isEmpty()) {
            return;
        }
        try {
            nftables.run(commands);
        } catch (NftablesException e) {
            LOG.warn("nftables table {} was changed by somebody else, writing it anew: {}", bridge, e.getMessage());
            replace(all);
        }
    }

    /** Clients that sent to the endpoint's ports before the change would otherwise be held to what was in force then. */
    private static void forgetTraffic(Endpoint endpoint) {
        if (endpoint.ports().stream().noneMatch(Firewall::isUdp)) {
            return;
        }
        try (TrackedConnections connections = TrackedConnections.open()) {
            endpoint.ports().stream().filter(Firewall::isUdp).forEach(port -> connections.forgetUdp(port.hostPort()));
        }
    }

    private static boolean isUdp(PublishedPort port) {
        return port.transport() == Transport.UDP;
    }

    private void translated(String verb, Runnable change) {
        try {
            change.run();
        } catch (NftablesException e) {
            throw new InternalException("%s nftables table %s: %s".formatted(verb, bridge, e.getMessage()), e);
        }
    }
}
