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
import java.util.TreeMap;
import java.util.function.Consumer;
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
    private static final Duration TIME = Duration.ofSeconds(Long.getLong("jdock.races.seconds", 3));

    /** For an attack on something weak: it takes a few tries, not seconds, and must not take for ever. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Path CORE_PATTERN = Path.of("/proc/sys/kernel/core_pattern");

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
        outside = Files.createDirectory(directory.resolve("outside"));
        Files.writeString(outside.resolve("canary"), "untouched");
        Files.createDirectories(volume.resolve("x/inner"));
        Files.createSymbolicLink(volume.resolve("y"), outside);
    }

    /** CVE-2021-30465, CVE-2024-45310. */
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

    /** CVE-2025-31133: what masks is the host's null device, whatever the container has. */
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

    /** CVE-2025-52881, CVE-2019-19921: parameters go to a procfs that the image has no part in. */
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

    private void attack(Path one, Path other, List<Mount> mounts, Linux linux) throws IOException {
        Map<String, String> before = contents(outside);
        List<String> mountsBefore = mountsOfOurs();
        try (Swapper _ = new Swapper(one, other)) {
            repeat(mounts, linux, process("cat", "/proc/self/mountinfo").build(), this::requireOnlyWhatWasAsked);
        }
        assertEquals(before, contents(outside));
        assertEquals(mountsBefore, mountsOfOurs());
    }

    /** Until the time is over and at least one container came to its end, which an idle attack would show too. */
    private void repeat(List<Mount> mounts, Linux linux, Process process, Consumer<String> check) {
        long start = System.nanoTime();
        int tries = 0;
        int ended = 0;
        for (long taken = 0;
                taken < TIME.toNanos()
                        || ended == 0 && taken < TIME.plus(PATIENCE).toNanos();
                taken = System.nanoTime() - start) {
            Optional<String> output = outcome(mounts, linux, process);
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
        List<String> asked = List.of(rootfs.toString(), volume.toString(), outside.toString());
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

    private static Map<String, String> contents(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            Map<String, String> contents = new TreeMap<>();
            for (Path file : files.toList()) {
                contents.put(root.relativize(file).toString(), Files.isRegularFile(file) ? Files.readString(file) : "");
            }
            return contents;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void node(Path path) {
        FileCalls.mknodat(At.FDCWD, path.toString(), 0020666, FileCalls.device(1, 3));
    }
}
