package io.jdock.linux.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Requests that concern links, and how the kernel's answers read. Pure functions.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/rtnetlink.7.html">rtnetlink(7)</a>
 */
final class LinkMessages {

    static final int NEW_LINK = 16;
    private static final int DELETE_LINK = 17;
    private static final int GET_LINK = 18;
    private static final int SET_LINK = 19;

    private static final int IFLA_ADDRESS = 1;
    private static final int IFLA_IFNAME = 3;
    private static final int IFLA_MTU = 4;
    private static final int IFLA_MASTER = 10;
    private static final int IFLA_PROTINFO = 12;
    private static final int IFLA_LINKINFO = 18;
    private static final int IFLA_NET_NS_FD = 28;
    private static final int IFLA_INFO_KIND = 1;
    private static final int IFLA_INFO_DATA = 2;
    private static final int VETH_INFO_PEER = 1;
    private static final int IFLA_BRPORT_MODE = 4;
    private static final int NESTED = 0x8000;

    private static final byte AF_UNSPEC = 0;
    private static final byte AF_BRIDGE = 7;
    private static final int IFF_UP = 1;
    private static final int STRUCTURE_LENGTH = 16;

    private LinkMessages() {}

    static NetlinkRequest createBridge(String name, MacAddress mac, int mtu) {
        NetlinkRequest request = create("create bridge " + name);
        return request.structure(structure(0, IFF_UP))
                .attribute(IFLA_IFNAME, name)
                .attribute(IFLA_ADDRESS, mac.bytes())
                .attribute(IFLA_MTU, mtu)
                .nested(IFLA_LINKINFO | NESTED, () -> request.attribute(IFLA_INFO_KIND, "bridge"));
    }

    static NetlinkRequest createVeth(VethPair pair, int peerNamespace) {
        NetlinkRequest request = create("create veth pair %s, %s".formatted(pair.name(), pair.peerName()));
        request.structure(structure(0, IFF_UP))
                .attribute(IFLA_IFNAME, pair.name())
                .attribute(IFLA_MTU, pair.mtu())
                .attribute(IFLA_MASTER, pair.bridgeIndex());
        return request.nested(IFLA_LINKINFO | NESTED, () -> {
            request.attribute(IFLA_INFO_KIND, "veth");
            request.nested(IFLA_INFO_DATA | NESTED, () -> appendPeer(request, pair, peerNamespace));
        });
    }

    static NetlinkRequest delete(String name) {
        return new NetlinkRequest("delete link " + name, DELETE_LINK, NetlinkRequest.ACK)
                .structure(structure(0, 0))
                .attribute(IFLA_IFNAME, name);
    }

    static NetlinkRequest get(String name) {
        return new NetlinkRequest("look up link " + name, GET_LINK, NetlinkRequest.ACK)
                .structure(structure(0, 0))
                .attribute(IFLA_IFNAME, name);
    }

    static NetlinkRequest list() {
        return new NetlinkRequest("list links", GET_LINK, NetlinkRequest.DUMP).structure(structure(0, 0));
    }

    static NetlinkRequest setUp(int index) {
        return set("bring up link " + index, index, IFF_UP);
    }

    static NetlinkRequest setDown(int index) {
        return new NetlinkRequest("bring down link " + index, SET_LINK, NetlinkRequest.ACK)
                .structure(structure(AF_UNSPEC, index, 0, IFF_UP));
    }

    /** Both at once, as its old name may be taken in the one and its new name in the other namespace. */
    static NetlinkRequest move(int index, int namespace, String name) {
        return set("move link %d to another namespace as %s".formatted(index, name), index, 0)
                .attribute(IFLA_NET_NS_FD, namespace)
                .attribute(IFLA_IFNAME, name);
    }

    static NetlinkRequest setMaster(int index, int bridgeIndex) {
        return set("make link %d a port of %d".formatted(index, bridgeIndex), index, 0)
                .attribute(IFLA_MASTER, bridgeIndex);
    }

    /** See {@link Rtnetlink#setHairpin}. */
    static NetlinkRequest setHairpin(int index) {
        NetlinkRequest request = new NetlinkRequest(
                        "set hairpin mode of bridge port " + index, SET_LINK, NetlinkRequest.ACK)
                .structure(structure(AF_BRIDGE, index, 0));
        return request.nested(IFLA_PROTINFO | NESTED, () -> request.attribute(IFLA_BRPORT_MODE, new byte[] {1}));
    }

    static NetlinkRequest setMtu(int index, int mtu) {
        return set("set the MTU of link %d to %d".formatted(index, mtu), index, 0)
                .attribute(IFLA_MTU, mtu);
    }

    static NetlinkRequest setMac(int index, MacAddress mac) {
        return set("set the address of link %d to %s".formatted(index, mac), index, 0)
                .attribute(IFLA_ADDRESS, mac.bytes());
    }

    static NetlinkRequest rename(int index, String name) {
        return set("rename link %d to %s".formatted(index, name), index, 0).attribute(IFLA_IFNAME, name);
    }

    static Link parse(ByteBuffer payload) {
        ByteBuffer buffer = payload.slice().order(ByteOrder.nativeOrder());
        int index = buffer.getInt(4);
        int flags = buffer.getInt(8);
        NetlinkAttributes attributes = NetlinkAttributes.parse(buffer.position(STRUCTURE_LENGTH));
        return new Link(
                index,
                attributes.string(IFLA_IFNAME).orElse(""),
                attributes.nested(IFLA_LINKINFO).flatMap(info -> info.string(IFLA_INFO_KIND)),
                // Tunnels have addresses of other lengths.
                attributes.bytes(IFLA_ADDRESS).filter(mac -> mac.length == 6).map(MacAddress::ofBytes),
                attributes.integer(IFLA_MTU).orElse(0),
                attributes.integer(IFLA_MASTER),
                (flags & IFF_UP) != 0);
    }

    /** The peer cannot be brought up in the same message: the kernel configures it before it knows its other end. */
    private static void appendPeer(NetlinkRequest request, VethPair pair, int namespace) {
        request.nested(
                VETH_INFO_PEER | NESTED,
                () -> request.structure(structure(0, 0))
                        .attribute(IFLA_IFNAME, pair.peerName())
                        .attribute(IFLA_ADDRESS, pair.peerMac().bytes())
                        .attribute(IFLA_MTU, pair.mtu())
                        .attribute(IFLA_NET_NS_FD, namespace));
    }

    private static NetlinkRequest create(String purpose) {
        return new NetlinkRequest(
                purpose, NEW_LINK, NetlinkRequest.ACK | NetlinkRequest.CREATE | NetlinkRequest.EXCLUSIVE);
    }

    private static NetlinkRequest set(String purpose, int index, int flagsToSet) {
        return new NetlinkRequest(purpose, SET_LINK, NetlinkRequest.ACK).structure(structure(index, flagsToSet));
    }

    private static ByteBuffer structure(int index, int flagsToSet) {
        return structure(AF_UNSPEC, index, flagsToSet);
    }

    private static ByteBuffer structure(byte family, int index, int flagsToSet) {
        return structure(family, index, flagsToSet, flagsToSet);
    }

    /** {@code struct ifinfomsg}: family, padding, type, index, flags, which of the flags to change. */
    private static ByteBuffer structure(byte family, int index, int flags, int whichFlags) {
        return ByteBuffer.allocate(STRUCTURE_LENGTH)
                .order(ByteOrder.nativeOrder())
                .put(family)
                .put(new byte[3])
                .putInt(index)
                .putInt(flags)
                .putInt(whichFlags)
                .flip();
    }
}
