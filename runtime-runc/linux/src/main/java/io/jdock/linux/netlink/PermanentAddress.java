package io.jdock.linux.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An IPv4 or IPv6 address that an administrator gave to a link and that means the same in another network namespace. The kernel
 * takes it away when the link moves there; this is all that is needed to give it again.
 *
 * @param family AF_INET or AF_INET6
 * @param prefixLength of the network, in bits
 * @param flags IFA_F_ flags that it is to have again
 * @param values by attribute: the address, its peer, the broadcast address
 */
public record PermanentAddress(byte family, byte prefixLength, int flags, Map<Integer, byte[]> values) {

    private static final int GET_ADDRESS = 22;

    private static final int IFA_ADDRESS = 1;
    private static final int IFA_LOCAL = 2;
    private static final int IFA_BROADCAST = 4;
    private static final int IFA_FLAGS = 8;

    /** Set by a user, as opposed to learnt from a router or leased. */
    private static final int PERMANENT = 0x80;

    private static final int NO_PREFIX_ROUTE = 0x200;
    private static final byte SCOPE_GLOBAL = 0;
    private static final int STRUCTURE_LENGTH = 8;

    public PermanentAddress {
        values = Map.copyOf(values);
    }

    /** Asks for the addresses of both families. */
    static NetlinkRequest list() {
        return new NetlinkRequest("list all addresses", GET_ADDRESS, NetlinkRequest.DUMP)
                .structure(ByteBuffer.allocate(STRUCTURE_LENGTH));
    }

    /** Reads an address of the given link; nothing if it is of another one, or not of this kind. */
    static Optional<PermanentAddress> parse(ByteBuffer payload, int linkIndex) {
        ByteBuffer buffer = payload.slice().order(ByteOrder.nativeOrder());
        byte family = buffer.get(0);
        byte prefixLength = buffer.get(1);
        int shortFlags = Byte.toUnsignedInt(buffer.get(2));
        byte scope = buffer.get(3);
        int index = buffer.getInt(4);
        NetlinkAttributes attributes = NetlinkAttributes.parse(buffer.position(STRUCTURE_LENGTH));
        int flags = attributes.integer(IFA_FLAGS).orElse(shortFlags);
        if (index != linkIndex || scope != SCOPE_GLOBAL || (flags & PERMANENT) == 0) {
            return Optional.empty();
        }
        Map<Integer, byte[]> values = new TreeMap<>();
        for (int type : new int[] {IFA_ADDRESS, IFA_LOCAL, IFA_BROADCAST}) {
            attributes.bytes(type).ifPresent(value -> values.put(type, value));
        }
        return Optional.of(new PermanentAddress(family, prefixLength, flags & NO_PREFIX_ROUTE, values));
    }

    /** The request that gives it to a link. */
    NetlinkRequest add(int linkIndex) {
        NetlinkRequest request = new NetlinkRequest(
                        "give link %d its address back".formatted(linkIndex),
                        AddressMessages.NEW_ADDRESS,
                        NetlinkRequest.ACK | NetlinkRequest.CREATE | NetlinkRequest.EXCLUSIVE)
                .structure(ByteBuffer.allocate(STRUCTURE_LENGTH)
                        .order(ByteOrder.nativeOrder())
                        .put(family)
                        .put(prefixLength)
                        .put((byte) 0)
                        .put(SCOPE_GLOBAL)
                        .putInt(linkIndex)
                        .flip());
        new TreeMap<>(values).forEach(request::attribute);
        return request.attribute(IFA_FLAGS, flags);
    }
}
