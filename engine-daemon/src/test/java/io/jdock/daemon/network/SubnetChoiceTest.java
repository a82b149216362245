package io.jdock.daemon.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jdock.errdefs.ResourceExhaustedException;
import io.jdock.linux.netlink.Ipv4Prefix;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class SubnetChoiceTest {

    @Test
    void takesDockersFirstNetworkOnAnEmptyHost() {
        assertEquals("172.17.0.1/16", choose());
    }

    @Test
    void aDefaultRouteIsNoReasonToPassOver() {
        assertEquals("172.17.0.1/16", choose("0.0.0.0/0"));
    }

    @Test
    void passesOverNetworksOfWhichTheHostUsesAnyPart() {
        assertEquals("172.19.0.1/16", choose("172.17.0.0/16", "172.18.5.1/32"));
        assertEquals("192.168.16.1/20", choose("172.16.0.0/12", "192.168.1.0/24"));
    }

    @Test
    void saysSoWhenEverythingIsInUse() {
        var error = assertThrows(ResourceExhaustedException.class, () -> choose("172.16.0.0/12", "192.168.0.0/16"));

        assertEquals(
                "choose a network for the bridge: could not find an available, non-overlapping IPv4 address pool among"
                        + " the defaults; set one with --bip",
                error.text());
    }

    private static String choose(String... used) {
        List<Ipv4Prefix> networks = Stream.of(used).map(Ipv4Prefix::parse).toList();
        return SubnetChoice.gateway(networks).toString();
    }
}
