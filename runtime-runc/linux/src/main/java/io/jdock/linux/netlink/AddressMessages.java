package io.jdock.linux.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** Requests that concern IPv4 addresses of links, and how the kernel's answers read. Pure functions. */
final class AddressMessages {

    static final int NEW_ADDRESS = 20;
    private static final int DELETE_ADDRESS = 21;
    private static final int GET_ADDRESS = 22;

    private static final int IFA_ADDRESS = 1;
    private static final int IFA_LOCAL = 2;
    private static final int IFA_BROADCAST = 4;

    private static final byte AF_INET = 2;
    private static final int STRUCTURE_LENGTH = 8;

    private AddressMessages() {}

    static NetlinkRequest add(int linkIndex, Ipv4Prefix prefix) {
        return change("add address %s to link %d".formatted(prefix, linkIndex), NEW_ADDRESS, linkIndex, prefix)
                .attribute(IFA_BROADCAST, prefix.broadcast().bytes());
    }

    static NetlinkRequest remove(int linkIndex, Ipv4Prefix prefix) {
        return change("remove address %s from link %d".formatted(prefix, linkIndex), DELETE_ADDRESS, linkIndex, prefix);
    }

    static NetlinkRequest list() {
        return new NetlinkRequest("list addresses", GET_ADDRESS, NetlinkRequest.DUMP).structure(structure(0, 0));
    }

    /** Reads an address; IPv6 addresses are passed over. */
    static Optional<LinkAddress> parse(ByteBuffer payload) {
        ByteBuffer buffer = payload.slice().order(ByteOrder.nativeOrder());
        byte family = buffer.get(0);
        int length = Byte.toUnsignedInt(buffer.get(1));
        int index = buffer.getInt(4);
        if (family != AF_INET) {
            return Optional.empty();
        }
        // On a point-to-point link IFA_ADDRESS is the other end's address and IFA_LOCAL our own.
        return NetlinkAttributes.parse(buffer.position(STRUCTURE_LENGTH))
                .bytes(IFA_LOCAL)
                .map(local -> new LinkAddress(index, new Ipv4Prefix(Ipv4Address.ofBytes(local), length)));
    }

    private static NetlinkRequest change(String purpose, int type, int linkIndex, Ipv4Prefix prefix) {
        int flags = NetlinkRequest.ACK | (type == NEW_ADDRESS ? NetlinkRequest.CREATE | NetlinkRequest.EXCLUSIVE : 0);
        byte[] address = prefix.address().bytes();
        return new NetlinkRequest(purpose, type, flags)
                .structure(structure(prefix.length(), linkIndex))
                .attribute(IFA_LOCAL, address)
                .attribute(IFA_ADDRESS, address);
    }

    /** {@code struct ifaddrmsg}: family, prefix length, flags, scope (0 is global), link. */
    private static ByteBuffer structure(int prefixLength, int linkIndex) {
        return ByteBuffer.allocate(STRUCTURE_LENGTH)
                .order(ByteOrder.nativeOrder())
                .put(AF_INET)
                .put((byte) prefixLength)
                .putShort((short) 0)
                .putInt(linkIndex)
                .flip();
    }
}
