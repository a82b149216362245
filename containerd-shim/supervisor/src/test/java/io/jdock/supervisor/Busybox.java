package io.jdock.supervisor;

import io.jdock.oci.runtime.DeviceRule;
import io.jdock.oci.runtime.Linux;
import io.jdock.oci.runtime.Memory;
import io.jdock.oci.runtime.Mount;
import io.jdock.oci.runtime.Namespace;
import io.jdock.oci.runtime.Pids;
import io.jdock.oci.runtime.Process;
import io.jdock.oci.runtime.Resources;
import io.jdock.oci.runtime.Root;
import io.jdock.oci.runtime.Spec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** A root file system with a busybox in it, and specifications of containers that run on it. */
final class Busybox {

    /**
     * A command that no memory is enough for. It offers itself to the kernel first: what it has is not back at once when it is
     * killed, and for want of it the kernel takes the shell that waits for it, too, about once in thirty times.
     */
    static final String TOO_MUCH = "echo 1000 > /proc/self/oom_score_adj; x=$(yes)";

    private static final long LITTLE = 32 << 20;
    private static final Path PROGRAM = Path.of("/usr/bin/busybox");
    private static final List<String> APPLETS = List.of("sh", "sleep", "cat", "stty", "yes", "seq");

    private Busybox() {}

    static boolean isInstalled() {
        return Files.isExecutable(PROGRAM);
    }

    /** Makes the root in {@code directory}. */
    static Path install(Path directory) throws IOException {
        Path bin = Files.createDirectories(directory.resolve("bin"));
        Files.copy(PROGRAM, bin.resolve("busybox"));
        for (String applet : APPLETS) {
            Files.createSymbolicLink(bin.resolve(applet), Path.of("busybox"));
        }
        for (String mountPoint : List.of("proc", "dev", "sys", "tmp")) {
            Files.createDirectories(directory.resolve(mountPoint));
        }
        return directory;
    }

    static Process.Builder process(String... args) {
        return Process.builder().args(List.of(args)).env(List.of("PATH=/bin"));
    }

    /** The same with as much memory as some programs need, but not {@link #TOO_MUCH}. */
    static Spec withLittleMemory(Spec spec) {
        Linux linux = Objects.requireNonNull(spec.linux());
        Resources limits = Objects.requireNonNull(linux.resources()).toBuilder()
                .memory(Memory.builder().limit(LITTLE).swap(LITTLE).build())
                .build();
        return spec.toBuilder()
                .linux(linux.toBuilder().resources(limits).build())
                .build();
    }

    /** A container whose root file system is mounted at {@code rootfs} of its bundle. */
    static Spec spec(String cgroup, Process process) {
        return Spec.builder()
                .process(process)
                .root(new Root("rootfs", false))
                .hostname("box")
                .mounts(List.of(
                        new Mount("/proc", "proc", "proc", List.of("nosuid", "noexec", "nodev")),
                        new Mount("/dev", "tmpfs", "tmpfs", List.of("nosuid", "mode=755", "size=65536k")),
                        new Mount(
                                "/dev/pts",
                                "devpts",
                                "devpts",
                                List.of("nosuid", "noexec", "newinstance", "ptmxmode=0666", "mode=0620", "gid=5"))))
                .linux(Linux.builder()
                        .namespaces(Stream.of(
                                        Namespace.Kind.MOUNT,
                                        Namespace.Kind.NETWORK,
                                        Namespace.Kind.UTS,
                                        Namespace.Kind.PID,
                                        Namespace.Kind.IPC)
                                .map(Namespace::fresh)
                                .toList())
                        .cgroupsPath(cgroup)
                        .resources(Resources.builder()
                                .devices(List.of(new DeviceRule(false, "a", null, null, "rwm")))
                                .pids(new Pids(50L))
                                .build())
                        .build())
                .build();
    }
}
