package io.jdock.libcontainer.namespaces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.oci.runtime.Linux;
import io.jdock.oci.runtime.Namespace;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SysctlsTest {

    private static final NamespacePlan OWN = NamespacePlan.of(Linux.builder()
            .namespaces(List.of(Namespace.fresh(Namespace.Kind.MOUNT), Namespace.fresh(Namespace.Kind.NETWORK)))
            .build());

    @ParameterizedTest
    @ValueSource(strings = {"net.ipv4.ip_forward", "net.ipv4.conf.eth0-1.rp_filter", "net.x"})
    void takesWhatBelongsToANamespaceOfTheContainer(String name) {
        assertEquals(Map.of(name, "1"), Sysctls.of(Map.of(name, "1"), OWN).values());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "net",
                "net.",
                ".net",
                "net..x",
                "net.x.",
                "net.x/../y",
                "net.\0",
                "net.//.kernel",
                "net/../kernel/x",
                "net.x/",
                "net/./x",
                "net.x\ny",
                "kernel.msgmax",
                "kernel.core_pattern",
                "kernel.hostname",
                "user.max_mnt_namespaces",
                "kernel.shmmax=1+kernel.core_pattern"
            })
    void refusesEverythingElse(String name) {
        assertThrows(InvalidArgumentException.class, () -> Sysctls.of(Map.of(name, "1"), OWN));
    }

    @Test
    void readsSlashesAsSysctlDoes() {
        assertEquals(
                Map.of("net.ipv4.conf.eno2/100.rp_filter", "1"),
                Sysctls.of(Map.of("net/ipv4/conf/eno2.100/rp_filter", "1"), OWN).values());
        assertThrows(
                InvalidArgumentException.class, () -> Sysctls.of(Map.of("net/core/x", "1", "net.core.x", "2"), OWN));
    }

    @Test
    void refusesValuesOfSeveralLines() {
        assertThrows(InvalidArgumentException.class, () -> Sysctls.of(Map.of("net.x", "1\n2"), OWN));
    }

    /** A name of a hundred thousand parts once overflowed the stack. */
    @Test
    void readsNamesOfAnyLength() {
        String name = "net" + ".a".repeat(100_000);

        assertEquals(Map.of(name, "1"), Sysctls.of(Map.of(name, "1"), OWN).values());
    }
}
