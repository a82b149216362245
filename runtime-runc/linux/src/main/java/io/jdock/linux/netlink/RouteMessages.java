package io.jdock.linux.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** Requests that concern IPv4 routes, and how the kernel's answers read. Pure functions. */
final class RouteMessages {

    static final int NEW_ROUTE = 24;
    private static final int GET_ROUTE = 26;

    private static final int RTA_DST = 1;
    private static final int RTA_OIF = 4;
    private static final int RTA_GATEWAY = 5;
    private static final int RTA_TABLE = 15;

    private static final byte AF_INET = 2;
    private static final byte TABLE_MAIN = (byte) 254;
    private static final int TABLE_LOCAL = 255;
    private static final byte PROTOCOL_BOOT = 3;
    private static final byte TYPE_UNICAST = 1;
    private static final int STRUCTURE_LENGTH = 12;

    private RouteMessages() {}

    static NetlinkRequest addDefault(Ipv4Address gateway) {
        return new NetlinkRequest(
                        "add default route via " + gateway,
                        NEW_ROUTE,
                        NetlinkRequest.ACK | NetlinkRequest.CREATE | NetlinkRequest.EXCLUSIVE)
                .structure(structure(TABLE_MAIN, PROTOCOL_BOOT, TYPE_UNICAST))
                .attribute(RTA_GATEWAY, gateway.bytes());
    }

    static NetlinkRequest list() {
        return new NetlinkRequest("list routes", GET_ROUTE, NetlinkRequest.DUMP)
                .structure(structure((byte) 0, (byte) 0, (byte) 0));
    }

    /** Reads a route; those of IPv6 and of the kernel's table of local addresses are passed over. */
    static Optional<Route> parse(ByteBuffer payload) {
        ByteBuffer buffer = payload.slice().order(ByteOrder.nativeOrder());
        byte family = buffer.get(0);
        int length = Byte.toUnsignedInt(buffer.get(1));
        int table = Byte.toUnsignedInt(buffer.get(4));
        NetlinkAttributes attributes = NetlinkAttributes.parse(buffer.position(STRUCTURE_LENGTH));
        if (family != AF_INET || attributes.integer(RTA_TABLE).orElse(table) == TABLE_LOCAL) {
            return Optional.empty();
        }
        Ipv4Address destination =
                attributes.bytes(RTA_DST).map(Ipv4Address::ofBytes).orElse(Ipv4Address.ANY);
        return Optional.of(new Route(
                new Ipv4Prefix(destination, length),
                attributes.bytes(RTA_GATEWAY).map(Ipv4Address::ofBytes),
                attributes.integer(RTA_OIF)));
    }

    /** {@code struct rtmsg}: family, destination and source length, TOS, table, protocol, scope (0 is anywhere), type, flags. */
    private static ByteBuffer structure(byte table, byte protocol, byte type) {
        return ByteBuffer.allocate(STRUCTURE_LENGTH)
                .order(ByteOrder.nativeOrder())
                .put(AF_INET)
                .put((byte) 0)
                .putShort((short) 0)
                .put(table)
                .put(protocol)
                .put((byte) 0)
                .put(type)
                .putInt(0)
                .flip();
    }
}
