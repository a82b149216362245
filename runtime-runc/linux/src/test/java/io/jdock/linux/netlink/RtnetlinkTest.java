package io.jdock.linux.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jdock.linux.Errno;
import io.jdock.linux.ErrnoException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against the real kernel, in a network namespace of the test's own. */
final class RtnetlinkTest {

    private static final MacAddress MAC = MacAddress.parse("02:42:ac:11:00:01");

    private NetworkNamespace namespace;
    private Rtnetlink links;

    @BeforeEach
    void open() {
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root");
        namespace = NetworkNamespace.create();
        links = namespace.call(Rtnetlink::open);
    }

    @AfterEach
    void close() {
        if (links != null) {
            links.close();
            namespace.close();
        }
    }

    @Test
    void bridgeIsMadeListedAndDeleted() {
        links.createBridge("br0", MAC, 1400);

        Link bridge = links.link("br0").orElseThrow();
        assertEquals(Optional.of("bridge"), bridge.kind());
        assertEquals(Optional.of(MAC), bridge.mac());
        assertEquals(1400, bridge.mtu());
        assertTrue(bridge.up());
        assertTrue(links.links().contains(bridge));
        assertTrue(links.deleteLink("br0"));
        assertFalse(links.deleteLink("br0"));
        assertEquals(Optional.empty(), links.link("br0"));
    }

    @Test
    void cableLeadsFromTheBridgeIntoAnotherNamespace() {
        links.createBridge("br0", MAC, 1500);
        int bridge = links.link("br0").orElseThrow().index();
        MacAddress peerMac = MacAddress.parse("02:42:ac:11:00:02");
        try (NetworkNamespace other = NetworkNamespace.create();
                Rtnetlink inside = other.call(Rtnetlink::open)) {
            links.createVeth(new VethPair("v0", bridge, "eth0", peerMac, 1500), other);

            assertEquals(bridge, links.link("v0").orElseThrow().master().orElseThrow());
            Link peer = inside.link("eth0").orElseThrow();
            assertEquals(Optional.of(peerMac), peer.mac());
            assertFalse(peer.up());
            inside.setUp(peer.index());
            assertTrue(inside.link("eth0").orElseThrow().up());
        }
    }

    @Test
    void linksChange() {
        links.createBridge("br0", MAC, 1500);
        int index = links.link("br0").orElseThrow().index();
        MacAddress other = MacAddress.parse("02:42:00:00:00:09");

        links.setMtu(index, 1300);
        links.setMac(index, other);
        links.rename(index, "br1");

        Link changed = links.link("br1").orElseThrow();
        assertEquals(1300, changed.mtu());
        assertEquals(Optional.of(other), changed.mac());
    }

    @Test
    void addressesAndRoutesComeAndGo() {
        links.createBridge("br0", MAC, 1500);
        int index = links.link("br0").orElseThrow().index();
        Ipv4Prefix address = Ipv4Prefix.parse("10.1.2.1/24");

        links.addAddress(index, address);
        links.addDefaultRoute(Ipv4Address.parse("10.1.2.254"));

        assertEquals(List.of(new LinkAddress(index, address)), links.addresses());
        assertEquals(
                List.of("0.0.0.0/0", "10.1.2.0/24"),
                links.routes().stream()
                        .map(route -> route.destination().toString())
                        .sorted()
                        .toList());
        links.removeAddress(index, address);
        assertEquals(List.of(), links.addresses());
    }

    @Test
    void refusalsTellWhatWasAttemptedAndWhy() {
        links.createBridge("br0", MAC, 1500);

        var twice = assertThrows(ErrnoException.class, () -> links.createBridge("br0", MAC, 1500));
        var unreachable =
                assertThrows(ErrnoException.class, () -> links.addDefaultRoute(Ipv4Address.parse("10.9.9.9")));

        assertTrue(twice.is(Errno.EEXIST));
        assertEquals("create bridge br0: file exists", twice.getMessage());
        assertEquals(
                "add default route via 10.9.9.9: Nexthop has invalid gateway: network is unreachable",
                unreachable.getMessage());
    }
}
