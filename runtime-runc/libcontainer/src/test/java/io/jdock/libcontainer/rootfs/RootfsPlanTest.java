package io.jdock.libcontainer.rootfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.linux.FileCalls;
import io.jdock.oci.runtime.Device;
import io.jdock.oci.runtime.Linux;
import io.jdock.oci.runtime.Mount;
import io.jdock.oci.runtime.Spec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RootfsPlanTest {

    private static final Path ROOT = Path.of("/run/x/rootfs");

    @Test
    void asksWhatABindMountsSourceIs() {
        RootfsPlan plan = plan(Mount.bind("/host/file", "/etc/hosts", List.of("rbind")));

        assertEquals(
                new MountPlan.What.Bind(Path.of("/host/file"), false),
                plan.mounts().getFirst().what());
    }

    @Test
    void refusesToCoverProc() {
        for (String destination : List.of("/proc", "/proc/self", "/proc/../proc/sys", "//proc/sys/kernel")) {
            Mount mount = Mount.bind("/x", destination, List.of("rbind"));

            assertThrows(InvalidArgumentException.class, () -> plan(mount), destination);
        }
        assertThrows(InvalidArgumentException.class, () -> plan(new Mount("/proc", "tmpfs", "tmpfs", List.of())));
        assertEquals(
                1,
                plan(Mount.bind("/x", "/proc/uptime", List.of("rbind")))
                        .mounts()
                        .size());
    }

    @Test
    void refusesPathsThatAreNone() {
        for (String destination : List.of("", "etc", "/", "/a/..", "/x".repeat(35_000), "/a\0b")) {
            Mount mount = Mount.bind("/x", destination, List.of("rbind"));

            assertThrows(InvalidArgumentException.class, () -> plan(mount));
        }
    }

    @Test
    void letsADeviceOfTheSpecReplaceAStandardOne() {
        Linux linux = Linux.builder()
                .devices(List.of(
                        new Device("/dev/null", "c", 1, 3, 0600, 5L, 6L),
                        new Device("/dev/sda", "b", 8, 0, null, null, null)))
                .build();

        List<DeviceNode> devices = RootfsPlan.of(
                        Spec.builder().linux(linux).build(), ROOT, Map.of("", ROOT), new TestHost())
                .devices();

        assertEquals(7, devices.size());
        assertEquals(
                new DeviceNode(InnerPath.parse("/dev/null"), 0020600, FileCalls.device(1, 3), 5, 6),
                devices.getFirst());
        assertEquals(0060666, devices.get(1).mode());
    }

    @Test
    void makesNoDevicesInADevOfItsOwn() {
        assertTrue(plan(Mount.bind("/dev", "/dev", List.of("rbind"))).devices().isEmpty());
    }

    @Test
    void mountsCgroupsAsTheMachineHasThem() {
        Mount mount = new Mount("/sys/fs/cgroup", "cgroup", "cgroup", List.of("ro"));

        assertInstanceOf(
                MountPlan.What.CgroupV2.class, plan(mount).mounts().getFirst().what());
    }

    private static RootfsPlan plan(Mount mount) {
        Spec spec = Spec.builder()
                .linux(Linux.builder().build())
                .mounts(List.of(mount))
                .build();
        return RootfsPlan.of(spec, ROOT, Map.of("", ROOT), new TestHost());
    }
}
