package io.jdock.libcontainer.rootfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.errdefs.FailedPreconditionException;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.libcontainer.namespaces.IdMap;
import io.jdock.linux.FileCalls;
import io.jdock.oci.runtime.Device;
import io.jdock.oci.runtime.IdMapping;
import io.jdock.oci.runtime.Linux;
import io.jdock.oci.runtime.Mount;
import io.jdock.oci.runtime.Namespace;
import io.jdock.oci.runtime.Spec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
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
        for (String destination : List.of("/proc/self", "/proc/../proc/sys", "//proc/sys/kernel")) {
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
        for (String destination : List.of("", "/", "/a/..", "..", "/x".repeat(35_000), "/a\0b")) {
            Mount mount = Mount.bind("/x", destination, List.of("rbind"));

            assertThrows(InvalidArgumentException.class, () -> plan(mount));
        }
    }

    @Test
    void takesARelativePathFromTheRootOn() {
        assertEquals(
                InnerPath.parse("/a/b"),
                plan(Mount.bind("/x", "a/b", List.of("rbind")))
                        .mounts()
                        .getFirst()
                        .destination());
    }

    @Test
    void takesTheMapsOfAMountOrThoseOfTheContainer() {
        List<IdMapping> own = List.of(new IdMapping(0, 5000, 10));
        List<IdMapping> containers = List.of(new IdMapping(0, 100_000, 65_536));
        Linux.Builder linux = Linux.builder().uidMappings(containers).gidMappings(containers);
        Namespace fresh = Namespace.fresh(Namespace.Kind.USER);
        Namespace joined = new Namespace(Namespace.Kind.USER, "/proc/7/ns/user");

        assertEquals(mapped(own), ids(linux.namespaces(List.of(fresh)), List.of("rbind"), own));
        assertEquals(mapped(own), ids(Linux.builder(), List.of("rbind", "idmap"), own));
        assertEquals(mapped(containers), ids(linux.namespaces(List.of(fresh)), List.of("bind", "ridmap"), List.of()));
        assertEquals(
                new MountPlan.Ids.OfNamespace(Path.of("/proc/7/ns/user")),
                ids(linux.namespaces(List.of(joined)), List.of("bind", "idmap"), List.of()));
    }

    @Test
    void refusesIdMappedMountsThatCannotBe() {
        List<IdMapping> map = List.of(new IdMapping(0, 5000, 10));

        refuses("no user namespace to take them from", Mount.bind("/x", "/y", List.of("rbind", "idmap")));
        refuses("needs both", new Mount("/y", "bind", "/x", List.of("rbind"), map, List.of()));
        refuses("only bind mounts", new Mount("/y", "tmpfs", "tmpfs", List.of(), map, map));
        refuses("only bind mounts", new Mount("/y", "tmpfs", "tmpfs", List.of("idmap")));
    }

    @Test
    void refusesOptionsThatTheKernelWouldNotLookAt() {
        refuses("option \"size=5\" is for a file system", Mount.bind("/x", "/y", List.of("rbind", "size=5")));
        refuses("only for a tmpfs", new Mount("/y", "ramfs", "ramfs", List.of("tmpcopyup")));
    }

    @Test
    void labelsMountsOnlyWhereThereAreLabels() {
        Spec spec = Spec.builder()
                .linux(Linux.builder()
                        .mountLabel("system_u:object_r:container_file_t:s0:c1,c2")
                        .build())
                .build();

        var error = assertThrows(
                FailedPreconditionException.class,
                () -> RootfsPlan.of(spec, ROOT, Map.of("", ROOT), new TestHost(true, false)));
        Optional<String> label = RootfsPlan.of(spec, ROOT, Map.of("", ROOT), new TestHost(true, true))
                .label();

        assertTrue(error.text().endsWith("SELinux is not enabled on this machine"), error.text());
        assertEquals(Optional.of("system_u:object_r:container_file_t:s0:c1,c2"), label);
    }

    @Test
    void takesDevicesFromWhereTheyCanBeMade() {
        Linux user = Linux.builder()
                .namespaces(List.of(Namespace.fresh(Namespace.Kind.USER)))
                .build();
        Spec inUserNamespace = Spec.builder().linux(user).build();
        Spec plain = Spec.builder().linux(Linux.builder().build()).build();

        assertEquals(DeviceSource.MADE, source(plain, true));
        assertEquals(DeviceSource.STAGED, source(inUserNamespace, true));
        assertEquals(DeviceSource.HOST, source(plain, false));
        assertEquals(DeviceSource.HOST, source(inUserNamespace, false));
    }

    @Test
    void refusesDevicesThatCannotBe() {
        for (Device device : List.of(
                new Device("/dev/x", "z", 1, 3, null, null, null),
                new Device("/dev/x", "c", 4096, 3, null, null, null),
                new Device("/dev/x", "c", 1, -1, null, null, null),
                new Device("/dev/x", "c", 1, 3, null, 4_294_967_295L, null),
                new Device("dev/x", "c", 1, 3, null, null, null))) {
            Spec spec = Spec.builder()
                    .linux(Linux.builder().devices(List.of(device)).build())
                    .build();

            assertThrows(
                    InvalidArgumentException.class, () -> RootfsPlan.of(spec, ROOT, Map.of("", ROOT), new TestHost()));
        }
    }

    @Test
    void refusesMoreThanALauncherCanHold() {
        List<Mount> mounts = IntStream.range(0, 401)
                .mapToObj(i -> new Mount("/m" + i, "tmpfs", "tmpfs", List.of()))
                .toList();
        Spec spec = Spec.builder().linux(Linux.builder().build()).mounts(mounts).build();

        var error = assertThrows(
                InvalidArgumentException.class, () -> RootfsPlan.of(spec, ROOT, Map.of("", ROOT), new TestHost()));

        assertTrue(
                error.text().startsWith("401 mounts, devices, masked and read-only paths: at most 400"), error.text());
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

    private static void refuses(String why, Mount mount) {
        var error = assertThrows(InvalidArgumentException.class, () -> plan(mount));

        assertTrue(error.text().contains(why), error.text());
    }

    private static MountPlan.Ids mapped(List<IdMapping> map) {
        return new MountPlan.Ids.Mapped(IdMap.of("", map), IdMap.of("", map));
    }

    private static MountPlan.Ids ids(Linux.Builder linux, List<String> options, List<IdMapping> map) {
        Spec spec = Spec.builder()
                .linux(linux.build())
                .mounts(List.of(new Mount("/y", "bind", "/x", options, map, map)))
                .build();
        return RootfsPlan.of(spec, ROOT, Map.of("", ROOT), new TestHost())
                .mounts()
                .getFirst()
                .ids()
                .orElseThrow();
    }

    private static DeviceSource source(Spec spec, boolean mayMakeDevices) {
        return RootfsPlan.of(spec, ROOT, Map.of("", ROOT), new TestHost(mayMakeDevices, false))
                .deviceSource();
    }

    private static RootfsPlan plan(Mount mount) {
        Spec spec = Spec.builder()
                .linux(Linux.builder().build())
                .mounts(List.of(mount))
                .build();
        return RootfsPlan.of(spec, ROOT, Map.of("", ROOT), new TestHost());
    }
}
