package io.jdock.daemon.container.spec;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Paths of proc and sysfs that reach beyond the container and are therefore hidden from it or made read-only. */
public final class GuardedPaths {

    private static final List<String> MASKED = List.of(
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
            "/sys/firmware");

    private static final List<String> READONLY =
            List.of("/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger");

    private GuardedPaths() {}

    /** The client's list, or by default Docker's. Power and heat figures leak what others compute, so they are in it. */
    public static List<String> masked(@Nullable List<String> asked, int cpus) {
        if (asked != null) {
            return asked;
        }
        List<String> paths = new ArrayList<>(MASKED);
        for (int cpu = 0; cpu < cpus; cpu++) {
            paths.add("/sys/devices/system/cpu/cpu%d/thermal_throttle".formatted(cpu));
        }
        return List.copyOf(paths);
    }

    /** The client's list, or by default Docker's. */
    public static List<String> readonly(@Nullable List<String> asked) {
        return asked != null ? asked : READONLY;
    }
}
