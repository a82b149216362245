package io.jdock.libcontainer;

import static io.jdock.libcontainer.TestSpecs.process;
import static io.jdock.libcontainer.TestSpecs.spec;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.linux.MountFlags;
import io.jdock.linux.Signal;
import io.jdock.linux.batch.Batch;
import io.jdock.linux.batch.MountSteps;
import io.jdock.linux.batch.ProcessSteps;
import io.jdock.linux.netlink.Ipv4Prefix;
import io.jdock.linux.netlink.Link;
import io.jdock.linux.netlink.MacAddress;
import io.jdock.linux.netlink.NetworkNamespace;
import io.jdock.linux.netlink.PermanentAddress;
import io.jdock.linux.netlink.Rtnetlink;
import io.jdock.linux.netlink.VethPair;
import io.jdock.linux.trampoline.Trampoline;
import io.jdock.oci.runtime.Device;
import io.jdock.oci.runtime.IdMapping;
import io.jdock.oci.runtime.Linux;
import io.jdock.oci.runtime.Mount;
import io.jdock.oci.runtime.Namespace;
import io.jdock.oci.runtime.Namespace.Kind;
import io.jdock.oci.runtime.NetDevice;
import io.jdock.oci.runtime.TimeOffset;
import io.jdock.oci.runtime.User;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Containers with user, time and other people's namespaces, for real. */
final class NamespacesTest {

    private static final String CGROUP =
            "/jdock-test-ns-" + ProcessHandle.current().pid();

    private static final Path IPV6 = Path.of("/proc/net/if_inet6");
    private static final int ROOT_OUTSIDE = 100_000;
    private static final List<IdMapping> MAP = List.of(new IdMapping(0, ROOT_OUTSIDE, 65_536));

    @TempDir
    Path directory;

    private Path rootfs;

