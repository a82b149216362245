package io.jdock.daemon.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jdock.errdefs.InvalidArgumentException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class HostsFileTest {

    private static final String LOCAL = """
            127.0.0.1\tlocalhost
            ::1\tlocalhost ip6-localhost ip6-loopback
            fe00::0\tip6-localnet
            ff00::0\tip6-mcastprefix
            ff02::1\tip6-allnodes
            ff02::2\tip6-allrouters
            """;

    private static final Endpoint ENDPOINT = new Endpoint(
            "e", "c", "n", "/proc/1/ns/net", "172.17.0.2", 16, "172.17.0.1", "02:42:ac:11:00:02", "veth0", List.of());

    @Test
    void namesTheContainer() {
        assertEquals(LOCAL + "172.17.0.2\tweb\n", HostsFile.text(Optional.of(ENDPOINT), "web", "", List.of()));
        assertEquals(
                LOCAL + "172.17.0.2\tweb.example.org web\n",
                HostsFile.text(Optional.of(ENDPOINT), "web", "example.org", List.of()));
    }

    @Test
    void extraHostsComeBeforeTheContainersName() {
        List<String> extra = List.of("db:10.0.0.5", "six:2001:db8::1", "host:host-gateway");

        assertEquals(
                LOCAL + "10.0.0.5\tdb\n2001:db8::1\tsix\n172.17.0.1\thost\n172.17.0.2\tweb\n",
                HostsFile.text(Optional.of(ENDPOINT), "web", "", extra));
    }

    @Test
    void withoutANetworkOnlyLocalNamesRemain() {
        assertEquals(LOCAL, HostsFile.text(Optional.empty(), "web", "", List.of()));
        assertThrows(
                InvalidArgumentException.class,
                () -> HostsFile.text(Optional.empty(), "web", "", List.of("host:host-gateway")));
    }

    @Test
    void hostsOwnFileGetsAdditions() {
        assertEquals("127.0.0.1 x\n10.0.0.5\tdb\n", HostsFile.ofHost("127.0.0.1 x", List.of("db:10.0.0.5")));
    }

    @Test
    void refusesMalformedExtraHosts() {
        for (String bad : List.of("db", ":10.0.0.1", "db:", "db:10.0.0.1\n0.0.0.0 evil")) {
            var error = assertThrows(
                    InvalidArgumentException.class,
                    () -> HostsFile.text(Optional.of(ENDPOINT), "web", "", List.of(bad)));
            assertEquals("bad format for add-host: \"%s\"".formatted(bad), error.text());
        }
    }
}
