package io.jdock.daemon.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.errdefs.ConflictException;
import io.jdock.errdefs.InternalException;
import io.jdock.linux.netlink.Ipv4Address;
import io.jdock.linux.netlink.NetworkNamespace;
import io.jdock.linux.netlink.Rtnetlink;
import io.jdock.linux.nftables.Nftables;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The bridge network on a real kernel, on a pretended host. */
final class NetworksTest {

    private TestHost host;
    private Networks networks;

    @BeforeEach
    void open() {
        host = TestHost.open();
        networks = host.call(() -> Networks.open(TestHost.config(), List.of()));
    }

    @AfterEach
    void close() {
        if (host != null) {
            networks.close();
            host.close();
        }
    }

    @Test
    void containersReachEachOtherAndTheOutsideThroughTheBridge() {
        NetworkNamespace first = host.container();
        NetworkNamespace second = host.container();
        Endpoint one = attach(first, "one");
        attach(second, "two");
        host.serveTcp(first, 80, "one");

        assertEquals("172.17.0.2", one.ipAddress());
        assertEquals("one sees 172.17.0.3", host.visitFrom(second, "172.17.0.2", 80));
        assertEquals("one sees 172.17.0.1", host.visitFromHost("172.17.0.2", 80));
    }

    @Test
    void publishedPortAnswersFromOutsideFromTheHostAndFromContainers() {
        NetworkNamespace container = host.container();
        NetworkNamespace other = host.container();
        attach(container, "web", port(80, "0.0.0.0", 8080));
        attach(other, "other");
        host.serveTcp(container, 80, "web");

        assertEquals("web sees 10.9.0.2", host.visitFromOutside(TestHost.HOST_IP, 8080));
        assertEquals("web sees 172.17.0.1", host.visitFromHost("127.0.0.1", 8080));
        assertEquals("web sees 10.9.0.1", host.visitFromHost(TestHost.HOST_IP, 8080));
        assertEquals("web sees 172.17.0.1", host.visitFrom(other, TestHost.HOST_IP, 8080));
        assertEquals("web sees 172.17.0.1", host.visitFrom(container, TestHost.HOST_IP, 8080));
        assertEquals("web sees 172.17.0.1", host.visitFrom(container, "172.17.0.1", 8080));
    }

    @Test
    void publishedUdpPortAnswers() {
        NetworkNamespace container = host.container();
        attach(container, "dns", new PortRequest(53, Transport.UDP, Ipv4Address.ANY, new PortRange(5353, 5353)));
        host.serveUdp(container, 53, "dns");

        assertEquals("dns sees 10.9.0.2", host.askUdpFromOutside(TestHost.HOST_IP, 5353));
    }

    @Test
    void udpClientThatKeepsSendingFindsEachNewContainer() {
        int client = 4000;
        PortRequest port = new PortRequest(53, Transport.UDP, Ipv4Address.ANY, new PortRange(5353, 5353));
        NetworkNamespace first = host.container();
        NetworkNamespace second = host.container();
        host.serveUdp(first, 53, "first");
        host.serveUdp(second, 53, "second");
        host.run(networks::prepare);

        assertEquals("Receive timed out", host.askUdpFromOutside(client, TestHost.HOST_IP, 5353));
        Endpoint endpoint = attach(first, "first", port);
        assertEquals("first sees 10.9.0.2", host.askUdpFromOutside(client, TestHost.HOST_IP, 5353));
        detach(endpoint);
        attach(second, "second", port);
        assertEquals("second sees 10.9.0.2", host.askUdpFromOutside(client, TestHost.HOST_IP, 5353));
    }

    @Test
    void containerCannotBeReachedFromOutsideButThroughItsPublishedPorts() {
        NetworkNamespace container = host.container();
        attach(container, "web", port(80, "127.0.0.1", 8080));
        host.serveTcp(container, 80, "web");

        assertEquals("web sees 172.17.0.1", host.visitFromHost("127.0.0.1", 8080));
        assertEquals("Connection refused", host.visitFromOutside(TestHost.HOST_IP, 8080));
        assertEquals("Connect timed out", host.visitFromOutside("172.17.0.2", 80));
    }

