package io.jdock.daemon.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ResolvConfTest {

    private static final String HOST = """
            # made by hand
            nameserver 127.0.0.53
            nameserver 10.0.0.53
            nameserver fe80::1
            search example.org  lan
            options edns0
            """;

    @Test
    void leavesOutServersThatAContainerCannotReach() {
        assertEquals(
                "nameserver 10.0.0.53\nsearch example.org lan\noptions edns0\n",
                ResolvConf.text(HOST, List.of(), List.of(), List.of()));
    }

    @Test
    void usesPublicServersWhenNoneIsLeft() {
        String expected = "nameserver 8.8.8.8\nnameserver 8.8.4.4\n";

        assertEquals(expected, ResolvConf.text("nameserver 127.0.0.1\n", List.of(), List.of(), List.of()));
        assertEquals(expected, ResolvConf.text("", List.of(), List.of(), List.of()));
    }

    @Test
    void optionsReplaceWhatTheHostSays() {
        assertEquals(
                "nameserver 1.1.1.1\nsearch corp\noptions ndots:2 rotate\n",
                ResolvConf.text(HOST, List.of("1.1.1.1"), List.of("corp"), List.of("ndots:2", "rotate")));
        assertEquals(
                "nameserver 10.0.0.53\noptions edns0\n", ResolvConf.text(HOST, List.of(), List.of("."), List.of()));
    }

    @Test
    void hostNetworkKeepsTheHostsFileWordForWord() {
        assertEquals(HOST, ResolvConf.ofHost(HOST, List.of(), List.of(), List.of()));
        assertEquals(
                "nameserver 127.0.0.53\nnameserver 10.0.0.53\nnameserver fe80::1\nsearch corp\noptions edns0\n",
                ResolvConf.ofHost(HOST, List.of(), List.of("corp"), List.of()));
    }

    @Test
    void recognisesTheStubOfSystemdResolved() {
        assertTrue(ResolvConf.namesOnlyLocalStub("nameserver 127.0.0.53\noptions edns0 trust-ad\n"));
        assertFalse(ResolvConf.namesOnlyLocalStub(HOST));
    }
}
