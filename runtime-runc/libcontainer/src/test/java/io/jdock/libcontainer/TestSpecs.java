package io.jdock.libcontainer;

import io.jdock.oci.runtime.Capabilities;
import io.jdock.oci.runtime.DefaultSeccomp;
import io.jdock.oci.runtime.DeviceRule;
import io.jdock.oci.runtime.Linux;
import io.jdock.oci.runtime.Mount;
import io.jdock.oci.runtime.Namespace;
import io.jdock.oci.runtime.Process;
import io.jdock.oci.runtime.Resources;
import io.jdock.oci.runtime.Root;
import io.jdock.oci.runtime.Spec;
import java.util.List;
import java.util.stream.Stream;

/** What docker asks for by default, for tests to vary. */
final class TestSpecs {

    static final List<String> CAPABILITIES = Stream.of(
                    "CHOWN",
                    "DAC_OVERRIDE",
                    "FSETID",
                    "FOWNER",
                    "MKNOD",
                    "NET_RAW",
                    "SETGID",
                    "SETUID",
                    "SETFCAP",
                    "SETPCAP",
                    "NET_BIND_SERVICE",
                    "SYS_CHROOT",
                    "KILL",
                    "AUDIT_WRITE")
            .map(name -> "CAP_" + name)
            .toList();

    private TestSpecs() {}

    /** The usual capabilities and one more. */
    static Capabilities capabilities(String more) {
        List<String> all = Stream.concat(CAPABILITIES.stream(), Stream.of(more)).toList();
        return new Capabilities(all, all, List.of(), all, List.of());
    }

    static Process.Builder process(String... args) {
        return Process.builder()
                .args(List.of(args))
                .env(List.of("PATH=/usr/bin:/bin", "TERM=xterm"))
                .capabilities(new Capabilities(CAPABILITIES, CAPABILITIES, List.of(), CAPABILITIES, List.of()));
    }

    static Linux.Builder linux(String cgroup) {
        return Linux.builder()
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
                        .build())
                .seccomp(DefaultSeccomp.forCapabilities(CAPABILITIES))
                .maskedPaths(List.of(
                        "/proc/acpi",
                        "/proc/asound",
                        "/proc/interrupts",
                        "/proc/kcore",
                        "/proc/keys",
                        "/proc/latency_stats",
                        "/proc/sched_debug",
                        "/proc/scsi",
                        "/proc/timer_list",
                        "/proc/timer_stats",
                        "/sys/devices/virtual/powercap",
                        "/sys/firmware"))
                .readonlyPaths(List.of("/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger"));
    }

    static Spec.Builder spec(String cgroup, Process process) {
        return Spec.builder()
                .process(process)
                .root(new Root("rootfs", false))
                .hostname("box")
                .mounts(mounts())
                .linux(linux(cgroup).build());
    }

    static List<Mount> mounts() {
        return List.of(
                new Mount("/proc", "proc", "proc", List.of("nosuid", "noexec", "nodev")),
                new Mount("/dev", "tmpfs", "tmpfs", List.of("nosuid", "strictatime", "mode=755", "size=65536k")),
                new Mount(
                        "/dev/pts",
                        "devpts",
                        "devpts",
                        List.of("nosuid", "noexec", "newinstance", "ptmxmode=0666", "mode=0620", "gid=5")),
                new Mount("/sys", "sysfs", "sysfs", List.of("nosuid", "noexec", "nodev", "ro")),
                new Mount("/sys/fs/cgroup", "cgroup", "cgroup", List.of("ro", "nosuid", "noexec", "nodev")),
                new Mount("/dev/mqueue", "mqueue", "mqueue", List.of("nosuid", "noexec", "nodev")),
                new Mount(
                        "/dev/shm",
                        "tmpfs",
                        "shm",
                        List.of("nosuid", "noexec", "nodev", "mode=1777", "size=67108864")));
    }
}