    @Test
    void portTakenByAnotherContainerIsRefusedInDockersWords() {
        attach(host.container(), "first", port(80, "0.0.0.0", 8080));
        NetworkNamespace second = host.container();

        var error = assertThrows(InternalException.class, () -> attach(second, "second", port(80, "127.0.0.1", 8080)));

        assertTrue(
                error.text()
                        .matches(
                                "driver failed programming external connectivity on endpoint second"
                                        + " \\([0-9a-f]{64}\\): Bind for 127\\.0\\.0\\.1:8080 failed: port is already allocated"),
                error.text());
        assertEquals("172.17.0.3", attach(second, "second").ipAddress());
    }

    @Test
    void portTakenByAnotherProgramIsRefused() {
        host.occupy(8080);

        var error =
                assertThrows(InternalException.class, () -> attach(host.container(), "web", port(80, "0.0.0.0", 8080)));

        assertTrue(error.text().endsWith("listen tcp4 0.0.0.0:8080: bind: address already in use"), error.text());
    }

    @Test
    void detachLeavesNothingAndCanBeRepeated() {
        Endpoint endpoint = attach(host.container(), "web", port(80, "0.0.0.0", 8080));

        detach(endpoint);
        detach(endpoint);
        reopen();

        assertEquals(List.of(TestHost.BRIDGE, "lan0", "lo", "vethlan"), links());
        assertTrue(!rules().contains("8080"), rules());
        host.occupy(8080);
        assertEquals("172.17.0.2", attach(host.container(), "next").ipAddress());
    }

    @Test
    void publishedPortAnswersWhileTheDaemonIsAwayAndTheNextOneTakesOver() {
        NetworkNamespace container = host.container();
        Endpoint endpoint = attach(container, "web", port(80, "0.0.0.0", 8080));
        host.serveTcp(container, 80, "web");

        networks.close();
        assertEquals("web sees 10.9.0.2", host.visitFromOutside(TestHost.HOST_IP, 8080));

        reopen(endpoint);
        assertEquals("web sees 10.9.0.2", host.visitFromOutside(TestHost.HOST_IP, 8080));
        assertThrows(InternalException.class, () -> attach(host.container(), "thief", port(80, "0.0.0.0", 8080)));
        assertEquals("172.17.0.3", attach(host.container(), "next").ipAddress());
    }

    @Test
    void nextDaemonRebuildsWhatWasFlushed() {
        NetworkNamespace container = host.container();
        Endpoint endpoint = attach(container, "web", port(80, "0.0.0.0", 8080));
        host.serveTcp(container, 80, "web");
        networks.close();
        flushEverything();

        reopen(endpoint);

        assertEquals("web sees 10.9.0.2", host.visitFromOutside(TestHost.HOST_IP, 8080));
    }

    @Test
    void attachRebuildsRulesThatWereFlushed() {
        NetworkNamespace container = host.container();
        attach(container, "web", port(80, "0.0.0.0", 8080));
        host.serveTcp(container, 80, "web");
        host.run(() -> nft("flush ruleset"));

        attach(host.container(), "other", port(80, "0.0.0.0", 8081));

        assertEquals("web sees 10.9.0.2", host.visitFromOutside(TestHost.HOST_IP, 8080));
    }

    @Test
    void attachRebuildsABridgeThatWasDeleted() {
        NetworkNamespace container = host.container();
        attach(container, "web", port(80, "0.0.0.0", 8080));
        host.serveTcp(container, 80, "web");
        flushEverything();

        attach(host.container(), "other");

        assertEquals("web sees 10.9.0.2", host.visitFromOutside(TestHost.HOST_IP, 8080));
    }

