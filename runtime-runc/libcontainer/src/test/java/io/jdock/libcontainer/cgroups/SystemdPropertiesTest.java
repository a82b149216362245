package io.jdock.libcontainer.cgroups;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.libcontainer.systemd.UnitProperty;
import io.jdock.linux.dbus.DbusValue;
import io.jdock.oci.runtime.BlockIo;
import io.jdock.oci.runtime.Cpu;
import io.jdock.oci.runtime.DeviceRule;
import io.jdock.oci.runtime.Memory;
import io.jdock.oci.runtime.Pids;
import io.jdock.oci.runtime.Resources;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SystemdPropertiesTest {

    private static final long MIB = 1 << 20;
    private static final int NEW = 252;

    private static final DeviceRule DENY_ALL = new DeviceRule(false, "a", null, null, "rwm");
    private static final DeviceRule ALLOW_ALL = new DeviceRule(true, "a", null, null, "rwm");

    private static final Resources MANY = Resources.builder()
            .cpu(Cpu.builder()
                    .shares(512L)
                    .quota(25_000L)
                    .period(50_000L)
                    .cpus("0-1,9")
                    .mems("0")
                    .build())
            .memory(Memory.builder()
                    .limit(64 * MIB)
                    .swap(96 * MIB)
                    .reservation(32 * MIB)
                    .build())
            .pids(new Pids(20L))
            .blockIO(new BlockIo(500, null, List.of(), List.of(), List.of(), List.of(), List.of()))
            .build();

    private static Map<String, Object> two(Resources limits, int version) {
        return named(SystemdProperties.of(V2Settings.of(limits, CurrentValues.NONE), CurrentValues.NONE, version));
    }

    private static Map<String, Object> one(Resources limits) {
        return named(SystemdProperties.of(V1Settings.of(limits, CurrentValues.NONE), CurrentValues.NONE, NEW));
    }

    private static Map<String, Object> named(List<UnitProperty> properties) {
        Map<String, Object> named = new java.util.TreeMap<>();
        for (UnitProperty property : properties) {
            Object before = named.put(
                    property.name(),
                    property.value() instanceof DbusValue.Fixed(char _, long number) ? number : property.value());
            assertEquals(null, before, property.name() + " is given twice");
        }
        return named;
    }

    private static Resources cpu(Cpu.Builder cpu) {
        return Resources.builder().cpu(cpu.build()).build();
    }

    private static Resources unified(String file, String value) {
        return Resources.builder().unified(Map.of(file, value)).build();
    }

    @Test
    void tellsTheLimitsOfVersion2() {
        assertEquals(
                Map.ofEntries(
                        Map.entry("TasksMax", 20L),
                        Map.entry("MemoryMax", 64 * MIB),
                        Map.entry("MemorySwapMax", 32 * MIB),
                        Map.entry("MemoryLow", 32 * MIB),
                        Map.entry("IOWeight", 4950L),
                        Map.entry("CPUWeight", 59L),
                        Map.entry("CPUQuotaPerSecUSec", 500_000L),
                        Map.entry("CPUQuotaPeriodUSec", 50_000L),
                        Map.entry("AllowedCPUs", DbusValue.bytes(new byte[] {3, 2})),
                        Map.entry("AllowedMemoryNodes", DbusValue.bytes(new byte[] {1}))),
                two(MANY, NEW));
    }

    @Test
    void tellsTheLimitsOfVersion1() {
        assertEquals(
                Map.ofEntries(
                        Map.entry("TasksMax", 20L),
                        Map.entry("MemoryLimit", 64 * MIB),
                        Map.entry("BlockIOWeight", 500L),
                        Map.entry("CPUShares", 512L),
                        Map.entry("CPUQuotaPerSecUSec", 500_000L),
                        Map.entry("CPUQuotaPeriodUSec", 50_000L),
                        Map.entry("AllowedCPUs", DbusValue.bytes(new byte[] {3, 2})),
                        Map.entry("AllowedMemoryNodes", DbusValue.bytes(new byte[] {1}))),
                one(MANY));
    }

    @Test
    void keepsToWhatAnOldSystemdKnows() {
        Map<String, Object> properties = two(MANY, 240);

        assertEquals(500_000L, properties.get("CPUQuotaPerSecUSec"));
        assertEquals(false, properties.containsKey("CPUQuotaPeriodUSec"));
        assertEquals(false, properties.containsKey("AllowedCPUs"));
    }

    @Test
    void saysInfinityForNoLimit() {
        Resources none = Resources.builder()
                .memory(Memory.builder().limit(-1L).swap(-1L).build())
                .pids(new Pids(-1L))
                .cpu(Cpu.builder().quota(-1L).build())
                .build();

        assertEquals(
                Map.of("MemoryMax", -1L, "MemorySwapMax", -1L, "TasksMax", -1L, "CPUQuotaPerSecUSec", -1L),
                two(none, NEW));
    }

    /** A quota by itself counts in the period in force, and a period by itself changes what a second gets. */
    @Test
    void countsWithWhatIsInForce() {
        CurrentValues now = new CurrentValues() {
            @Override
            public Optional<String> read(String file) {
                return file.equals("cpu.max") ? Optional.of("20000 200000") : Optional.empty();
            }
        };

        assertEquals(
                Map.of("CPUQuotaPerSecUSec", 250_000L),
                named(SystemdProperties.of(V2Settings.of(cpu(Cpu.builder().quota(50_000L)), now), now, NEW)));
        assertEquals(
                Map.of("CPUQuotaPerSecUSec", 400_000L, "CPUQuotaPeriodUSec", 50_000L),
                named(SystemdProperties.of(V2Settings.of(cpu(Cpu.builder().period(50_000L)), now), now, NEW)));
    }

    @Test
    void callsAnIdleGroupOneWithoutWeight() {
        Resources idle = cpu(Cpu.builder().shares(2048L).idle(1L));

        assertEquals(Map.of("CPUWeight", 0L), two(idle, NEW));
        assertEquals(Map.of("CPUWeight", 174L), two(idle, 251));
        assertEquals(
                Map.of("CPUWeight", 174L), two(cpu(Cpu.builder().shares(2048L).idle(0L)), NEW));
    }

    @Test
    void knowsFilesByTheirNames() {
        assertEquals(Map.of("MemoryHigh", 50_331_648L), two(unified("memory.high", "50331648"), NEW));
        assertEquals(Map.of("MemoryMin", -1L), two(unified("memory.min", "max"), NEW));
        assertEquals(Map.of("TasksMax", 1L), two(unified("pids.max", "0"), NEW));
        assertEquals(Map.of("CPUWeight", 0L), two(unified("cpu.idle", "1"), NEW));
        assertEquals(
                Map.of("CPUQuotaPerSecUSec", 100_000L, "CPUQuotaPeriodUSec", 20_000L),
                two(unified("cpu.max", "2000 20000"), NEW));
    }

    @Test
    void leavesOutWhatSystemdHasNoWordFor() {
        for (Resources limits : List.of(
                unified("cgroup.max.descendants", "5"),
                unified("io.weight", "8:0 200"),
                unified("hugetlb.2MB.max", "0"),
                unified("cpuset.cpus", "0-10:2/4"),
                unified("cpuset.cpus", "3-1"),
                unified("cpuset.cpus", "99999"))) {
            assertEquals(Map.of(), two(limits, NEW), limits.unified().toString());
        }
    }

    @Test
    void refusesAQuotaThatIsNone() {
        assertThrows(InvalidArgumentException.class, () -> two(unified("cpu.max", "many"), NEW));
    }

    @Test
    void decidesAtTheStartWhoDiesOfWant() {
        List<Setting> together = V2Settings.of(unified("memory.oom.group", "1"), CurrentValues.NONE);
        List<Setting> alone = V2Settings.of(unified("memory.oom.group", "0"), CurrentValues.NONE);

        assertEquals(List.of(UnitProperty.of("OOMPolicy", "kill")), SystemdProperties.atStart(together, 253));
        assertEquals(List.of(UnitProperty.of("OOMPolicy", "continue")), SystemdProperties.atStart(alone, 253));
        assertEquals(List.of(), SystemdProperties.atStart(together, 252));
    }

    @Test
    void roundsAQuotaUpToWholePerCents() {
        V2Cgroup nowhere = new V2Cgroup(Path.of("/sys/fs/cgroup"), new CgroupPath("/jdock-nowhere"));
        Resources rounded = RoundedQuota.of(cpu(Cpu.builder().quota(1_001L).period(100_000L)), nowhere);
        Resources whole = RoundedQuota.of(cpu(Cpu.builder().quota(2_000L)), nowhere);

        assertEquals(cpu(Cpu.builder().quota(2_000L).period(100_000L)), rounded);
        assertEquals(cpu(Cpu.builder().quota(2_000L)), whole);
        assertEquals(Map.of("CPUQuotaPerSecUSec", 20_000L, "CPUQuotaPeriodUSec", 100_000L), two(rounded, NEW));
    }

    @Test
    void allowsDevicesByName() {
        List<UnitProperty> properties =
                devices(DENY_ALL, new DeviceRule(true, "b", 8L, 0L, "r"), new DeviceRule(true, "c", 4L, null, "rw"));

        assertEquals(List.of("DeviceAllow", "DevicePolicy", "DeviceAllow"), names(properties));
        assertEquals(DbusValue.of("strict"), properties.get(1).value());
        List<DbusValue> allowed = ((DbusValue.Array) properties.get(2).value()).elements();
        assertEquals(true, allowed.contains(device("/dev/block/8:0", "r")), allowed.toString());
        assertEquals(true, allowed.contains(device("char-4", "rw")), allowed.toString());
        assertEquals(true, allowed.contains(device("char-*", "m")), allowed.toString());
    }

    /** Our own program decides then, and systemd's would only deny. */
    @Test
    void keepsSystemdOutOfRulesThatItHasNoWordsFor() {
        List<List<UnitProperty>> all = new ArrayList<>();
        all.add(devices(ALLOW_ALL));
        all.add(devices(ALLOW_ALL, new DeviceRule(false, "c", 1L, 11L, "r")));
        all.add(devices(DENY_ALL, new DeviceRule(true, "c", null, 3L, "r")));
        all.add(devices(DENY_ALL, new DeviceRule(true, "c", 4L, null, "rw"), new DeviceRule(false, "c", 4L, 1L, "w")));

        for (List<UnitProperty> properties : all) {
            assertEquals(List.of("DeviceAllow", "DevicePolicy"), names(properties));
            assertEquals(DbusValue.of("auto"), properties.get(1).value());
        }
    }

    private static List<UnitProperty> devices(DeviceRule... rules) {
        return SystemdDevices.properties(DeviceAccess.of(List.of(rules)));
    }

    private static DbusValue device(String name, String access) {
        return DbusValue.struct(DbusValue.of(name), DbusValue.of(access));
    }

    private static List<String> names(List<UnitProperty> properties) {
        return properties.stream().map(UnitProperty::name).toList();
    }
}
