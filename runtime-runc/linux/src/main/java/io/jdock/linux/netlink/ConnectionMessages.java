package io.jdock.linux.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** Requests that concern tracked connections (ctnetlink), and how the kernel's answers read. Pure functions. */
final class ConnectionMessages {

    private static final int SUBSYSTEM = 1 << 8;
    private static final int GET = SUBSYSTEM | 1;
    private static final int DELETE = SUBSYSTEM | 2;

    private static final int CTA_TUPLE_ORIG = 1;
    private static final int CTA_TUPLE_PROTO = 2;
    private static final int CTA_PROTO_NUM = 1;
    private static final int CTA_PROTO_DST_PORT = 3;
    private static final int NESTED = 0x8000;

    private static final byte AF_INET = 2;
    private static final byte UDP = 17;
    private static final int STRUCTURE_LENGTH = 4;

    private ConnectionMessages() {}

    static NetlinkRequest list() {
        return new NetlinkRequest("list tracked connections", GET, NetlinkRequest.DUMP).structure(structure());
    }

    /** @param original who sent the first packet to whom, as {@link #originalOfUdp} returned it */
    static NetlinkRequest delete(byte[] original) {
        return new NetlinkRequest("forget a tracked connection", DELETE, NetlinkRequest.ACK)
                .structure(structure())
                .attribute(CTA_TUPLE_ORIG | NESTED, original);
    }

    /** What names the connection, if its first packet was a UDP packet to the given port. */
    static Optional<byte[]> originalOfUdp(ByteBuffer payload, int port) {
        ByteBuffer attributes = payload.slice().position(STRUCTURE_LENGTH);
        return NetlinkAttributes.parse(attributes).bytes(CTA_TUPLE_ORIG).filter(original -> isUdpTo(port, original));
    }

    private static boolean isUdpTo(int port, byte[] tuple) {
        return NetlinkAttributes.parse(ByteBuffer.wrap(tuple))
                .nested(CTA_TUPLE_PROTO)
                .filter(protocol -> protocol.bytes(CTA_PROTO_NUM).orElseThrow()[0] == UDP)
                .flatMap(protocol -> protocol.bytes(CTA_PROTO_DST_PORT))
                .filter(bytes -> Short.toUnsignedInt(ByteBuffer.wrap(bytes).getShort()) == port)
                .isPresent();
    }

    /** {@code struct nfgenmsg}: family, version, resource. */
    private static ByteBuffer structure() {
        return ByteBuffer.allocate(STRUCTURE_LENGTH)
                .order(ByteOrder.nativeOrder())
                .put(AF_INET)
                .put((byte) 0)
                .putShort((short) 0)
                .flip();
    }
}
