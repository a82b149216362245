package io.jdock.daemon.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jdock.engine.api.container.PortBinding;
import io.jdock.errdefs.EngineException;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.errdefs.NotImplementedException;
import io.jdock.linux.netlink.Ipv4Address;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PortRequestTest {

    @ParameterizedTest
    @CsvSource({
        "80/tcp, '', 8080, 80, TCP, 0.0.0.0, 8080, 8080",
        "80, 0.0.0.0, 8080, 80, TCP, 0.0.0.0, 8080, 8080",
        "53/udp, 127.0.0.1, 5353, 53, UDP, 127.0.0.1, 5353, 5353",
        "80/TCP, '', 8000-8010, 80, TCP, 0.0.0.0, 8000, 8010",
        "80/tcp, '', '', 80, TCP, 0.0.0.0, 0, 0",
        "80/tcp, '', 0, 80, TCP, 0.0.0.0, 0, 0",
    })
    void readsBindings(
            String port, String hostIp, String hostPort, int container, Transport transport, String ip, int a, int b) {
        assertEquals(
                new PortRequest(container, transport, Ipv4Address.parse(ip), new PortRange(a, b)),
                PortRequest.parse(port, new PortBinding(hostIp, hostPort)));
    }

    @Test
    void aPortWithoutPlacesGetsAnyFreeOne() {
        List<PortRequest> requests = PortRequest.parse(Map.of("80/tcp", List.of()));

        assertEquals(List.of(new PortRequest(80, Transport.TCP, Ipv4Address.ANY, PortRange.ANY)), requests);
    }

    @ParameterizedTest
    @CsvSource({
        "http/tcp, '', 80, invalid port: \"http/tcp\"",
        "0/tcp, '', 80, invalid container port: 0",
        "80/tcp, '', 65536, invalid port: \"65536\"",
        "80/tcp, '', 20-10, invalid port range: 20-10",
        "80/tcp, '', -1, invalid port: \"-1\"",
        "80/icmp, '', 80, invalid proto: icmp",
        "80/tcp, localhost, 80, invalid HostIp: \"localhost\"",
    })
    void refusesWhatIsMalformed(String port, String hostIp, String hostPort, String message) {
        EngineException error = assertThrows(
                InvalidArgumentException.class, () -> PortRequest.parse(port, new PortBinding(hostIp, hostPort)));

        assertEquals(message, error.text());
    }

    @Test
    void saysWhatIsNotSupported() {
        var ipv6 = assertThrows(
                NotImplementedException.class, () -> PortRequest.parse("80/tcp", new PortBinding("::1", "80")));
        var sctp = assertThrows(
                NotImplementedException.class, () -> PortRequest.parse("80/sctp", new PortBinding("", "80")));

        assertEquals("publish a port on ::1: IPv6 is not supported", ipv6.text());
        assertEquals("publish a port: protocol sctp is not supported", sctp.text());
    }
}