    @BeforeEach
    void makeRoot() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root");
        assumeTrue(Files.exists(Path.of("/bin/busybox")), "needs a static busybox");
        rootfs = TestContainer.busyboxRoot(directory);
    }

    @Test
    void rootOfAUserNamespaceIsSomebodyElseOutside() throws IOException {
        giveRootfs(ROOT_OUTSIDE);
        // Only the host's root may get here.
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));

        String output = run(
                userNamespace().build(),
                "sh",
                "-c",
                "id -u; id -g; id -G; cat /proc/self/uid_map /proc/self/gid_map; touch /file; "
                        + "stat -c %u:%g /file /dev /dev/shm /sys/firmware; echo x > /dev/stdout");

        assertEquals("""
                0
                0
                0
                         0     100000      65536
                         0     100000      65536
                0:0
                0:0
                0:0
                0:0
                x
                """, output);
        assertEquals(ROOT_OUTSIDE, Files.getAttribute(rootfs.resolve("file"), "unix:uid"));
    }

    @Test
    void devicesWorkInAUserNamespace() throws IOException {
        giveRootfs(ROOT_OUTSIDE);
        Linux linux = userNamespace()
                .devices(List.of(new Device("/dev/own/zero", "c", 1, 5, 0640, 7L, 8L), pipe("/dev/pipe")))
                .build();

        String output = run(
                linux,
                "sh",
                "-c",
                "stat -c '%n %F %a %u:%g %t:%T' /dev/null /dev/tty /dev/own/zero /dev/pipe; head -c 3 /dev/own/zero | wc -c; "
                        + "echo x > /dev/null && head -c 2 /dev/urandom | wc -c; readlink /dev/fd; mknod /tmp/x c 1 3");

        assertEquals("""
                /dev/null character special file 666 0:0 1:3
                /dev/tty character special file 666 0:0 5:0
                /dev/own/zero character special file 640 7:8 1:5
                /dev/pipe fifo 666 0:0 0:0
                3
                2
                /proc/self/fd
                mknod: /tmp/x: Operation not permitted
                """, output);
    }

    @Test
    void aUserOfAUserNamespaceOwnsItsOutput() throws IOException {
        giveRootfs(ROOT_OUTSIDE);
        var process = process("sh", "-c", "id -u; echo again > /dev/stdout; stat -L -c %u /dev/stdout")
                .user(new User(1000, 1000, null, List.of(), null))
                .build();

        TestContainer.Result result = TestContainer.run(
                spec(CGROUP, process).linux(userNamespace().build()).build(), rootfs);

        assertEquals(new TestContainer.Result(0, "1000\nagain\n1000\n"), result);
    }

    @Test
    void bindMountsComeFromWhereOnlyTheHostMayGo() throws IOException {
        giveRootfs(ROOT_OUTSIDE);
        Path secret = Files.createDirectory(directory.resolve("secret"));
        Files.writeString(secret.resolve("file"), "content\n");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rwxr-xr-x"));
        List<Mount> mounts = new ArrayList<>(TestSpecs.mounts());
        mounts.add(Mount.bind(secret.toString(), "/volume", List.of("rbind", "ro")));
        mounts.add(Mount.bind(secret.resolve("file").toString(), "/etc/hosts", List.of("bind", "nosuid")));

        TestContainer.Result result = TestContainer.run(
                spec(
                                CGROUP,
                                process(
                                                "sh",
                                                "-c",
                                                "cat /volume/file /etc/hosts; touch /volume/x; grep ' /etc/hosts ' /proc/mounts")
                                        .build())
                        .mounts(mounts)
                        .linux(userNamespace().build())
                        .build(),
                rootfs);

        assertTrue(result.output().startsWith("content\ncontent\n"), result.output());
        assertTrue(result.output().contains("/volume/x: Read-only file system"), result.output());
        assertTrue(result.output().contains("rw,nosuid,relatime"), result.output());
    }

    @Test
    void executesInAUserAndTimeNamespace() throws IOException {
        giveRootfs(ROOT_OUTSIDE);
        Linux linux = with(userNamespace(), Namespace.fresh(Kind.TIME))
                .timeOffsets(Map.of("boottime", new TimeOffset(86_400, 0)))
                .build();
        try (TestContainer container = start(linux, "sleep", "60")) {
            String namespaces = "for n in user time pid mnt net uts ipc cgroup; do readlink /proc/1/ns/$n; done";
            String mine = "for n in user time pid mnt net uts ipc cgroup; do readlink /proc/self/ns/$n; done";

            TestContainer.Result first =
                    container.exec(process("sh", "-c", namespaces).build(), directory);
            TestContainer.Result second = container.exec(
                    process("sh", "-c", mine + "; id -u; touch /made").build(), directory);

            assertEquals(first.output() + "0\n", second.output());
            assertFalse(first.output()
                    .contains(Files.readSymbolicLink(Path.of("/proc/self/ns/user"))
                            .toString()));
            assertEquals(ROOT_OUTSIDE, Files.getAttribute(rootfs.resolve("made"), "unix:uid"));
        }
    }

    @Test
    void clocksOfATimeNamespaceAreAhead() {
        Linux linux = with(TestSpecs.linux(CGROUP), Namespace.fresh(Kind.TIME))
                .timeOffsets(Map.of(
                        "monotonic", new TimeOffset(172_800, 500_000_000), "boottime", new TimeOffset(-1, 999_999_999)))
                .build();

        String output = run(linux, "sh", "-c", "cat /proc/self/timens_offsets /proc/uptime");

        assertTrue(output.startsWith("monotonic      172800 500000000\nboottime           -1 999999999\n"), output);
    }

    @Test
    void uptimeCountsFromTheOffset() {
        Linux linux = with(TestSpecs.linux(CGROUP), Namespace.fresh(Kind.TIME))
                .timeOffsets(Map.of("boottime", new TimeOffset(31_536_000, 0)))
                .build();

        String uptime = run(linux, "cat", "/proc/uptime");

        assertTrue(Double.parseDouble(uptime.split(" ")[0]) > 31_536_000, uptime);
    }

    @Test
    void saysWhichOffsetTheKernelRefuses() {
        Linux linux = with(TestSpecs.linux(CGROUP), Namespace.fresh(Kind.TIME))
                .timeOffsets(Map.of("boottime", new TimeOffset(-900_000_000, 0)))
                .build();

        var error = assertThrows(InvalidArgumentException.class, () -> run(linux, "true"));

        assertTrue(
                error.text().endsWith("timens_offsets to \"boottime -900000000 0\": numerical result out of range"),
                error.text());
    }

    @Test
    void joinsAUserNamespaceWithANewPidNamespace() throws IOException {
        giveRootfs(ROOT_OUTSIDE);
        try (TestContainer first = start(userNamespace().build(), "sleep", "60")) {
            Linux linux =
                    with(TestSpecs.linux(CGROUP + "-b"), of(first, Kind.USER)).build();

            String output =
                    run(linux, "sh", "-c", "echo $$; id -u; readlink /proc/self/ns/user; readlink /proc/self/ns/pid");

            String[] lines = output.split("\n", -1);
            assertEquals("1", lines[0]);
            assertEquals("0", lines[1]);
            assertEquals(namespaceOf(first, "user"), lines[2]);
            assertNotEquals(namespaceOf(first, "pid"), lines[3]);
        }
    }

    @Test
    void joinsEveryNamespaceOfAnotherContainer() throws IOException {
        giveRootfs(ROOT_OUTSIDE);
        Linux whole = with(userNamespace(), Namespace.fresh(Kind.TIME), Namespace.fresh(Kind.CGROUP))
                .timeOffsets(Map.of("monotonic", new TimeOffset(1000, 0)))
                .build();
        try (TestContainer first = start(whole, "sleep", "60")) {
            List<Namespace> joined = Stream.of(
                            Kind.USER, Kind.PID, Kind.NETWORK, Kind.IPC, Kind.UTS, Kind.CGROUP, Kind.TIME)
                    .map(kind -> of(first, kind))
                    .toList();
            Linux linux = TestSpecs.linux(CGROUP + "-b")
                    .namespaces(Stream.concat(Stream.of(Namespace.fresh(Kind.MOUNT)), joined.stream())
                            .toList())
                    .build();

            String output = run(
                    linux,
                    "sh",
                    "-c",
                    "for n in user pid net ipc uts cgroup time; do readlink /proc/self/ns/$n; done; cat /proc/1/comm");

            StringBuilder expected = new StringBuilder();
            for (String kind : List.of("user", "pid", "net", "ipc", "uts", "cgroup", "time")) {
                expected.append(namespaceOf(first, kind)).append('\n');
            }
            assertEquals(expected + "sleep\n", output);
        }
    }

    @Test
    void sharesAPidNamespaceByAnyPath() throws IOException {
        try (TestContainer first = start(TestSpecs.linux(CGROUP).build(), "sleep", "60")) {
            Path file = directory.resolve("pidns");
            Files.createSymbolicLink(file, Path.of("/proc/%d/ns/pid".formatted(first.pid())));
            Linux linux = without(TestSpecs.linux(CGROUP + "-b"), Kind.PID, new Namespace(Kind.PID, file.toString()))
                    .build();

            String output = run(linux, "sh", "-c", "cat /proc/1/comm; readlink /proc/self/ns/pid");

            assertEquals("sleep\n" + namespaceOf(first, "pid") + "\n", output);
        }
    }

    @Test
    void joinsAMountNamespaceAndMountsThere() throws IOException {
        try (Trampoline holder = Trampoline.spawn(List.of("test"), Map.of())) {
            holder.link()
                    .call(new Batch()
                            .add(ProcessSteps.unshare(io.jdock.linux.Namespace.MOUNT.flag()))
                            .add(MountSteps.setPropagation("/", MountFlags.PRIVATE | MountFlags.REC)));
            String path = "/proc/%d/ns/mnt".formatted(holder.pid());
            Linux linux = without(TestSpecs.linux(CGROUP), Kind.MOUNT, new Namespace(Kind.MOUNT, path))
                    .build();

            String output = run(linux, "sh", "-c", "readlink /proc/self/ns/mnt; ls / | head -n 2; cat /etc/hostname");

            assertEquals(
                    Files.readSymbolicLink(Path.of(path))
                            + "\nbin\ndev\ncat: can't open '/etc/hostname': No such file or directory\n",
                    output);
            holder.process().signal(Signal.KILL.number());
            holder.process().reap();
        }
        assertFalse(Files.readString(Path.of("/proc/self/mountinfo")).contains(rootfs.toString()));
    }

    @Test
    void sharesTheHostsMountsFromADirectoryThatIsNoMount() {
        Linux linux = TestSpecs.linux(CGROUP).rootfsPropagation("shared").build();

        String output = run(linux, "sh", "-c", "grep -c ' / rw.* shared:' /proc/self/mountinfo");

        assertEquals("1\n", output);
    }

    @Test
    void doesNotMountAnythingOnTheHost() {
        Linux linux = without(TestSpecs.linux(CGROUP), Kind.MOUNT, new Namespace(Kind.MOUNT, "/proc/self/ns/mnt"))
                .build();

        var error = assertThrows(InvalidArgumentException.class, () -> run(linux, "true"));

        assertTrue(error.text().contains("join mnt namespace /proc/self/ns/mnt: that is the host's"), error.text());
    }

    @Test
    void saysWhenAFileIsNoNamespaceOfThatKind() {
        Linux linux = without(TestSpecs.linux(CGROUP), Kind.UTS, new Namespace(Kind.UTS, "/proc/self/ns/net"))
                .build();

        var error = assertThrows(InvalidArgumentException.class, () -> run(linux, "true"));

        assertTrue(error.text().endsWith("join uts namespace /proc/self/ns/net: invalid argument"), error.text());
    }

    @Test
    void refusesMapsThatAJoinedNamespaceDoesNotHave() throws IOException {
        giveRootfs(ROOT_OUTSIDE);
        try (TestContainer first = start(userNamespace().build(), "sleep", "60")) {
            List<IdMapping> other = List.of(new IdMapping(0, 7, 1));
            Linux.Builder linux = with(TestSpecs.linux(CGROUP + "-b"), of(first, Kind.USER));

            assertEquals("0\n", run(linux.uidMappings(MAP).gidMappings(MAP).build(), "id", "-u"));
            var error = assertThrows(
                    InvalidArgumentException.class,
                    () -> run(linux.uidMappings(other).gidMappings(other).build(), "true"));

            assertTrue(
                    error.text().endsWith("its uid_map is not what the spec says: \"0 100000 65536\""), error.text());
        }
    }

    @Test
    void movesNetworkDevicesWithTheirAddresses() {
        // A host of our own: what is moved in this test must not be missed elsewhere.
        try (NetworkNamespace host = NetworkNamespace.create();
                NetworkNamespace far = NetworkNamespace.create()) {
            MacAddress mac = MacAddress.parse("02:42:0a:00:00:07");
            host.run(() -> makeDevice(host, far, mac));
            Linux linux = TestSpecs.linux(CGROUP)
                    .netDevices(Map.of("jdt0", new NetDevice("eth7")))
                    .build();

            String output = host.call(() -> run(linux, "ip", "addr"));

            assertTrue(output.contains(": eth7"), output);
            assertTrue(output.contains("UP"), output);
            assertTrue(output.contains("mtu 1400"), output);
            assertTrue(output.contains("link/ether 02:42:0a:00:00:07"), output);
            assertTrue(output.contains("inet 10.7.0.2/24 brd 10.7.0.255 scope global eth7"), output);
            assertTrue(!Files.exists(IPV6) || output.contains("inet6 fd07::2/64 scope global"), output);
            assertFalse(output.contains("inet6 fe80::42:aff:fe00:7/64 scope global"), output);
            assertEquals(Optional.empty(), host.call(() -> linkOf("jdt0")));
        }
    }

    @Test
    void countsNetworkDevicesUpAndTakesNoNameAway() {
        try (NetworkNamespace host = NetworkNamespace.create();
                NetworkNamespace far = NetworkNamespace.create()) {
            host.run(() -> makeDevice(host, far, MacAddress.parse("02:42:0a:00:00:07")));
            Linux counted = TestSpecs.linux(CGROUP)
                    .netDevices(Map.of("jdt0", new NetDevice("l%d")))
                    .build();
            Linux taken = TestSpecs.linux(CGROUP)
                    .netDevices(Map.of("jdt0", new NetDevice("lo")))
                    .build();

            var error = assertThrows(InvalidArgumentException.class, () -> host.call(() -> run(taken, "true")));
            assertTrue(host.call(() -> linkOf("jdt0")).isPresent());
            String output = host.call(() -> run(counted, "ip", "link"));

            assertEquals("linux.netDevices: the container has a device lo already", error.text());
            assertTrue(output.contains(": l0"), output);
        }
    }

    @Test
    void setsParametersOfTheContainersNamespacesOnly() throws IOException {
        giveRootfs(ROOT_OUTSIDE);
        Map<String, String> own =
                Map.of("net/ipv4/conf/lo/forwarding", "1", "kernel.shmmni", "77", "user.max_mnt_namespaces", "5");
        String before = Files.readString(Path.of("/proc/sys/kernel/shmmni"));

        String output = run(
                userNamespace().sysctl(own).build(),
                "cat",
                "/proc/sys/net/ipv4/conf/lo/forwarding",
                "/proc/sys/kernel/shmmni",
                "/proc/sys/user/max_mnt_namespaces");

        assertEquals("1\n77\n5\n", output);
        assertEquals(before, Files.readString(Path.of("/proc/sys/kernel/shmmni")));
    }

    @Test
    void setsNoParameterThroughANamespaceThatIsTheHosts() {
        Linux linux = without(TestSpecs.linux(CGROUP), Kind.NETWORK, new Namespace(Kind.NETWORK, "/proc/self/ns/net"))
                .sysctl(Map.of("net.ipv4.conf.lo.forwarding", "1"))
                .build();

        var error = assertThrows(InvalidArgumentException.class, () -> run(linux, "true"));

        assertTrue(error.text().endsWith("the container shares that namespace with the host"), error.text());
    }

    @Test
    void namesANetworkDeviceThatIsNotThere() {
        Linux linux = TestSpecs.linux(CGROUP)
                .netDevices(Map.of("nonesuch", new NetDevice(null)))
                .build();

        var error = assertThrows(InvalidArgumentException.class, () -> run(linux, "true"));

        assertEquals("linux.netDevices: there is no device nonesuch on the host", error.text());
    }

    private static void makeDevice(NetworkNamespace host, NetworkNamespace far, MacAddress mac) {
        try (Rtnetlink links = Rtnetlink.open();
                Rtnetlink there = far.call(Rtnetlink::open)) {
            there.createBridge("br0", MacAddress.parse("02:42:0a:00:00:01"), 1400);
            there.createVeth(new VethPair("v0", there.link("br0").orElseThrow().index(), "jdt0", mac, 1400), host);
            int index = links.link("jdt0").orElseThrow().index();
            links.addAddress(index, Ipv4Prefix.parse("10.7.0.2/24"));
            links.setUp(index);
            if (Files.exists(IPV6)) {
                byte[] address = HexFormat.of().parseHex("fd070000000000000000000000000002");
                // The address is given twice, as the link's own and as its peer's.
                links.addAddress(index, new PermanentAddress((byte) 10, (byte) 64, 0, Map.of(1, address, 2, address)));
            }
        }
    }

    private static Optional<Link> linkOf(String name) {
        try (Rtnetlink links = Rtnetlink.open()) {
            return links.link(name);
        }
    }

    private String run(Linux linux, String... args) {
        return TestContainer.run(
                        spec(CGROUP, process(args).build()).linux(linux).build(), rootfs)
                .output();
    }

    private TestContainer start(Linux linux, String... args) {
        return TestContainer.start(
                spec(CGROUP, process(args).build()).linux(linux).build(), rootfs);
    }

    private static Linux.Builder userNamespace() {
        return with(TestSpecs.linux(CGROUP), Namespace.fresh(Kind.USER))
                .uidMappings(MAP)
                .gidMappings(MAP);
    }

    private static Linux.Builder with(Linux.Builder linux, Namespace... more) {
        List<Namespace> all = new ArrayList<>(linux.build().namespaces());
        all.addAll(List.of(more));
        return linux.namespaces(all);
    }

    /** With one namespace in the place of another of its kind. */
    private static Linux.Builder without(Linux.Builder linux, Kind kind, Namespace instead) {
        List<Namespace> all = new ArrayList<>(linux.build().namespaces());
        all.removeIf(namespace -> namespace.type() == kind);
        all.add(instead);
        return linux.namespaces(all);
    }

    private static Namespace of(TestContainer container, Kind kind) {
        String name = switch (kind) {
            case MOUNT -> "mnt";
            case NETWORK -> "net";
            case PID, IPC, UTS, USER, CGROUP, TIME -> kind.name().toLowerCase(java.util.Locale.ROOT);
        };
        return new Namespace(kind, "/proc/%d/ns/%s".formatted(container.pid(), name));
    }

    private static String namespaceOf(TestContainer container, String name) throws IOException {
        return Files.readSymbolicLink(Path.of("/proc/%d/ns/%s".formatted(container.pid(), name)))
                .toString();
    }

    private static Device pipe(String path) {
        return new Device(path, "p", 0, 0, null, null, null);
    }

    private void giveRootfs(int owner) throws IOException {
        try (Stream<Path> files = Files.walk(rootfs)) {
            for (Path file : files.toList()) {
                Files.setAttribute(file, "unix:uid", owner, LinkOption.NOFOLLOW_LINKS);
                Files.setAttribute(file, "unix:gid", owner, LinkOption.NOFOLLOW_LINKS);
            }
        }
    }
}
