package io.jdock.libcontainer.cgroups;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.errdefs.FailedPreconditionException;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.oci.runtime.Pids;
import io.jdock.oci.runtime.Resources;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class NoCgroupTest {

    private static final Resources NO_LIMITS = Resources.builder().build();

    private final CgroupLayout layout = CgroupLayout.detect();
    private final Cgroup none = CgroupDriver.DISABLED.find(layout, "", Map.of());

    @Test
    void stays() {
        none.create(NO_LIMITS);
        none.enter(1, NO_LIMITS);
        none.kill();
        none.delete();

        assertFalse(none.frozen());
        assertEquals("", none.name());
        assertEquals(CgroupDriver.DISABLED, none.driver());
    }

    @Test
    void isWhereItsMakerIs() {
        assertFalse(none.directories().isEmpty());
        assertTrue(
                none.directories().values().stream().allMatch(Files::isDirectory),
                none.directories().toString());
    }

    @Test
    void refusesLimits() {
        Resources limits = Resources.builder().pids(new Pids(5L)).build();

        var error = assertThrows(InvalidArgumentException.class, () -> none.check(limits));

        assertTrue(error.text().contains("linux.resources"), error.text());
        assertThrows(FailedPreconditionException.class, () -> none.update(limits));
        assertThrows(FailedPreconditionException.class, none::freeze);
        assertThrows(FailedPreconditionException.class, none::processes);
    }

    @Test
    void tellsDriversByTheFormOfAPath() {
        assertEquals(CgroupDriver.SYSTEMD, CgroupDriver.ofPath("system.slice:jdock:x"));
        assertEquals(CgroupDriver.CGROUPFS, CgroupDriver.ofPath("/jdock/x"));
        assertEquals(CgroupDriver.CGROUPFS, CgroupDriver.ofPath(""));
        assertEquals(":jdock:x", CgroupDriver.SYSTEMD.usualPath("x"));
        assertThrows(InvalidArgumentException.class, () -> CgroupDriver.parse("cgroups"));
        assertThrows(InvalidArgumentException.class, () -> CgroupDriver.CGROUPFS.find(layout, "a.slice:b:c", Map.of()));
        assertThrows(InvalidArgumentException.class, () -> CgroupDriver.SYSTEMD.find(layout, "/a", Map.of()));
    }
}
