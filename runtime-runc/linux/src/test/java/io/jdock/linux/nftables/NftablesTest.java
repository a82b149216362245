package io.jdock.linux.nftables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jdock.linux.netlink.NetworkNamespace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against the real kernel, in a network namespace of the test's own. */
final class NftablesTest {

    private NetworkNamespace namespace;
    private Nftables nftables;

    @BeforeEach
    void open() {
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root");
        namespace = NetworkNamespace.create();
        nftables = namespace.call(Nftables::open);
    }

    @AfterEach
    void close() {
        if (nftables != null) {
            nftables.close();
            namespace.close();
        }
    }

    @Test
    void commandsTakeEffectAndAreListedAsJson() {
        assertEquals("", nftables.run("add table ip jdt; add chain ip jdt c"));

        assertTrue(nftables.run("list table ip jdt").contains("\"chain\": {\"family\": \"ip\", \"table\": \"jdt\""));
    }

    @Test
    void ofATransactionThatFailsNothingTakesEffect() {
        var error = assertThrows(
                NftablesException.class, () -> nftables.run("add table ip jdt\ndelete chain ip jdt absent\n"));

        assertTrue(String.valueOf(error.getMessage()).contains("No such file or directory"), error.getMessage());
        assertFalse(nftables.run("list ruleset").contains("jdt"));
    }

    @Test
    void anErrorIsNotReportedTwice() {
        assertThrows(NftablesException.class, () -> nftables.run("nonsense"));

        assertFalse(nftables.run("list ruleset").contains("nonsense"));
    }

    @Test
    void useAfterCloseIsRefused() {
        nftables.close();

        assertThrows(IllegalStateException.class, () -> nftables.run("list ruleset"));
    }
}
