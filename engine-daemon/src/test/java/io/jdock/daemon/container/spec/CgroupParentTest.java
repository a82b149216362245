package io.jdock.daemon.container.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class CgroupParentTest {

    @Test
    void keepsEnginesApart() {
        assertEquals("/jdock/c1", CgroupParent.of(Path.of("/run/jdock"), false).cgroupsPath("c1"));
        assertNotEquals(
                CgroupParent.of(Path.of("/run/one"), false).path(),
                CgroupParent.of(Path.of("/run/two"), false).path());
    }

    @Test
    void asksSystemdInItsForm() {
        CgroupParent systemds = CgroupParent.of(Path.of("/run/jdock"), true);

        assertEquals("system.slice:jdock:c1", systemds.cgroupsPath("c1"));
        systemds.remove();
    }
}
