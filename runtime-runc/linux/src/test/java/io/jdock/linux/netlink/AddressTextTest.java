package io.jdock.linux.netlink;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressTextTest {

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "127.0.0.1", "172.17.0.2", "255.255.255.255"})
    void addressesReadAsTheyAreWritten(String text) {
        assertEquals(text, Ipv4Address.parse(text).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "1.2.3", "1.2.3.4.5", "1.2.3.256", "01.2.3.4", "1.2.3.-1", "localhost", "1.2.3.4 ", "::1"})
    void otherAddressesAreRefused(String text) {
        var error = assertThrows(IllegalArgumentException.class, () -> Ipv4Address.parse(text));

        assertEquals("invalid IPv4 address: \"%s\"".formatted(text), error.getMessage());
    }

    @Test
    void prefixKnowsItsNetwork() {
        Ipv4Prefix prefix = Ipv4Prefix.parse("172.17.0.1/16");

        assertEquals("172.17.0.0/16", prefix.network().toString());
        assertEquals("172.17.255.255", prefix.broadcast().toString());
        assertTrue(prefix.contains(Ipv4Address.parse("172.17.9.9")));
        assertFalse(prefix.contains(Ipv4Address.parse("172.18.0.1")));
        assertTrue(Ipv4Prefix.parse("0.0.0.0/0").contains(Ipv4Address.parse("200.1.1.1")));
    }

    @Test
    void networksOverlapWhenOneContainsTheOther() {
        Ipv4Prefix wide = Ipv4Prefix.parse("172.16.0.0/12");
        Ipv4Prefix narrow = Ipv4Prefix.parse("172.17.5.0/24");

        assertTrue(wide.overlaps(narrow) && narrow.overlaps(wide));
        assertFalse(narrow.overlaps(Ipv4Prefix.parse("172.17.6.0/24")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"172.17.0.1", "172.17.0.1/", "172.17.0.1/33", "172.17.0.1/x", "/8"})
    void otherPrefixesAreRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> Ipv4Prefix.parse(text));
    }

    @Test
    void macAddressesReadAsTheyAreWritten() {
        MacAddress mac = MacAddress.parse("02:42:ac:11:00:02");

        assertEquals("02:42:ac:11:00:02", mac.toString());
        assertArrayEquals(new byte[] {2, 0x42, (byte) 0xac, 0x11, 0, 2}, mac.bytes());
        assertThrows(IllegalArgumentException.class, () -> MacAddress.parse("02:42:ac:11:00"));
    }
}
