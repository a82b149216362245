package io.jdock.libcontainer;

import static io.jdock.libcontainer.TestSpecs.process;
import static io.jdock.libcontainer.TestSpecs.spec;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jdock.errdefs.EngineException;
import io.jdock.linux.At;
import io.jdock.linux.FileCalls;
import io.jdock.oci.runtime.Linux;
import io.jdock.oci.runtime.Mount;
import io.jdock.oci.runtime.Process;
import io.jdock.oci.runtime.Spec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Containers that are made while somebody changes what they are made of. What is created or mounted must be inside the root or
 * nowhere; whether the container starts does not matter.
 *
 * <p>A few seconds each; {@code -Djdock.races.seconds=60} for as long as one likes.
 */
final class RacesTest {

    private static final String CGROUP =
            "/jdock-test-races-" + ProcessHandle.current().pid();
    private static final Duration TIME = Duration.ofSeconds(Long.getLong("jdock.races.seconds", 2));

    /** For an attack on something weak: it takes a few tries, not seconds, and must not take for ever. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Path CORE_PATTERN = Path.of("/proc/sys/kernel/core_pattern");

    private static final String NOT_WRITABLE =
            "sh: can't create /proc/sys/kernel/core_pattern: Read-only file system\n";

    @TempDir
    Path directory;

    private Path rootfs;
    private Path volume;
    private Path outside;

    @BeforeEach
    void makeRoot() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root");
        assumeTrue(Files.exists(Path.of("/bin/busybox")), "needs a static busybox");
        rootfs = TestContainer.busyboxRoot(directory);
        volume = Files.createDirectory(directory.resolve("volume"));
        outside = Canary.make(directory.resolve("outside"));
        Files.createDirectories(volume.resolve("x/inner"));
        Files.createSymbolicLink(volume.resolve("y"), outside);
    }

    /** A5 and A11, CVE-2021-30465, CVE-2024-45310. */
    @Test
    void mountPointsInAVolumeThatChangesStayInside() throws IOException {
        List<Mount> mounts = new ArrayList<>(TestSpecs.mounts());
        mounts.add(Mount.bind(volume.toString(), "/v", List.of("rbind")));
        mounts.add(Mount.bind(outside.toString(), "/v/x/inner", List.of("rbind", "ro")));
        mounts.add(new Mount("/v/x/made/deep", "tmpfs", "tmpfs", List.of("mode=755")));

        attack(
                volume.resolve("x"),
                volume.resolve("y"),
                mounts,
                TestSpecs.linux(CGROUP).build());
    }

    /** The same attack on a runtime that looks first and then makes a directory by its path. */
    @Test
    void theAttackOnMountPointsBites() throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        try (Swapper _ = new Swapper(volume.resolve("x"), volume.resolve("y"))) {
            while (Files.notExists(outside.resolve("made")) && System.nanoTime() < end) {
                makeNaively(volume.resolve("x"), "made");
            }
        }