    @Test
    void failedAttachLeavesNothing() {
        NetworkNamespace gone = host.container();
        EndpointRequest request = new EndpointRequest("id", "web", gone.path(), List.of(port(80, "0.0.0.0", 8080)));
        gone.close();

        var error = assertThrows(InternalException.class, () -> host.run(() -> networks.attach(request)));

        assertTrue(error.text().startsWith("failed to create endpoint web on network bridge: open "), error.text());
        reopen();
        assertEquals(List.of(TestHost.BRIDGE, "lan0", "lo", "vethlan"), links());
        assertTrue(!rules().contains("8080"), rules());
        host.occupy(8080);
    }

    @Test
    void cablesOfAnEarlierDaemonThatNobodyKnowsAreRemoved() {
        attach(host.container(), "forgotten", port(80, "0.0.0.0", 8080));
        reopen();

        assertEquals(List.of(TestHost.BRIDGE, "lan0", "lo", "vethlan"), links());
        assertTrue(!rules().contains("8080"), rules());
    }

    @Test
    void packetsPassBesideAnotherEngineThatDropsWhatItDoesNotKnow() {
        host.run(() -> nft("""
                table ip filter {
                    chain DOCKER-USER { counter return; }
                    chain FORWARD { type filter hook forward priority filter; policy drop; counter jump DOCKER-USER; }
                }
                """));
        NetworkNamespace container = host.container();
        Endpoint endpoint = attach(container, "web", port(80, "0.0.0.0", 8080));
        host.serveTcp(container, 80, "web");

        assertEquals("web sees 10.9.0.2", host.visitFromOutside(TestHost.HOST_IP, 8080));

        detach(endpoint);
        host.run(networks::removeAll);
        assertTrue(!rules().contains(TestHost.BRIDGE), rules());
    }

    @Test
    void packetsPassWhereTheForwardChainDropsByDefault() {
        host.run(() -> nft("table ip filter { chain FORWARD { type filter hook forward priority 0; policy drop; }; }"));
        NetworkNamespace container = host.container();
        attach(container, "web", port(80, "0.0.0.0", 8080));
        host.serveTcp(container, 80, "web");

        assertEquals("web sees 10.9.0.2", host.visitFromOutside(TestHost.HOST_IP, 8080));
    }

    @Test
    void removeAllNeedsAnEmptyNetworkAndLeavesNothing() {
        Endpoint endpoint = attach(host.container(), "web");
        assertThrows(ConflictException.class, () -> host.run(networks::removeAll));
        detach(endpoint);

        host.run(networks::removeAll);

        assertEquals(List.of("lan0", "lo", "vethlan"), links());
        assertTrue(!rules().contains(TestHost.BRIDGE), rules());
    }

    private Endpoint attach(NetworkNamespace container, String name, PortRequest... ports) {
        EndpointRequest request = new EndpointRequest("id-of-" + name, name, container.path(), List.of(ports));
        return host.call(() -> networks.attach(request));
    }

    private void detach(Endpoint endpoint) {
        host.run(() -> networks.detach(endpoint));
    }

    /** A new daemon takes over; the old one finishes what it does in the background. */
    private void reopen(Endpoint... running) {
        networks.close();
        networks = host.call(() -> Networks.open(TestHost.config(), List.of(running)));
    }

    private void flushEverything() {
        host.run(() -> {
            nft("flush ruleset");
            try (Rtnetlink links = Rtnetlink.open()) {
                links.deleteLink(TestHost.BRIDGE);
            }
        });
    }

    private List<String> links() {
        return host.call(() -> {
            try (Rtnetlink route = Rtnetlink.open()) {
                return route.links().stream().map(link -> link.name()).sorted().toList();
            }
        });
    }

    private String rules() {
        return host.call(() -> nft("list ruleset"));
    }

    private static String nft(String commands) {
        try (Nftables nftables = Nftables.open()) {
            return nftables.run(commands);
        }
    }

    private static PortRequest port(int containerPort, String hostIp, int hostPort) {
        return new PortRequest(
                containerPort, Transport.TCP, Ipv4Address.parse(hostIp), new PortRange(hostPort, hostPort));
    }
}
