package io.jdock.daemon.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.linux.netlink.Ipv4Address;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** On loopback addresses of the real host, and on ports the kernel finds free. */
final class PortReservationsTest {

    private static final Ipv4Address LOOPBACK = Ipv4Address.parse("127.0.0.1");

    private final PortReservations reservations = new PortReservations();

    @AfterEach
    void close() {
        reservations.close();
    }

    @Test
    void reservedPortIsClosedToOtherPrograms() throws IOException {
        PublishedPort port = reserve(PortRange.ANY);

        assertThrows(IOException.class, () -> occupy(port.hostPort()).close());

        reservations.release(List.of(port));
        occupy(port.hostPort()).close();
    }

    @Test
    void freePortsComeFromTheEphemeralRangeAndDiffer() {
        PublishedPort first = reserve(PortRange.ANY);
        PublishedPort second = reserve(PortRange.ANY);

        assertTrue(first.hostPort() >= 32_768 && second.hostPort() <= 60_999);
        assertTrue(first.hostPort() < second.hostPort());
    }

    @Test
    void ofARangeTheFirstFreePortIsTaken() throws IOException {
        PublishedPort taken = reserve(PortRange.ANY);
        int port = taken.hostPort();
        PublishedPort next = reserve(new PortRange(port, port + 100));

        assertTrue(next.hostPort() > port && next.hostPort() <= port + 100);
    }

    @Test
    void portOfAnotherContainerIsAlreadyAllocated() {
        PublishedPort port = reserve(PortRange.ANY);

        var error = assertThrows(
                PortUnavailableException.class, () -> reserve(new PortRange(port.hostPort(), port.hostPort())));

        assertEquals("Bind for %s failed: port is already allocated".formatted(port.hostSide()), error.text());
    }

    @Test
    void portOfAnotherProgramIsInUse() throws IOException {
        try (ServerSocket other = occupy(0)) {
            int port = other.getLocalPort();

            var error = assertThrows(PortUnavailableException.class, () -> reserve(new PortRange(port, port)));

            assertEquals("listen tcp4 127.0.0.1:%d: bind: address already in use".formatted(port), error.text());
        }
    }

    @Test
    void ifOnePortCannotBeHadNoneIsHeld() throws IOException {
        PublishedPort free = reserve(PortRange.ANY);
        reservations.release(List.of(free));
        PortRequest wanted = request(new PortRange(free.hostPort(), free.hostPort()));

        assertThrows(PortUnavailableException.class, () -> reservations.reserve(List.of(wanted, wanted)));

        occupy(free.hostPort()).close();
    }

    @Test
    void restoringAPortThatAnotherProgramGotMeanwhileIsNoError() throws IOException {
        PublishedPort port = reserve(PortRange.ANY);
        reservations.close();
        try (ServerSocket _ = occupy(port.hostPort())) {
            reservations.restore(port);
        }

        reservations.restore(port);
        assertThrows(IOException.class, () -> occupy(port.hostPort()).close());
    }

    private PublishedPort reserve(PortRange range) {
        return reservations.reserve(List.of(request(range))).getFirst();
    }

    private static PortRequest request(PortRange range) {
        return new PortRequest(80, Transport.TCP, LOOPBACK, range);
    }

    private static ServerSocket occupy(int port) throws IOException {
        return new ServerSocket(port, 1, InetAddress.getByAddress(LOOPBACK.bytes()));
    }
}
