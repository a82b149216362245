package io.jdock.libcontainer;

import static io.jdock.libcontainer.TestSpecs.process;
import static io.jdock.libcontainer.TestSpecs.spec;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jdock.errdefs.EngineException;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.libcontainer.cgroups.CgroupDriver;
import io.jdock.linux.At;
import io.jdock.linux.FileCalls;
import io.jdock.oci.runtime.IdMapping;
import io.jdock.oci.runtime.Linux;
import io.jdock.oci.runtime.Mount;
import io.jdock.oci.runtime.Namespace;
import io.jdock.oci.runtime.Process;
import io.jdock.oci.runtime.Spec;
import io.jdock.oci.runtime.User;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Root file systems and specs that mean harm. Nothing of the host changes; whether the container starts does not matter. */
final class HostileRootTest {

    private static final String CGROUP =
            "/jdock-test-hostile-" + ProcessHandle.current().pid();
    /** What is endless would take for ever; a starved machine must not look like that. */
    private static final Duration SOON = Duration.ofSeconds(30);

    private static final int FIFO = 0010600;

    @TempDir
    Path directory;

    private Path rootfs;
    private Path canary;

    @BeforeEach
    void makeRoot() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root");
        assumeTrue(Files.exists(Path.of("/bin/busybox")), "needs a static busybox");
        rootfs = TestContainer.busyboxRoot(directory);
        canary = Files.createDirectory(directory.resolve("canary"));
    }

    /** A10, CVE-2026-41579, CVE-2026-47766. */
    @ParameterizedTest
    @ValueSource(
            strings = {"dev", "dev/pts", "dev/shm", "etc", "etc/hosts", "etc/resolv.conf", "sys", "tmp", "home/work"})
    void linksInTheImageLeadNowhereOnTheHost(String name) throws IOException {
        for (String target : List.of("/../.." + canary, "/proc/1/root" + canary, "../".repeat(20) + canary + "/new")) {
            Path place = rootfs.resolve(name);
            Files.createDirectories(place.getParent());
            delete(place);
            Files.createSymbolicLink(place, Path.of(target));
            List<Mount> mounts = new ArrayList<>(TestSpecs.mounts());
            mounts.removeIf(
                    mount -> name.startsWith("dev/") && mount.destination().equals("/dev"));
            mounts.add(Mount.bind("/etc/hosts", "/etc/hosts", List.of("rbind")));
            mounts.add(Mount.bind("/etc/hosts", "/etc/resolv.conf", List.of("rbind")));

            attempt(spec(CGROUP, process("true").cwd("/home/work/dir").build())
                    .mounts(mounts)
                    .build());

            try (Stream<Path> left = Files.list(canary)) {
                assertEquals(List.of(), left.toList(), name + " -> " + target);
            }
        }
    }

    /** A6, CVE-2019-16884, CVE-2023-27561, CVE-2023-28642. */
    @ParameterizedTest
    @ValueSource(strings = {"proc", "sys"})
    void procAndSysAreMountedOnDirectoriesOnly(String name) throws IOException {
        for (String target : List.of("/tmp", "/nowhere", "/tmp/../home")) {
            delete(rootfs.resolve(name));
            Files.createSymbolicLink(rootfs.resolve(name), Path.of(target));

            var error = assertThrows(
                    InvalidArgumentException.class,
                    () -> TestContainer.run(
                            spec(CGROUP, process("true").build()).build(), rootfs));

            assertTrue(error.text().contains("/" + name + ":"), error.text());
        }
    }

    /** A12, CVE-2021-43784. */
    @Test
    void refusesWhatIsTooMuchBeforeAnythingIsMade() {
        List<IdMapping> map = Collections.nCopies(10_000, new IdMapping(0, 0, 1));
        String path = "/x".repeat(35_000);
        Map<String, Runnable> excesses = Map.of(
                "process: an argument or variable",
                () -> run(process("true").env(List.of("A=" + "x".repeat(1_000_000)))),
                "linux.namespaces: path",
                () -> run(Linux.builder().namespaces(List.of(new Namespace(Namespace.Kind.UTS, path)))),
                "10000 ranges",
                () -> run(TestSpecs.linux(CGROUP)
                        .namespaces(newNamespaces())
                        .uidMappings(map)
                        .gidMappings(map)),
                "in the container: want an absolute path of at most",
                () -> run(TestSpecs.linux(CGROUP).maskedPaths(List.of(path))),
                "masked and read-only paths: at most",
                () -> run(TestSpecs.linux(CGROUP)
                        .maskedPaths(
                                IntStream.range(0, 1000).mapToObj(i -> "/m" + i).toList())));
        excesses.forEach((reason, excess) -> {
            var error = assertTimeoutPreemptively(
                    SOON, () -> assertThrows(InvalidArgumentException.class, excess::run, reason));
            assertTrue(error.text().contains(reason), error.text());
        });
    }

    private static List<Namespace> newNamespaces() {
        return Stream.of(Namespace.Kind.MOUNT, Namespace.Kind.USER, Namespace.Kind.UTS)
                .map(Namespace::fresh)
                .toList();
    }

    /** A15, CVE-2026-47262, CVE-2024-9676. */
    @ParameterizedTest
    @ValueSource(strings = {"sparse", "line", "fifo", "zero", "host-fifo"})
    void readsAccountFilesOnlyWithinLimits(String kind) throws IOException {
        Path passwd = rootfs.resolve("etc/passwd");
        switch (kind) {
            case "sparse" -> {
                try (RandomAccessFile file = new RandomAccessFile(passwd.toFile(), "rw")) {
                    file.setLength(2L << 30);
                }
            }
            case "line" -> Files.writeString(passwd, "x".repeat(2 << 20));
            case "fifo" -> FileCalls.mknodat(At.FDCWD, passwd.toString(), FIFO, 0);
            case "zero" -> Files.createSymbolicLink(passwd, Path.of("/dev/zero"));
            default -> {
                FileCalls.mknodat(At.FDCWD, canary.resolve("fifo").toString(), FIFO, 0);
                Files.createSymbolicLink(passwd, canary.resolve("fifo"));
            }
        }
        var spec = spec(
                        CGROUP,
                        process("id", "-u")
                                .user(new User(0, 0, null, List.of(), "web"))
                                .build())
                .build();

        assertTimeoutPreemptively(
                SOON, () -> assertThrows(InvalidArgumentException.class, () -> TestContainer.run(spec, rootfs)));
    }

    /** A16, CVE-2022-36109, CVE-2023-25173. */
    @Test
    void groupsAreThoseOfTheAccountAndThoseAsked() throws IOException {
        Files.writeString(rootfs.resolve("etc/passwd"), "root:x:0:0::/:/bin/sh\nweb:x:1000:1000::/:/bin/sh\n");
        Files.writeString(rootfs.resolve("etc/group"), "root:x:0:\nlog:x:4:web\nweb:x:1000:\n");
        Path secret = Files.writeString(rootfs.resolve("secret"), "secret");
        Files.setAttribute(secret, "unix:mode", 0070);
        var byName = process("sh", "-c", "id -G; cat /secret")
                .user(new User(0, 0, null, List.of(77L), "web"))
                .build();
        var byNumber = process("id", "-G")
                .user(new User(0, 0, null, List.of(), "1234:1234"))
                .build();

        assertEquals(
                "1000 4 77\ncat: can't open '/secret': Permission denied\n",
                TestContainer.run(spec(CGROUP, byName).build(), rootfs).output());
        assertEquals(
                "1234\n",
                TestContainer.run(spec(CGROUP, byNumber).build(), rootfs).output());
    }

    /** A14, CVE-2024-40635, CVE-2026-46680, CVE-2026-30892. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "4294967296",
                "4294967295",
                "2147483648",
                "-1",
                "0x0",
                "1e3",
                " 0",
                "0:4294967296",
                "99999999999999999999",
                "a:b:c",
                ":",
                "0:",
                ":0"
            })
    void numbersOutOfRangeAreNobody(String user) throws IOException {
        Files.writeString(rootfs.resolve("etc/passwd"), "%s:x:0:0::/:/bin/sh\nroot:x:0:0::/:/bin/sh\n".formatted(user));
        var process =
                process("id", "-u").user(new User(0, 0, null, List.of(), user)).build();

        assertThrows(
                InvalidArgumentException.class,
                () -> TestContainer.run(spec(CGROUP, process).build(), rootfs));
    }

    /** A22, crun's CVE-2025-24965: a name is no path. */
    @ParameterizedTest
    @ValueSource(strings = {"../x", "..", "a/../../b", "."})
    void aNameIsNoWayOutOfTheCgroups(String id) {
        var spec = spec("", process("true").build()).build();

        assertThrows(
                InvalidArgumentException.class,
                () -> new ContainerLauncher().plan(id, spec, rootfs, directory, CgroupDriver.CGROUPFS));
    }

    private void run(Process.Builder process) {
        TestContainer.run(spec(CGROUP, process.build()).build(), rootfs);
    }

    private void run(Linux.Builder linux) {
        TestContainer.run(
                spec(CGROUP, process("true").build()).linux(linux.build()).build(), rootfs);
    }

    private void attempt(Spec spec) {
        try {
            TestContainer.run(spec, rootfs);
        } catch (EngineException refused) {
            assertTrue(!refused.text().isEmpty(), "a refusal says why");
        }
    }

    private static void delete(Path place) throws IOException {
        if (Files.isSymbolicLink(place) || Files.isRegularFile(place)) {
            Files.delete(place);
        } else if (Files.exists(place)) {
            try (Stream<Path> all = Files.walk(place)) {
                for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
