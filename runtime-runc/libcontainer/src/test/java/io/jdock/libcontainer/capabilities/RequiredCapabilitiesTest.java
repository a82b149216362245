package io.jdock.libcontainer.capabilities;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jdock.errdefs.PermissionDeniedException;
import io.jdock.linux.Capability;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RequiredCapabilitiesTest {

    @Test
    void asksForNothingMoreThanRootHasInAContainerWithRights() {
        Set<Capability> enough = EnumSet.allOf(Capability.class);
        enough.removeAll(Set.of(Capability.SYS_RESOURCE, Capability.MKNOD, Capability.SYS_TIME));

        assertDoesNotThrow(() -> RequiredCapabilities.require(enough));
    }

    @Test
    void saysWhatIsMissingAndWhatFor() {
        Set<Capability> few = EnumSet.allOf(Capability.class);
        few.removeAll(Set.of(Capability.SYS_ADMIN, Capability.SETPCAP));

        var error = assertThrows(PermissionDeniedException.class, () -> RequiredCapabilities.require(few));

        assertEquals(
                "containers are made by root: this process lacks CAP_SETPCAP (its capabilities), "
                        + "CAP_SYS_ADMIN (namespaces and mounts)",
                error.text());
    }
}
