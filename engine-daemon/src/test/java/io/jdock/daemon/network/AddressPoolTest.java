package io.jdock.daemon.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jdock.concurrent.Threads;
import io.jdock.errdefs.ResourceExhaustedException;
import io.jdock.linux.netlink.Ipv4Address;
import io.jdock.linux.netlink.Ipv4Prefix;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class AddressPoolTest {

    // Five addresses beside the gateway: .2 to .6.
    private final AddressPool pool = new AddressPool(Ipv4Prefix.parse("10.0.0.1/29"));

    @Test
    void givesOutTheLowestFreeAddress() {
        assertEquals("10.0.0.2", pool.reserve().toString());
        assertEquals("10.0.0.3", pool.reserve().toString());
        free("10.0.0.2");
        assertEquals("10.0.0.2", pool.reserve().toString());
    }

    @Test
    void passesOverAddressesOfRunningContainers() {
        pool.restore(Ipv4Address.parse("10.0.0.2"));

        assertEquals("10.0.0.3", pool.reserve().toString());
    }

    @Test
    void passesOverAGatewayInTheMiddleOfTheNetwork() {
        AddressPool other = new AddressPool(Ipv4Prefix.parse("10.0.0.2/29"));

        assertEquals(
                List.of("10.0.0.1", "10.0.0.3"),
                List.of(other.reserve().toString(), other.reserve().toString()));
    }

    @Test
    void fullNetworkSaysSoAndRecoversWhenAnAddressComesBack() {
        fill();

        var error = assertThrows(ResourceExhaustedException.class, pool::reserve);

        assertEquals("no available IPv4 addresses on network 10.0.0.0/29", error.text());
        free("10.0.0.4");
        assertEquals("10.0.0.4", pool.reserve().toString());
    }

    @Test
    void waitsForAnAddressThatIsLeaving() {
        fill();
        pool.announceRelease();
        CompletableFuture<Ipv4Address> next = new CompletableFuture<>();
        Threads.startVirtual("test-reserve", () -> next.complete(pool.reserve()));

        pool.release(Ipv4Address.parse("10.0.0.5"));

        assertEquals("10.0.0.5", next.join().toString());
    }

    private void fill() {
        for (int count = 5; count > 0; count--) {
            pool.reserve();
        }
    }

    private void free(String address) {
        pool.announceRelease();
        pool.release(Ipv4Address.parse(address));
    }
}
