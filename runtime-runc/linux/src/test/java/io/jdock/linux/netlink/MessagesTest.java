package io.jdock.linux.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteOrder;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages byte for byte, as iproute2 sends them (seen with strace); for little-endian machines. */
final class MessagesTest {

    @BeforeEach
    void requireLittleEndian() {
        assumeTrue(ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN, "needs a little-endian machine");
    }

    @Test
    void createsABridge() {
        assertMessage(
                "4c000000 1000 0506 07000000 00000000" // length, type, flags, sequence, port
                        + "00000000 00000000 01000000 01000000" // ifinfomsg: up
                        + "0800 0300 62723000" // IFLA_IFNAME br0
                        + "0a00 0100 0242ac110001 0000" // IFLA_ADDRESS
                        + "0800 0400 dc050000" // IFLA_MTU 1500
                        + "1000 1280 0b00 0100 627269646765 00 00", // IFLA_LINKINFO, kind "bridge"
                LinkMessages.createBridge("br0", MacAddress.parse("02:42:ac:11:00:01"), 1500));
    }

    @Test
    void laysACableIntoAnotherNamespace() {
        assertMessage(
                "88000000 1000 0506 07000000 00000000"
                        + "00000000 00000000 01000000 01000000"
                        + "0700 0300 763000 00" // IFLA_IFNAME v0
                        + "0800 0400 dc050000" // IFLA_MTU 1500
                        + "0800 0a00 02000000" // IFLA_MASTER 2
                        + "5000 1280" // IFLA_LINKINFO
                        + "0900 0100 7665746800 000000" // kind "veth"
                        + "4000 0280 3c00 0180" // IFLA_INFO_DATA, VETH_INFO_PEER
                        + "00000000 00000000 00000000 00000000" // its ifinfomsg
                        + "0900 0300 6574683000 000000" // IFLA_IFNAME eth0
                        + "0a00 0100 024200000001 0000" // IFLA_ADDRESS
                        + "0800 0400 dc050000" // IFLA_MTU
                        + "0800 1c00 09000000", // IFLA_NET_NS_FD 9
                LinkMessages.createVeth(new VethPair("v0", 2, "eth0", MacAddress.parse("02:42:00:00:00:01"), 1500), 9));
    }

    @Test
    void addsAnAddress() {
        assertMessage(
                "30000000 1400 0506 07000000 00000000"
                        + "02100000 03000000" // ifaddrmsg: IPv4, /16, link 3
                        + "0800 0200 ac110002" // IFA_LOCAL
                        + "0800 0100 ac110002" // IFA_ADDRESS
                        + "0800 0400 ac11ffff", // IFA_BROADCAST
                AddressMessages.add(3, Ipv4Prefix.parse("172.17.0.2/16")));
    }

    @Test
    void addsADefaultRoute() {
        assertMessage(
                "24000000 1800 0506 07000000 00000000"
                        + "02000000 fe030001 00000000" // rtmsg: IPv4, table main, protocol boot, unicast
                        + "0800 0500 ac110001", // RTA_GATEWAY
                RouteMessages.addDefault(Ipv4Address.parse("172.17.0.1")));
    }

    private static void assertMessage(String expected, NetlinkRequest request) {
        assertEquals(expected.replace(" ", ""), HexFormat.of().formatHex(request.encode(7)));
    }
}
