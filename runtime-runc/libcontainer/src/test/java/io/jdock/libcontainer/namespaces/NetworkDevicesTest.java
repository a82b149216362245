package io.jdock.libcontainer.namespaces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.oci.runtime.Linux;
import io.jdock.oci.runtime.Namespace;
import io.jdock.oci.runtime.Namespace.Kind;
import io.jdock.oci.runtime.NetDevice;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class NetworkDevicesTest {

    @Test
    void keepsTheNameUnlessThereIsAnother() {
        Map<String, String> names = NetworkDevices.of(
                        Map.of("eth1", new NetDevice(null), "eth2", new NetDevice("net0"), "eth3", new NetDevice("")),
                        plan(Kind.MOUNT, Kind.NETWORK))
                .names();

        assertEquals(Map.of("eth1", "eth1", "eth2", "net0", "eth3", "eth3"), names);
    }

    @Test
    void refusesNamesThatNoDeviceCanHave() {
        for (String name : List.of(".", "..", "a/b", "a b", "a:b", "a\0b", "sixteen-letters1", "x".repeat(70_000))) {
            refuses("is no name of a device", Map.of(name, new NetDevice(null)), Kind.NETWORK);
            refuses("is no name of a device", Map.of("eth1", new NetDevice(name)), Kind.NETWORK);
        }
    }

    @Test
    void takesATemplateForTheNameInside() {
        Map<String, String> names = NetworkDevices.of(
                        Map.of("a", new NetDevice("eth%d"), "b", new NetDevice("eth%d")),
                        plan(Kind.MOUNT, Kind.NETWORK))
                .names();

        assertEquals(Map.of("a", "eth%d", "b", "eth%d"), names);
        refuses("is no name of a device", Map.of("a", new NetDevice("e%d%d")), Kind.NETWORK);
        refuses("is no name of a device", Map.of("a", new NetDevice("e%s")), Kind.NETWORK);
        refuses("names no device of the host", Map.of("eth%d", new NetDevice("x")), Kind.NETWORK);
    }

    @Test
    void refusesTwoOfOneName() {
        refuses(
                "two devices are to be called eth0",
                Map.of("a", new NetDevice("eth0"), "b", new NetDevice("eth0")),
                Kind.NETWORK);
    }

    @Test
    void refusesToMoveWithinTheHost() {
        refuses("shares the host's network", Map.of("eth1", new NetDevice(null)), Kind.UTS);
    }

    private static void refuses(String why, Map<String, NetDevice> devices, Kind kind) {
        NamespacePlan plan = plan(Kind.MOUNT, kind);

        var error = assertThrows(InvalidArgumentException.class, () -> NetworkDevices.of(devices, plan));

        assertTrue(error.text().contains(why), error.text());
    }

    private static NamespacePlan plan(Kind... kinds) {
        return NamespacePlan.of(Linux.builder()
                .namespaces(Stream.of(kinds).map(Namespace::fresh).toList())
                .build());
    }
}