        assertTrue(Files.exists(outside.resolve("made")), "nobody was deceived");
    }

    /** A7, CVE-2025-31133: what masks is the host's null device, whatever the container has. */
    @Test
    void masksAreNotTakenFromADevThatChanges() throws IOException {
        Path dev = Files.createDirectory(directory.resolve("dev"));
        node(dev.resolve("null"));
        Files.createSymbolicLink(dev.resolve("other"), CORE_PATTERN);
        List<Mount> mounts = new ArrayList<>(TestSpecs.mounts());
        mounts.removeIf(mount -> mount.destination().startsWith("/dev"));
        mounts.add(Mount.bind(dev.toString(), "/dev", List.of("rbind")));
        Linux linux = TestSpecs.linux(CGROUP)
                .maskedPaths(List.of("/proc/version", "/proc/uptime"))
                .build();
        String pattern = Files.readString(CORE_PATTERN);

        try (Swapper _ = new Swapper(dev.resolve("null"), dev.resolve("other"))) {
            repeat(
                    mounts,
                    linux,
                    process("cat", "/proc/version", "/proc/uptime").build(),
                    shown -> assertEquals("", shown));
        }

        assertEquals(pattern, Files.readString(CORE_PATTERN));
    }

    /** A9, CVE-2025-52881, CVE-2019-19921: parameters go to a procfs that the image has no part in. */
    @Test
    void parametersAreNotWrittenToWhatLooksLikeProc() throws IOException {
        Files.createDirectories(rootfs.resolve("proc/sys/net/ipv4/conf/lo"));
        Path fake = rootfs.resolve("proc/sys/net/ipv4/conf/lo/forwarding");
        Files.writeString(fake, "fake");
        Linux linux = TestSpecs.linux(CGROUP)
                .sysctl(Map.of("net.ipv4.conf.lo.forwarding", "1"))
                .build();
        String host = Files.readString(Path.of("/proc/sys/net/ipv4/conf/lo/forwarding"));

        String output = outcome(
                        TestSpecs.mounts(),
                        linux,
                        process("cat", "/proc/sys/net/ipv4/conf/lo/forwarding").build())
                .orElseThrow();

        assertEquals("1\n", output);
        assertEquals("fake", Files.readString(fake));
        assertEquals(host, Files.readString(Path.of("/proc/sys/net/ipv4/conf/lo/forwarding")));
    }

    /** A8, CVE-2025-52565: the terminal is opened through its master, and no path of a /dev that changes leads elsewhere. */
    @Test
    void theConsoleIsTheTerminalAndNothingElse() throws IOException {
        Path dev = Files.createDirectory(directory.resolve("dev"));
        Files.createDirectory(dev.resolve("pts"));
        Files.createDirectory(dev.resolve("mine"));
        for (int i = 0; i < 4; i++) {
            Files.createSymbolicLink(dev.resolve("mine/" + i), CORE_PATTERN);
        }
        Files.createFile(dev.resolve("console"));
        Files.createSymbolicLink(dev.resolve("other"), CORE_PATTERN);
        List<Mount> mounts = new ArrayList<>(TestSpecs.mounts());
        mounts.removeIf(mount -> mount.destination().startsWith("/dev") && !"devpts".equals(mount.type()));
        mounts.add(mounts.indexOf(devpts(mounts)), Mount.bind(dev.toString(), "/dev", List.of("rbind")));
        String pattern = Files.readString(CORE_PATTERN);
        Path output = rootfs.resolve("mountinfo");

        try (Swapper _ = new Swapper(dev.resolve("console"), dev.resolve("other"));
                Swapper _ = new Swapper(dev.resolve("pts"), dev.resolve("mine"))) {
            repeat(
                    mounts,
                    TestSpecs.linux(CGROUP).build(),
                    process("sh", "-c", "cat /proc/self/mountinfo > /mountinfo")
                            .terminal(true)
                            .build(),
                    _ -> requireConsole(output));
        }

        assertEquals(pattern, Files.readString(CORE_PATTERN));
    }

    /** Whatever was mounted for the terminal is a terminal, and nothing but what was asked for is mounted below /proc. */
    private static void requireConsole(Path output) {
        try {
            for (String line : Files.readAllLines(output)) {
                String[] words = line.split(" ");
                String type = line.substring(line.indexOf(" - ") + 3);
                assertTrue(!words[4].endsWith("console") || type.startsWith("devpts "), line);
                assertTrue(!words[4].startsWith("/proc/") || !type.startsWith("devpts "), line);
                assertTrue(!words[3].contains("core_pattern"), line);
            }
            Files.delete(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Mount devpts(List<Mount> mounts) {
        return mounts.stream()
                .filter(mount -> "devpts".equals(mount.type()))
                .findFirst()
                .orElseThrow();
    }

    /** A9, CVE-2025-52881: a /proc that becomes a link, while parameters are set and labels would be written. */
    @Test
    void parametersAreNotWrittenThroughAProcThatChanges() throws IOException {
        Path fake = Files.createDirectories(rootfs.resolve("fake/sys/net/ipv4/conf/lo"));
        Files.writeString(fake.resolve("forwarding"), "fake");
        Files.createSymbolicLink(fake.resolve("core_pattern"), CORE_PATTERN);
        Files.createDirectories(rootfs.resolve("fake/self/attr"));
        Files.createSymbolicLink(rootfs.resolve("link"), Path.of("/fake"));
        Linux linux = TestSpecs.linux(CGROUP)
                .sysctl(Map.of("net.ipv4.conf.lo.forwarding", "1"))
                .build();
        Path parameter = Path.of("/proc/sys/net/ipv4/conf/lo/forwarding");
        String host = Files.readString(parameter);
        String pattern = Files.readString(CORE_PATTERN);

        // Opening for an append changes nothing where it is possible.
        Spec spec = spec(CGROUP, process("sh", "-c", """
                                while [ ! -e /go ]; do :; done
                                cat /proc/sys/net/ipv4/conf/lo/forwarding /proc/timer_list
                                : >> /proc/sys/kernel/core_pattern && echo writable
                                true""").build()).linux(linux).build();
        repeat(() -> startedWhileProcChanges(spec), shown -> assertEquals("1\n" + NOT_WRITABLE, shown));

        assertEquals("fake", Files.readString(fake.resolve("forwarding")));
        assertEquals(host, Files.readString(parameter));
        assertEquals(pattern, Files.readString(CORE_PATTERN));
    }

    /** The program goes on when all names have their first meaning again. */
    private Optional<String> startedWhileProcChanges(Spec spec) {
        Path go = rootfs.resolve("go");
        Swapper swapper = new Swapper(rootfs.resolve("proc"), rootfs.resolve("link"));
        try (swapper;
                TestContainer container = TestContainer.start(spec, rootfs)) {
            swapper.close();
            Files.createFile(go);
            return Optional.of(container.finish().output());
        } catch (EngineException refused) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            assertTrue(go.toFile().delete() || Files.notExists(go));
        }
    }

    private void attack(Path one, Path other, List<Mount> mounts, Linux linux) throws IOException {
        String before = Canary.audit(outside);
        List<String> mountsBefore = mountsOfOurs();
        try (Swapper _ = new Swapper(one, other)) {
            repeat(mounts, linux, process("cat", "/proc/self/mountinfo").build(), this::requireOnlyWhatWasAsked);
        }
        assertEquals(before, Canary.audit(outside));
        assertEquals(mountsBefore, mountsOfOurs());
    }

    /** Until the time is over and at least one container came to its end, which an idle attack would show too. */
    private void repeat(List<Mount> mounts, Linux linux, Process process, Consumer<String> check) {
        repeat(() -> outcome(mounts, linux, process), check);
    }

    private static void repeat(Supplier<Optional<String>> attempt, Consumer<String> check) {
        long start = System.nanoTime();
        int tries = 0;
        int ended = 0;
        for (long taken = 0;
                taken < TIME.toNanos()
                        || ended == 0 && taken < TIME.plus(PATIENCE).toNanos();
                taken = System.nanoTime() - start) {
            Optional<String> output = attempt.get();
            output.ifPresent(check);
            ended += output.isPresent() ? 1 : 0;
            tries++;
        }
        assertTrue(ended > 0, "none of " + tries + " containers came up");
        System.out.printf("%d of %d containers came up%n", ended, tries);
    }

    /** Other tests may mount what is theirs meanwhile. */
    private List<String> mountsOfOurs() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/mountinfo")).stream()
                .filter(line -> line.contains(directory.toString()))
                .toList();
    }

    /** Of the file system that the root lies on, a container sees nothing but what its spec names. */
    private void requireOnlyWhatWasAsked(String mountinfo) {
        List<String[]> lines = mountinfo.lines().map(line -> line.split(" ")).toList();
        String device = lines.getFirst()[2];
        // What is mounted where the test works may be any part of that file system.
        Path root = Path.of(lines.getFirst()[3]);
        assertTrue(root.endsWith(directory.getFileName() + "/rootfs"), mountinfo);
        List<String> asked = Stream.of(rootfs, volume, outside)
                .map(path -> root.resolveSibling(directory.relativize(path)).toString())
                .toList();
        for (String[] line : lines) {
            assertTrue(!line[2].equals(device) || asked.contains(line[3]), mountinfo);
        }
    }

    /** What a container said that came to its end, or nothing. */
    private Optional<String> outcome(List<Mount> mounts, Linux linux, Process process) {
        try {
            TestContainer.Result result = TestContainer.run(
                    spec(CGROUP, process).mounts(mounts).linux(linux).build(), rootfs);
            return result.status() == 0 ? Optional.of(result.output()) : Optional.empty();
        } catch (EngineException refused) {
            return Optional.empty();
        }
    }

    private static void makeNaively(Path parent, String name) {
        try {
            if (Files.isDirectory(parent, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectory(parent.resolve(name));
            }
        } catch (FileAlreadyExistsException inOneOfTheTwoPlaces) {
            assertTrue(String.valueOf(inOneOfTheTwoPlaces.getFile()).endsWith(name), inOneOfTheTwoPlaces::toString);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void node(Path path) {
        FileCalls.mknodat(At.FDCWD, path.toString(), 0020666, FileCalls.device(1, 3));
    }
}
