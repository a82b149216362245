package io.jdock.libcontainer.cgroups;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jdock.errdefs.InvalidArgumentException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CgroupLayoutTest {

    private static final String V2 = "30 23 0:27 / /sys/fs/cgroup rw shared:9 - cgroup2 cgroup2 rw,nsdelegate";
    private static final String CPU = "32 31 0:29 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct";
    private static final String SYSTEMD =
            "33 31 0:30 / /sys/fs/cgroup/systemd rw - cgroup cgroup rw,xattr,release_agent=/x,name=systemd";
    private static final String UNIFIED = "34 31 0:31 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw";

    @Test
    void seesVersion2() {
        assertEquals(new CgroupLayout.V2(Path.of("/sys/fs/cgroup")), CgroupLayout.parse(List.of(V2)));
    }

    @Test
    void prefersVersion1WhereItHasControllers() {
        CgroupLayout.V1 layout =
                assertInstanceOf(CgroupLayout.V1.class, CgroupLayout.parse(List.of(UNIFIED, CPU, SYSTEMD)));

        Path both = Path.of("/sys/fs/cgroup/cpu,cpuacct");
        assertEquals(
                Map.of("cpu", both, "cpuacct", both, "name=systemd", Path.of("/sys/fs/cgroup/systemd")),
                layout.controllers());
    }

    @Test
    void knowsTheTreeBesideVersion1() {
        CgroupLayout.V1 layout = assertInstanceOf(CgroupLayout.V1.class, CgroupLayout.parse(List.of(UNIFIED, CPU)));

        assertEquals(Path.of("/sys/fs/cgroup/unified"), layout.unified());
        assertNull(assertInstanceOf(CgroupLayout.V1.class, CgroupLayout.parse(List.of(CPU)))
                .unified());
    }

    /** As tools for split tunnels do on a machine that lives with version 2. */
    @Test
    void ignoresAHierarchyThatAProgramMountsForItself() {
        String own = "90 23 0:50 / /run/vpn/net_cls rw - cgroup none rw,net_cls";

        assertEquals(new CgroupLayout.V2(Path.of("/sys/fs/cgroup")), CgroupLayout.parse(List.of(own, V2)));
    }

    @Test
    void prefersTheMountsWhereTheyBelong() {
        String elsewhere = "80 23 0:29 / /var/lib/x/cpu rw - cgroup cgroup rw,seclabel,cpu,cpuacct";
        CgroupLayout.V1 layout = assertInstanceOf(CgroupLayout.V1.class, CgroupLayout.parse(List.of(elsewhere, CPU)));

        Path both = Path.of("/sys/fs/cgroup/cpu,cpuacct");
        assertEquals(Map.of("cpu", both, "cpuacct", both), layout.controllers());
    }

    @Test
    void takesANameAloneForNoController() {
        assertInstanceOf(CgroupLayout.V2.class, CgroupLayout.parse(List.of(SYSTEMD, V2)));
    }

    @Test
    void keepsPathsBelowTheRoot() {
        assertEquals("/jdock/x", CgroupPath.parse("jdock/x").value());
        for (String path : List.of("/", "/../x", "/a/../b", "a//..", "system.slice:docker:x")) {
            assertThrows(InvalidArgumentException.class, () -> CgroupPath.parse(path), path);
        }
    }
}
