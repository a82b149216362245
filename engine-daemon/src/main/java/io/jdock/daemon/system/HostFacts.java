package io.jdock.daemon.system;

import io.jdock.engine.api.system.SystemInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads what the kernel and the distribution say of the machine. */
final class HostFacts {

    private static final Path CGROUPS = Path.of("/sys/fs/cgroup");
    private static final long KIB = 1024;

    private HostFacts() {}

    static SystemInfo.Host host() {
        return new SystemInfo.Host(
                hostName(),
                kernelVersion(),
                osRelease("PRETTY_NAME").orElse("Linux"),
                osRelease("VERSION_ID").orElse(""),
                "linux",
                machine(),
                Runtime.getRuntime().availableProcessors(),
                memoryBytes(),
                Instant.now().toString());
    }

    /** Both versions can limit all of these wherever the controller is there; only the OOM killer's switch is of version 1. */
    static SystemInfo.Limits limits(boolean swap) {
        boolean unified = isUnified();
        boolean memory = hasController("memory");
        boolean cpu = hasController("cpu");
        return new SystemInfo.Limits(
                memory,
                memory && swap,
                cpu,
                cpu,
                cpu,
                hasController("cpuset"),
                hasController("pids"),
                memory && !unified,
                firstLine(Path.of("/proc/sys/net/ipv4/ip_forward")).equals("1"));
    }

    static String hostName() {
        return firstLine(Path.of("/proc/sys/kernel/hostname"));
    }

    static String kernelVersion() {
        return firstLine(Path.of("/proc/sys/kernel/osrelease"));
    }

    /** In the kernel's words, as Docker shows it: {@code x86_64}. */
    static String machine() {
        String name = System.getProperty("os.arch");
        return name.equals("amd64") ? "x86_64" : name;
    }

    static boolean isUnified() {
        return Files.exists(CGROUPS.resolve("cgroup.controllers"));
    }

    static List<String> securityOptions() {
        return isUnified()
                ? List.of("name=seccomp,profile=builtin", "name=cgroupns")
                : List.of("name=seccomp,profile=builtin");
    }

    static int openDescriptors() {
        try (var descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return (int) descriptors.count();
        } catch (IOException e) {
            throw new UncheckedIOException("list /proc/self/fd", e);
        }
    }

    private static boolean hasController(String name) {
        if (!isUnified()) {
            return Files.isDirectory(CGROUPS.resolve(name));
        }
        return List.of(firstLine(CGROUPS.resolve("cgroup.controllers")).split(" "))
                .contains(name);
    }

    private static long memoryBytes() {
        for (String line : lines(Path.of("/proc/meminfo"))) {
            if (line.startsWith("MemTotal:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) * KIB;
            }
        }
        throw new IllegalStateException("/proc/meminfo has no MemTotal");
    }

    /** os-release(5): the value may be quoted. */
    private static Optional<String> osRelease(String key) {
        Path file = Path.of("/etc/os-release");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        return lines(file).stream()
                .filter(line -> line.startsWith(key + "="))
                .map(line -> line.substring(key.length() + 1).replace("\"", ""))
                .findFirst();
    }

    private static String firstLine(Path file) {
        List<String> lines = lines(file);
        return lines.isEmpty() ? "" : lines.getFirst();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException("read " + file, e);
        }
    }
}
