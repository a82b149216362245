package io.jdock.libcontainer;

import static io.jdock.libcontainer.TestSpecs.process;
import static io.jdock.libcontainer.TestSpecs.spec;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jdock.concurrent.Threads;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.linux.CloneFlags;
import io.jdock.linux.MountCalls;
import io.jdock.linux.MountFlags;
import io.jdock.linux.NamespaceCalls;
import io.jdock.oci.runtime.Device;
import io.jdock.oci.runtime.IdMapping;
import io.jdock.oci.runtime.Linux;
import io.jdock.oci.runtime.Mount;
import io.jdock.oci.runtime.Spec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What containers see as mounted, for real. */
final class MountsTest {

    private static final String CGROUP =
            "/jdock-test-mounts-" + ProcessHandle.current().pid();

    @TempDir
    Path directory;

    private Path rootfs;
    private Path volume;

    @BeforeEach
    void makeRoot() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root");
        assumeTrue(Files.exists(Path.of("/bin/busybox")), "needs a static busybox");
        rootfs = TestContainer.busyboxRoot(directory);
        volume = Files.createDirectory(directory.resolve("volume"));
        Files.writeString(volume.resolve("file"), "content\n");
    }

    @Test
    void bindMountsReplaceAttributesAsMountDoes() {
        String options = isolated(() -> {
            MountCalls.mount(
                    "tmpfs",
                    volume.toString(),
                    "tmpfs",
                    MountFlags.NOSUID | MountFlags.NODEV | MountFlags.NOATIME,
                    null);
            List<Mount> mounts = List.of(
                    Mount.bind(volume.toString(), "/a", List.of("rbind")),
                    Mount.bind(volume.toString(), "/b", List.of("rbind", "ro")),
                    Mount.bind(volume.toString(), "/c", List.of("rbind", "suid")),
                    Mount.bind(volume.toString(), "/d", List.of("rbind", "noexec", "relatime")),
                    Mount.bind(volume.toString(), "/e", List.of("rbind", "ro", "nodiratime")));
            return run(
                    mounts, "sh", "-c", "for m in a b c d e; do grep \" /$m \" /proc/mounts | cut -d' ' -f2,4; done");
        });

        assertEquals("""
                /a rw,nosuid,nodev,noatime
                /b ro,noatime
                /c rw,noatime
                /d rw,noexec,relatime
                /e ro,nodiratime,relatime
                """, withoutInodes(options));
    }

    /** How some kernels are built, not what was asked for. */
    private static String withoutInodes(String options) {
        return options.replace(",inode64", "");
    }

    @Test
    void recursiveOptionsReachWhatIsMountedBelow() {
        String output = isolated(() -> {
            tmpfs(volume);
            tmpfs(make(volume.resolve("below")));
            List<Mount> mounts = List.of(
                    Mount.bind(volume.toString(), "/top", List.of("rbind", "ro")),
                    Mount.bind(
                            volume.toString(), "/all", List.of("rbind", "rro", "rnosuid", "rnoatime", "rnosymfollow")),
                    Mount.bind(volume.toString(), "/flat", List.of("bind")));
            return run(mounts, "sh", "-c", "grep -E ' /(top|all|flat)' /proc/mounts | cut -d' ' -f2,4");
        });

        assertEquals("""
                /top ro,relatime
                /top/below rw,relatime
                /all ro,nosuid,noatime,nosymfollow
                /all/below ro,nosuid,noatime,nosymfollow
                /flat rw,relatime
                """, output.replaceAll(",inode64", ""));
    }

    @Test
    void mountsPropagateAsTheirOptionsSay() {
        assertEquals("master", propagation(null, List.of("rbind")));
        assertEquals("shared,master", propagation(null, List.of("rbind", "shared")));
        assertEquals("", propagation(null, List.of("rbind", "rprivate")));
        assertEquals("unbindable", propagation(null, List.of("rbind", "unbindable")));
        assertEquals("shared,master", propagation(null, List.of("rbind", "slave", "shared")));
        assertEquals("shared", propagation("shared", List.of("rbind", "rshared")));
        assertEquals("master", propagation("shared", List.of("rbind", "rslave")));
        assertEquals("shared", propagation("slave", List.of("rbind")));
        assertEquals("", propagation("rprivate", List.of("rbind")));
        assertEquals("", propagation("unbindable", List.of("rbind", "private")));
    }

    @Test
    void theRootPropagatesAsTheSpecSays() {
        assertEquals("", rootPropagation("private"));
        assertEquals("", rootPropagation("rprivate"));
        assertEquals("", rootPropagation("slave"));
        assertEquals("master", rootPropagation("rslave"));
        assertEquals("shared", rootPropagation("shared"));
        assertEquals("shared", rootPropagation("rshared"));
        assertEquals("unbindable", rootPropagation("unbindable"));
        assertEquals("unbindable", rootPropagation("runbindable"));
    }

    @Test
    void whatASharedContainerMountsAppearsOnTheHostAndNothingElseChangesThere() {
        isolated(() -> {
            MountCalls.mount("none", "/", null, MountFlags.SHARED | MountFlags.REC, null);
            tmpfs(volume);
            MountCalls.mount("none", volume.toString(), null, MountFlags.SHARED, null);
            make(volume.resolve("inner"));
            List<String> before = mountPoints();
            Linux linux = TestSpecs.linux(CGROUP)
                    .seccomp(null)
                    .rootfsPropagation("shared")
                    .build();
            var process = process("mount", "-t", "tmpfs", "inner", "/v/inner")
                    .capabilities(TestSpecs.capabilities("CAP_SYS_ADMIN"))
                    .build();

            TestContainer.Result result = TestContainer.run(
                    spec(CGROUP, process)
                            .mounts(with(Mount.bind(volume.toString(), "/v", List.of("rbind", "rshared"))))
                            .linux(linux)
                            .build(),
                    rootfs);

            assertEquals(new TestContainer.Result(0, ""), result);
            List<String> expected = new ArrayList<>(before);
            expected.add(volume.resolve("inner").toString());
            assertEquals(expected, mountPoints());
            return "";
        });
    }

    @Test
    void aRootOnASharedMountStaysTheContainersAffair() {
        for (String type : List.of("private", "rprivate", "slave", "rslave", "shared", "rshared", "unbindable")) {
            isolated(() -> {
                MountCalls.mount(directory.toString(), directory.toString(), null, MountFlags.BIND, null);
                MountCalls.mount("none", directory.toString(), null, MountFlags.SHARED, null);
                List<String> before = mountPoints();

                assertEquals(
                        "fine\n",
                        run(TestSpecs.linux(CGROUP).rootfsPropagation(type).build(), "echo", "fine"),
                        type);

                assertEquals(before, mountPoints(), type);
                return "";
            });
        }
    }

    @Test
    void aTmpfsHasTheModeOfWhatItCovers() throws IOException {
        Files.setPosixFilePermissions(rootfs.resolve("home"), PosixFilePermissions.fromString("rwxr-x---"));
        List<Mount> mounts = List.of(
                new Mount("/home", "tmpfs", "tmpfs", List.of("ro")),
                new Mount("/tmp", "tmpfs", "tmpfs", List.of("mode=711", "size=64k")),
                new Mount("/new", "tmpfs", "tmpfs", List.of("sync", "noexec")));

        String output = run(
                mounts,
                "sh",
                "-c",
                "stat -c '%n %a' /home /tmp /new; grep -E ' /(home|new) ' /proc/mounts; touch /home/x");

        assertTrue(output.startsWith("/home 750\n/tmp 711\n/new 1777\n"), output);
        assertTrue(output.contains("tmpfs /home tmpfs ro,relatime,mode=750"), output);
        assertTrue(output.contains("tmpfs /new tmpfs rw,sync,noexec,relatime"), output);
        assertTrue(output.contains("/home/x: Read-only file system"), output);
    }

    @Test
    void aTmpfsCanStartWithWhatItCovers() throws IOException {
        Files.createDirectories(rootfs.resolve("home/sub"));
        Files.writeString(rootfs.resolve("home/sub/file"), "hello\n");
        Files.setAttribute(rootfs.resolve("home/sub/file"), "unix:mode", 04751);
        Files.createSymbolicLink(rootfs.resolve("home/link"), Path.of("sub/file"));
        List<Mount> mounts = List.of(
                new Mount("/home", "tmpfs", "tmpfs", List.of("tmpcopyup", "nosuid")),
                new Mount("/none", "tmpfs", "tmpfs", List.of("tmpcopyup")));

        String output = run(
                mounts,
                "sh",
                "-c",
                "cat /home/link; stat -c %a /home/sub/file; echo changed > /home/sub/file; ls /none");

        assertEquals("hello\n4751\n", output);
        assertEquals("hello\n", Files.readString(rootfs.resolve("home/sub/file")));
    }

    /** One option of 256 characters or more is not for fsconfig(2). */
    @Test
    void longOptionsGoTogetherWithAllOthers() throws IOException {
        Files.createDirectories(rootfs.resolve("home"));
        Files.writeString(rootfs.resolve("home/file"), "hello\n");
        String longSize = "size=0" + "0".repeat(256) + "200000";
        List<Mount> mounts = List.of(
                new Mount("/ro", "tmpfs", "tmpfs", List.of("ro", "mode=751", longSize)),
                new Mount("/home", "tmpfs", "tmpfs", List.of("tmpcopyup", "nosuid", longSize)),
                new Mount("/sealed", "tmpfs", "tmpfs", List.of("tmpcopyup", "rro", longSize)),
                new Mount("/ro/below", "tmpfs", "tmpfs", List.of("noexec")));

        String output = run(
                mounts,
                "sh",
                "-c",
                "cat /home/file; grep -E ' /(ro|home|sealed) ' /proc/mounts; stat -c %a /ro;"
                        + " touch /ro/x; touch /sealed/x; touch /ro/below/x");

        assertEquals("""
                hello
                tmpfs /ro tmpfs ro,relatime,size=64k,mode=751 0 0
                tmpfs /home tmpfs rw,nosuid,relatime,size=64k,mode=755 0 0
                tmpfs /sealed tmpfs ro,relatime,size=64k 0 0
                751
                touch: /ro/x: Read-only file system
                touch: /sealed/x: Read-only file system
                """, output.replace(",inode64", ""));
        assertEquals("hello\n", Files.readString(rootfs.resolve("home/file")));
    }

    @Test
    void anIdMappedMountShowsOtherOwners() throws IOException {
        List<IdMapping> map = List.of(new IdMapping(0, 5000, 100));
        Mount mount = new Mount("/v", "bind", volume.toString(), List.of("rbind", "ridmap"), map, map);

        String output = run(
                List.of(mount),
                "sh",
                "-c",
                "stat -c %u:%g /v/file; touch /v/made; stat -c %u:%g /v/made; mount | grep ' /v '");

        assertTrue(output.startsWith("5000:5000\n"), output);
        // Root is not among the ids that the mount has.
        assertTrue(output.contains("/v/made: Value too large"), output);
        assertFalse(Files.exists(volume.resolve("made")));
    }

    @Test
    void saysWhenAFileSystemHasNoIdMappedMounts() {
        List<IdMapping> map = List.of(new IdMapping(0, 5000, 100));
        Mount mount = new Mount("/v", "bind", "/sys/kernel", List.of("bind"), map, map);

        var error = assertThrows(InvalidArgumentException.class, () -> run(List.of(mount), "true"));

        assertTrue(
                error.text()
                        .endsWith(
                                "bind mount /sys/kernel on /v: map its ids, which its file system must support: invalid argument"),
                error.text());
    }

    @Test
    void makesMountPointsWhereLinksLeadToNothing() throws IOException {
        Files.createSymbolicLink(rootfs.resolve("etc/resolv.conf"), Path.of("../run/resolve/stub.conf"));
        Files.createDirectories(rootfs.resolve("var"));
        Files.createSymbolicLink(rootfs.resolve("var/run"), Path.of("/../run"));
        List<Mount> mounts = List.of(
                Mount.bind(volume.resolve("file").toString(), "/etc/resolv.conf", List.of("rbind")),
                Mount.bind(volume.toString(), "/var/run/socket.d", List.of("rbind")),
                new Mount("/var/run/more", "tmpfs", "tmpfs", List.of("mode=700")));

        String output = run(mounts, "sh", "-c", "cat /run/resolve/stub.conf /run/socket.d/file; ls -d /run/more");

        assertEquals("content\ncontent\n/run/more\n", output);
    }

    @Test
    void remountsWhatIsMounted() {
        List<Mount> mounts = List.of(
                new Mount("/a", "tmpfs", "tmpfs", List.of("size=64k", "mode=755")),
                new Mount("/a", "tmpfs", "tmpfs", List.of("remount", "size=128k", "noexec")),
                Mount.bind(volume.toString(), "/b", List.of("rbind", "nosuid")),
                new Mount("/b", null, null, List.of("bind", "remount", "ro", "nodev")));

        String output = run(mounts, "sh", "-c", "for m in a b; do grep \" /$m \" /proc/mounts | cut -d' ' -f2,4; done");

        assertTrue(output.startsWith("/a rw,noexec,relatime,size=128k"), output);
        assertTrue(output.contains("\n/b ro,nodev,relatime"), output);
    }

    @Test
    void mountsAnOverlayOfManyLayers() throws IOException {
        StringBuilder layers = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            Path layer = Files.createDirectories(directory.resolve("layers/layer-with-a-long-name-" + i));
            Files.writeString(layer.resolve("file" + i), "");
            layers.append(i == 0 ? "" : ":").append(layer);
        }
        Path upper = Files.createDirectory(directory.resolve("layers/upper"));
        Path work = Files.createDirectory(directory.resolve("layers/work"));
        List<String> options = List.of("nodev", "lowerdir=" + layers, "upperdir=" + upper, "workdir=" + work);

        String output = run(
                List.of(new Mount("/m", "overlay", "overlay", options)),
                "sh",
                "-c",
                "ls /m | wc -l; touch /m/made; grep ' /m ' /proc/mounts | cut -d, -f1-3");

        assertTrue(output.startsWith("20\noverlay /m overlay rw,nodev,relatime\n"), output);
        assertTrue(Files.exists(upper.resolve("made")));
    }

    @Test
    void makesHundredsOfMounts() {
        List<Mount> mounts = IntStream.range(0, 300)
                .mapToObj(i -> Mount.bind(volume.toString(), "/many/m" + i, List.of("rbind", "ro")))
                .toList();

        assertEquals("300\n", run(mounts, "sh", "-c", "cat /many/*/file | wc -l"));
    }

    @Test
    void showsAnotherProcfsOnProcAndNothingElse() {
        List<Mount> mounts = new ArrayList<>(TestSpecs.mounts());
        mounts.removeIf(mount -> mount.destination().equals("/proc"));
        mounts.addFirst(Mount.bind("/proc", "/proc", List.of("rbind")));
        var process = process(
                        "sh",
                        "-c",
                        "cat /proc/$PPID/comm; test -d /proc/"
                                + ProcessHandle.current().pid())
                .build();

        TestContainer.Result result =
                TestContainer.run(spec(CGROUP, process).mounts(mounts).build(), rootfs);
        mounts.set(0, Mount.bind("/sys", "/proc", List.of("rbind")));
        var error = assertThrows(
                InvalidArgumentException.class,
                () -> TestContainer.run(spec(CGROUP, process).mounts(mounts).build(), rootfs));

        assertEquals(0, result.status(), result.output());
        assertTrue(error.text().contains("bind mount /sys on /proc: unexpected file system"), error.text());
    }

    @Test
    void protectsWhatALinkLeadsTo() throws IOException {
        Files.writeString(rootfs.resolve("secret"), "secret");
        Files.createDirectories(rootfs.resolve("shown/inside"));
        Files.createSymbolicLink(rootfs.resolve("masked-file"), Path.of("secret"));
        Files.createSymbolicLink(rootfs.resolve("masked-directory"), Path.of("shown"));
        Files.createSymbolicLink(rootfs.resolve("locked"), Path.of("home"));
        Linux linux = TestSpecs.linux(CGROUP)
                .maskedPaths(List.of("/masked-file", "/masked-directory", "/nonesuch"))
                .readonlyPaths(List.of("/locked", "/nonesuch"))
                .build();

        String output = run(linux, "sh", "-c", "cat /secret; ls /shown; touch /shown/x /home/x");

        assertEquals("touch: /shown/x: Read-only file system\ntouch: /home/x: Read-only file system\n", output);
    }

    @Test
    void makesDevicesWithTheirModesAndOwners() {
        Linux linux = TestSpecs.linux(CGROUP)
                .devices(List.of(
                        new Device("/dev/null", "c", 1, 3, 0640, 5L, 6L),
                        new Device("/dev/deep/er/loop", "b", 7, 0, 0600, 4_000_000_000L, null),
                        new Device("/dev/ptmx", "c", 5, 2, null, null, null)))
                .build();

        String output = run(
                linux,
                "sh",
                "-c",
                "stat -c '%n %F %a %u:%g %t:%T' /dev/null /dev/deep/er/loop /dev/tty; readlink /dev/ptmx; readlink /dev/stdin");

        assertEquals("""
                /dev/null character special file 640 5:6 1:3
                /dev/deep/er/loop block special file 600 4000000000:0 7:0
                /dev/tty character special file 666 0:0 5:0
                pts/ptmx
                /proc/self/fd/0
                """, output);
    }

    @Test
    void leavesADevThatIsBroughtAlongAsItIs() {
        List<Mount> mounts = new ArrayList<>(TestSpecs.mounts());
        mounts.removeIf(mount -> mount.destination().startsWith("/dev"));
        mounts.add(Mount.bind("/dev", "/dev", List.of("rbind", "rslave")));
        var process = process(
                        "sh",
                        "-c",
                        "ls /dev | wc -l; test -e /dev/core; echo x > /dev/null; grep -c ' /dev ' /proc/mounts")
                .build();

        TestContainer.Result result =
                TestContainer.run(spec(CGROUP, process).mounts(mounts).build(), rootfs);

        try (var own = Files.list(Path.of("/dev"))) {
            assertEquals(own.count() + "\n1\n", result.output());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void runsInTheHostsOwnRoot() {
        isolated(() -> {
            var process = process("sh", "-c", "test -e " + rootfs + " && test -d /proc/1 && echo fine")
                    .build();

            TestContainer.Result result =
                    TestContainer.run(spec(CGROUP, process).build(), Path.of("/"), directory);

            assertEquals(new TestContainer.Result(0, "fine\n"), result);
            return "";
        });
    }

    private String run(List<Mount> more, String... args) {
        Spec spec = spec(CGROUP, process(args).build())
                .mounts(with(more.toArray(new Mount[0])))
                .build();
        return TestContainer.run(spec, rootfs).output();
    }

    private String run(Linux linux, String... args) {
        return TestContainer.run(
                        spec(CGROUP, process(args).build()).linux(linux).build(), rootfs)
                .output();
    }

    private static List<Mount> with(Mount... more) {
        List<Mount> mounts = new ArrayList<>(TestSpecs.mounts());
        mounts.addAll(List.of(more));
        return mounts;
    }

    /** How a volume propagates in the container that is shared on the host. */
    private String propagation(@Nullable String ofRoot, List<String> options) {
        return isolated(() -> {
            tmpfs(volume);
            MountCalls.mount("none", volume.toString(), null, MountFlags.SHARED, null);
            return propagation(ofRoot, "/v", List.of(Mount.bind(volume.toString(), "/v", options)));
        });
    }

    private String rootPropagation(String ofRoot) {
        return isolated(() -> {
            MountCalls.mount("none", "/", null, MountFlags.SHARED | MountFlags.REC, null);
            return propagation(ofRoot, "/", List.of());
        });
    }

    private String propagation(@Nullable String ofRoot, String place, List<Mount> more) {
        Linux linux = TestSpecs.linux(CGROUP).rootfsPropagation(ofRoot).build();
        Spec spec = spec(CGROUP, process("cat", "/proc/self/mountinfo").build())
                .mounts(with(more.toArray(new Mount[0])))
                .linux(linux)
                .build();
        String[] fields = TestContainer.run(spec, rootfs)
                .output()
                .lines()
                .map(line -> line.split(" "))
                .filter(line -> line[4].equals(place))
                .findFirst()
                .orElseThrow();
        List<String> optional = List.of(fields).subList(6, List.of(fields).indexOf("-"));
        return String.join(",", optional).replaceAll(":[0-9]+", "");
    }

    /** In a mount namespace that ends with this, so that nothing of what is done here is seen elsewhere. */
    private static String isolated(Supplier<String> body) {
        return Threads.callOnPlatformThread("isolated", () -> {
            NamespaceCalls.unshare(io.jdock.linux.Namespace.MOUNT.flag() | CloneFlags.FS);
            MountCalls.mount("none", "/", null, MountFlags.PRIVATE | MountFlags.REC, null);
            return body.get();
        });
    }

    /** Those of this test: others' go from here too when somebody elsewhere removes the directory below one. */
    private List<String> mountPoints() {
        try {
            return Files.readAllLines(Path.of("/proc/thread-self/mountinfo")).stream()
                    .map(line -> line.split(" ")[4])
                    .filter(place -> Path.of(place).startsWith(directory))
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void tmpfs(Path place) {
        MountCalls.mount("tmpfs", place.toString(), "tmpfs", 0, null);
    }

    private static Path make(Path place) {
        try {
            return Files.createDirectories(place);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
