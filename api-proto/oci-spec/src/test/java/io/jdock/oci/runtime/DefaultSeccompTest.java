package io.jdock.oci.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class DefaultSeccompTest {

    @Test
    void refusesTheDangerousCallsToAnOrdinaryContainer() {
        Seccomp profile = DefaultSeccomp.forCapabilities(Set.of("CAP_CHOWN"), "amd64");

        for (String name :
                List.of("mount", "unshare", "setns", "bpf", "io_uring_setup", "keyctl", "kexec_load", "chroot")) {
            assertFalse(mentions(profile, name), name);
        }
        assertEquals("SCMP_ACT_ERRNO", profile.defaultAction());
    }

    @Test
    void allowsWhatACapabilityIsFor() {
        Seccomp profile = DefaultSeccomp.forCapabilities(Set.of("CAP_SYS_ADMIN", "CAP_SYS_CHROOT"), "amd64");

        assertTrue(mentions(profile, "mount"));
        assertTrue(mentions(profile, "chroot"));
        assertEquals(List.of("SCMP_ACT_ALLOW"), actionsFor(profile, "clone3"));
    }

    @Test
    void answersEnosysToClone3SoThatLibrariesFallBack() {
        Seccomp profile = DefaultSeccomp.forCapabilities(Set.of(), "aarch64");

        SyscallRule rule = profile.syscalls().stream()
                .filter(r -> r.names().contains("clone3"))
                .findFirst()
                .orElseThrow();
        assertEquals(38, rule.errnoRet());
    }

    @Test
    void namesTheArchitecturesOfEachMachine() {
        assertEquals(
                List.of("SCMP_ARCH_X86_64", "SCMP_ARCH_X86", "SCMP_ARCH_X32"),
                DefaultSeccomp.forCapabilities(Set.of(), "amd64").architectures());
        assertTrue(DefaultSeccomp.forCapabilities(Set.of(), "aarch64")
                .architectures()
                .contains("SCMP_ARCH_AARCH64"));
    }

    private static boolean mentions(Seccomp profile, String name) {
        return !actionsFor(profile, name).isEmpty();
    }

    private static List<String> actionsFor(Seccomp profile, String name) {
        return profile.syscalls().stream()
                .filter(rule -> rule.names().contains(name))
                .map(SyscallRule::action)
                .toList();
    }
}
