package io.jdock.linux.netlink;

import io.jdock.linux.Errno;
import io.jdock.linux.ErrnoException;
import java.util.List;
import java.util.Optional;

/**
 * Links, addresses and routes of one network namespace. Safe for concurrent use; every change is in force on return.
 *
 * <p>Methods throw {@link ErrnoException} when the kernel refuses: EPERM without CAP_NET_ADMIN, ENODEV for a link that is
 * not there, EEXIST for what is there already. What cannot be done leaves nothing half done.
 */
public final class Rtnetlink implements AutoCloseable {

    private final NetlinkSocket socket;

    private Rtnetlink(NetlinkSocket socket) {
        this.socket = socket;
    }

    /** Opens the calling thread's network namespace. */
    public static Rtnetlink open() {
        return new Rtnetlink(NetlinkSocket.open(NetlinkSocket.ROUTE));
    }

    public List<Link> links() {
        return socket.exchange(LinkMessages.list()).stream()
                .map(LinkMessages::parse)
                .toList();
    }

    public Optional<Link> link(String name) {
        try {
            return Optional.of(
                    LinkMessages.parse(socket.exchange(LinkMessages.get(name)).getFirst()));
        } catch (ErrnoException e) {
            if (e.is(Errno.ENODEV)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Makes a bridge and brings it up. The address stays, whatever ports it gets. */
    public void createBridge(String name, MacAddress mac, int mtu) {
        socket.exchange(LinkMessages.createBridge(name, mac, mtu));
    }

    /** Lays a cable from a bridge here into {@code peerNamespace}; the kernel removes it when either end goes. */
    public void createVeth(VethPair pair, NetworkNamespace peerNamespace) {
        socket.exchange(LinkMessages.createVeth(pair, peerNamespace.number()));
    }

    /** Deletes a link; false if there is none of this name. */
    public boolean deleteLink(String name) {
        try {
            socket.exchange(LinkMessages.delete(name));
            return true;
        } catch (ErrnoException e) {
            if (e.is(Errno.ENODEV)) {
                return false;
            }
            throw e;
        }
    }

    public void setUp(int linkIndex) {
        socket.exchange(LinkMessages.setUp(linkIndex));
    }

    public void setDown(int linkIndex) {
        socket.exchange(LinkMessages.setDown(linkIndex));
    }

    /** Moves a link into another namespace, where it has a new index, no addresses, and is down. */
    public void move(int linkIndex, NetworkNamespace target, String name) {
        socket.exchange(LinkMessages.move(linkIndex, target.number(), name));
    }

    /** Makes a link a port of a bridge. */
    public void setMaster(int linkIndex, int bridgeIndex) {
        socket.exchange(LinkMessages.setMaster(linkIndex, bridgeIndex));
    }

    /** Lets a bridge send packets back out of the port that they came in by. */
    public void setHairpin(int linkIndex) {
        socket.exchange(LinkMessages.setHairpin(linkIndex));
    }

    /** Sets the greatest packet size in bytes. */
    public void setMtu(int linkIndex, int mtu) {
        socket.exchange(LinkMessages.setMtu(linkIndex, mtu));
    }

    public void setMac(int linkIndex, MacAddress mac) {
        socket.exchange(LinkMessages.setMac(linkIndex, mac));
    }

    public void rename(int linkIndex, String name) {
        socket.exchange(LinkMessages.rename(linkIndex, name));
    }

    /** The IPv4 addresses of all links. */
    public List<LinkAddress> addresses() {
        return socket.exchange(AddressMessages.list()).stream()
                .flatMap(payload -> AddressMessages.parse(payload).stream())
                .toList();
    }

    public void addAddress(int linkIndex, Ipv4Prefix address) {
        socket.exchange(AddressMessages.add(linkIndex, address));
    }

    /** The addresses of a link that can go with it into another namespace. */
    public List<PermanentAddress> permanentAddresses(int linkIndex) {
        return socket.exchange(PermanentAddress.list()).stream()
                .flatMap(payload -> PermanentAddress.parse(payload, linkIndex).stream())
                .toList();
    }

    public void addAddress(int linkIndex, PermanentAddress address) {
        socket.exchange(address.add(linkIndex));
    }

    public void removeAddress(int linkIndex, Ipv4Prefix address) {
        socket.exchange(AddressMessages.remove(linkIndex, address));
    }

    /** The IPv4 routes of all tables but that of local addresses. */
    public List<Route> routes() {
        return socket.exchange(RouteMessages.list()).stream()
                .flatMap(payload -> RouteMessages.parse(payload).stream())
                .toList();
    }

    public void addDefaultRoute(Ipv4Address gateway) {
        socket.exchange(RouteMessages.addDefault(gateway));
    }

    @Override
    public void close() {
        socket.close();
    }
}
