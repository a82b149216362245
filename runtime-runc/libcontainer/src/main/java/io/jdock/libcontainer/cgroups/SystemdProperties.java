package io.jdock.libcontainer.cgroups;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.libcontainer.systemd.UnitProperty;
import io.jdock.linux.dbus.DbusValue;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What systemd is to be told of limits, which are given as what is written into files of either version. Files that it has no
 * property for are left out.
 *
 * @see <a href="https://www.freedesktop.org/software/systemd/man/latest/systemd.resource-control.html">its properties</a>
 */
final class SystemdProperties {

    /** From which version on systemd has them. */
    private static final int QUOTA_PERIOD = 242;

    private static final int CPUSET = 244;
    private static final int IDLE = 252;
    private static final int OOM_POLICY = 253;

    /** Limits where {@code max}, or -1 with version 1, is none. */
    private static final Map<String, String> NUMBERS = Map.ofEntries(
            Map.entry("memory.max", "MemoryMax"),
            Map.entry("memory.high", "MemoryHigh"),
            Map.entry("memory.low", "MemoryLow"),
            Map.entry("memory.min", "MemoryMin"),
            Map.entry("memory.swap.max", "MemorySwapMax"),
            Map.entry("memory.limit_in_bytes", "MemoryLimit"),
            Map.entry("cpu.shares", "CPUShares"),
            Map.entry("blkio.weight", "BlockIOWeight"),
            Map.entry("io.weight", "IOWeight"));

    private static final int MOST_PROCESSORS = 8192;

    private final List<UnitProperty> properties = new ArrayList<>();
    private final int version;
    private CpuTime time;
    private boolean timeChanged;
    private boolean periodChanged;

    private SystemdProperties(CpuTime time, int version) {
        this.time = time;
        this.version = version;
    }

    /**
     * Limits that can be changed at any time.
     *
     * @param now of files of the cpu controller
     * @param version systemd's
     */
    static List<UnitProperty> of(List<Setting> settings, CurrentValues now, int version) {
        SystemdProperties all = new SystemdProperties(CpuTime.inForce(now), version);
        boolean idle = version >= IDLE && settings.stream().anyMatch(SystemdProperties::isIdle);
        for (Setting setting : settings) {
            for (Setting.Choice choice : setting.choices()) {
                all.add(choice.file(), choice.value().strip(), idle);
            }
        }
        all.addTime();
        return all.properties;
    }

    /** What systemd takes when a scope is started and at no other time. */
    static List<UnitProperty> atStart(List<Setting> settings, int version) {
        for (Setting setting : settings) {
            Setting.Choice choice = setting.choices().getFirst();
            if (version >= OOM_POLICY && choice.file().equals("memory.oom.group")) {
                String policy = choice.value().strip().equals("1") ? "kill" : "continue";
                return List.of(UnitProperty.of("OOMPolicy", policy));
            }
        }
        return List.of();
    }

    private static boolean isIdle(Setting setting) {
        Setting.Choice choice = setting.choices().getFirst();
        return choice.file().equals("cpu.idle") && choice.value().strip().equals("1");
    }

    private void add(String file, String value, boolean idle) {
        switch (file) {
            case "pids.max" -> addNumber("TasksMax", value.equals("0") ? "1" : value);
            // An idle group has no weight, which systemd calls a weight of 0.
            case "cpu.idle" -> addNumber("CPUWeight", idle ? "0" : "");
            case "cpu.weight" -> addNumber("CPUWeight", idle ? "" : value);
            case "cpu.max" -> setTime(file, value);
            case "cpu.cfs_quota_us" -> change(time.withQuota(number(file, value)), false);
            case "cpu.cfs_period_us" -> change(time.withPeriod(number(file, value)), true);
            case "cpuset.cpus" -> addSet("AllowedCPUs", value);
            case "cpuset.mems" -> addSet("AllowedMemoryNodes", value);
            default -> {
                String property = NUMBERS.get(file);
                if (property != null) {
                    addNumber(property, value);
                }
            }
        }
    }

    /** Leaves out what is no number: a line for one device, or something that the kernel will have to judge. */
    private void addNumber(String property, String value) {
        if (value.equals("max") || value.equals("-1")) {
            properties.add(UnitProperty.of(property, UnitProperty.INFINITY));
        } else if (value.matches("[0-9]{1,18}")) {
            properties.add(UnitProperty.of(property, Long.parseLong(value)));
        }
    }

    private void setTime(String file, String line) {
        try {
            change(time.changedBy(line), line.strip().contains(" "));
        } catch (NumberFormatException e) {
            throw invalid(file, line, e);
        }
    }

    private static long number(String file, String value) {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw invalid(file, value, e);
        }
    }

    private static InvalidArgumentException invalid(String file, String value, NumberFormatException e) {
        return new InvalidArgumentException("set %s=%s: not a number".formatted(file, value), e);
    }

    private void change(CpuTime other, boolean period) {
        time = other;
        timeChanged = true;
        periodChanged |= period;
    }

    private void addTime() {
        if (periodChanged && version >= QUOTA_PERIOD) {
            properties.add(UnitProperty.of("CPUQuotaPeriodUSec", time.period()));
        }
        if (timeChanged) {
            long perSecond = time.quota() <= 0 || time.period() <= 0
                    ? UnitProperty.INFINITY
                    : RoundedQuota.roundUp(RoundedQuota.perSecond(time.quota(), time.period()));
            properties.add(UnitProperty.of("CPUQuotaPerSecUSec", perSecond));
        }
    }

    /** systemd wants a bit for each, the lowest first. */
    private void addSet(String property, String list) {
        if (version >= CPUSET) {
            bits(list)
                    .ifPresent(bits -> properties.add(new UnitProperty(property, DbusValue.bytes(bits.toByteArray()))));
        }
    }

    /** @param list as in {@code 0-3,5}; newer kernels know more forms, which systemd does not */
    private static Optional<BitSet> bits(String list) {
        BitSet bits = new BitSet();
        for (String range : list.split(",")) {
            String[] ends = range.strip().split("-", -1);
            if (ends.length > 2 || !ends[0].matches("[0-9]{1,4}") || !ends[ends.length - 1].matches("[0-9]{1,4}")) {
                return Optional.empty();
            }
            int first = Integer.parseInt(ends[0]);
            int last = Integer.parseInt(ends[ends.length - 1]);
            if (first > last || last >= MOST_PROCESSORS) {
                return Optional.empty();
            }
            bits.set(first, last + 1);
        }
        return Optional.of(bits);
    }
}
