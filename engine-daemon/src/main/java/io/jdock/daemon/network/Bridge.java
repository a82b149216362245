package io.jdock.daemon.network;

import io.jdock.linux.Errno;
import io.jdock.linux.ErrnoException;
import io.jdock.linux.netlink.Ipv4Address;
import io.jdock.linux.netlink.Ipv4Prefix;
import io.jdock.linux.netlink.Link;
import io.jdock.linux.netlink.LinkAddress;
import io.jdock.linux.netlink.MacAddress;
import io.jdock.linux.netlink.NetworkNamespace;
import io.jdock.linux.netlink.Route;
import io.jdock.linux.netlink.Rtnetlink;
import io.jdock.linux.netlink.VethPair;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The bridge and the cables from it into containers. Every method finds out afresh what is there. */
final class Bridge implements AutoCloseable {

    private static final String CONTAINER_LINK = "eth0";

    private final Rtnetlink host;
    /** Of its own, as the kernel answers a removal only after tens of milliseconds. */
    private final Rtnetlink removals;

    private final String name;
    private final int mtu;

    private Bridge(Rtnetlink host, Rtnetlink removals, String name, int mtu) {
        this.host = host;
        this.removals = removals;
        this.name = name;
        this.mtu = mtu;
    }

    /** The bridge of this name in the calling thread's network namespace, which need not be there yet. */
    static Bridge open(String name, int mtu) {
        return new Bridge(Rtnetlink.open(), Rtnetlink.open(), name, mtu);
    }

    /** The bridge's address, if it is there and has one. */
    Optional<Ipv4Prefix> address() {
        return host.link(name).flatMap(this::addressOf);
    }

    /** Networks that the host has routes to or addresses in, this bridge's own left out. */
    List<Ipv4Prefix> otherNetworks() {
        int self = host.link(name).map(Link::index).orElse(0);
        return Stream.concat(
                        host.routes().stream()
                                .filter(route -> route.linkIndex().orElse(-1) != self)
                                .map(Route::destination),
                        host.addresses().stream()
                                .filter(address -> address.linkIndex() != self)
                                .map(LinkAddress::prefix))
                .toList();
    }

    /** Makes the bridge, or gives it back what it lacks. */
    void ensure(Ipv4Prefix address) {
        if (host.link(name).isEmpty()) {
            host.createBridge(name, macOf(address.address()), mtu);
        }
        Link bridge = existing();
        if (!addressOf(bridge).equals(Optional.of(address))) {
            addressOf(bridge).ifPresent(old -> host.removeAddress(bridge.index(), old));
            host.addAddress(bridge.index(), address);
        }
        host.setUp(bridge.index());
        KernelSettings.prepareBridge(name);
    }

    /** Lays the endpoint's cable and gives its end in the container name, address and route; all or nothing. */
    void connect(Endpoint endpoint) {
        VethPair pair = new VethPair(
                endpoint.hostLink(), existing().index(), CONTAINER_LINK, MacAddress.parse(endpoint.macAddress()), mtu);
        try (NetworkNamespace namespace = NetworkNamespace.open(Path.of(endpoint.namespace()))) {
            host.createVeth(pair, namespace);
            try {
                namespace.run(() -> configureInside(endpoint));
                openPort(require(host, endpoint.hostLink()));
            } catch (ErrnoException e) {
                disconnect(endpoint);
                throw e;
            }
        }
    }

    /** Removes the endpoint's cable; it may be gone already, together with the container's namespace. */
    void disconnect(Endpoint endpoint) {
        removals.deleteLink(endpoint.hostLink());
    }

    /** Makes sure a running container's cable is there and plugged in. */
    void reconnect(Endpoint endpoint) {
        Optional<Link> link = host.link(endpoint.hostLink());
        if (link.isEmpty()) {
            connect(endpoint);
        } else {
            host.setMaster(link.get().index(), existing().index());
            openPort(link.get());
            host.setUp(link.get().index());
        }
    }

    /** Removes cables that belong to none of the given links, as a daemon leaves them that died while it laid them. */
    void removeCablesExcept(Set<String> hostLinks) {
        int bridge = existing().index();
        host.links().stream()
                .filter(link -> link.master().orElse(0) == bridge)
                .filter(link -> link.kind().equals(Optional.of("veth")) && !hostLinks.contains(link.name()))
                .forEach(link -> host.deleteLink(link.name()));
    }

    void remove() {
        host.deleteLink(name);
    }

    @Override
    public void close() {
        host.close();
        removals.close();
    }

    @Override
    public String toString() {
        return name;
    }

    /** The MAC address that Docker gives to whoever has this IPv4 address: {@code 02:42} and its four bytes. */
    static MacAddress macOf(Ipv4Address address) {
        return new MacAddress(0x0242_0000_0000L | Integer.toUnsignedLong(address.bits()));
    }

    /** Runs in the container's namespace. */
    private static void configureInside(Endpoint endpoint) {
        KernelSettings.disableIpv6(CONTAINER_LINK);
        try (Rtnetlink inside = Rtnetlink.open()) {
            int link = require(inside, CONTAINER_LINK).index();
            inside.addAddress(link, new Ipv4Prefix(endpoint.ip(), endpoint.prefixLength()));
            inside.setUp(link);
            inside.addDefaultRoute(endpoint.gatewayIp());
            awaitCarrier(inside, CONTAINER_LINK);
        }
    }

    private void openPort(Link port) {
        // With br_netfilter a container's packet to its own published port is translated on the bridge and must turn
        // there.
        host.setHairpin(port.index());
        awaitCarrier(host, port.name());
        // The first port gives the bridge itself its carrier.
        awaitCarrier(host, name);
    }

    /**
     * Lets packets through from now on. The kernel handles "the cable is plugged in" some time later, and until then drops
     * packets, which costs a connection's first packet and so a second; asking for the link makes it do so at once (since 6.7).
     */
    private static void awaitCarrier(Rtnetlink links, String link) {
        require(links, link);
    }

    private Link existing() {
        return require(host, name);
    }

    private static Link require(Rtnetlink links, String name) {
        return links.link(name).orElseThrow(() -> new ErrnoException("find link " + name, Errno.ENODEV));
    }

    private Optional<Ipv4Prefix> addressOf(Link bridge) {
        return host.addresses().stream()
                .filter(address -> address.linkIndex() == bridge.index())
                .map(LinkAddress::prefix)
                .findFirst();
    }
}
