package io.jdock.libcontainer.cgroups;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jdock.errdefs.AlreadyExistsException;
import io.jdock.errdefs.EngineException;
import io.jdock.errdefs.FailedPreconditionException;
import io.jdock.libcontainer.systemd.FakeSystemd;
import io.jdock.libcontainer.systemd.ScopeName;
import io.jdock.libcontainer.systemd.SystemdBus;
import io.jdock.libcontainer.systemd.UnitProperty;
import io.jdock.linux.dbus.DbusValue;
import io.jdock.oci.runtime.Cpu;
import io.jdock.oci.runtime.DeviceRule;
import io.jdock.oci.runtime.Memory;
import io.jdock.oci.runtime.Pids;
import io.jdock.oci.runtime.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Cgroups of systemd's, with processes of our own. Where no systemd runs, one that only listens takes its place: what is left to
 * us is done for real then as well.
 */
final class SystemdCgroupTest {

    private static final long MIB = 1 << 20;
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final DeviceRule DENY_ALL = new DeviceRule(false, "a", null, null, "rwm");

    @TempDir
    Path directory;

    private final CgroupLayout layout = CgroupLayout.detect();
    private final List<Process> processes = new ArrayList<>();
    private final ScopeName scope = ScopeName.parse(
            "jdock-test.slice:it:%d-%d".formatted(ProcessHandle.current().pid(), COUNT.incrementAndGet()));

    private FakeSystemd fake;
    private CgroupFiles files;

    @BeforeEach
    void start() {
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root");
        fake = FakeSystemd.start(directory);
        files = CgroupFiles.at(layout, new CgroupPath(scope.path()));
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (fake == null) {
            return;
        }
        files.kill();
        for (Process process : processes) {
            process.destroyForcibly().waitFor();
        }
        files.delete();
        // Slices that nobody else made.
        for (Path slice : List.of(Path.of("jdock.slice/jdock-test.slice"), Path.of("jdock.slice"))) {
            for (Path root : roots()) {
                if (!Files.exists(SYSTEMD)) {
                    CgroupTree.delete(root.resolve(slice));
                }
            }
        }
        fake.close();
    }

    private static final Path SYSTEMD = Path.of("/run/systemd/system");

    private List<Path> roots() {
        return switch (layout) {
            case CgroupLayout.V1(Map<String, Path> controllers, Path unified) -> {
                List<Path> all = new ArrayList<>(controllers.values());
                if (unified != null) {
                    all.add(unified);
                }
                yield all;
            }
            case CgroupLayout.V2(Path root) -> List.of(root);
        };
    }

    private SystemdCgroup cgroup(UnitProperty... asked) {
        SystemdBus bus = Files.exists(SYSTEMD) ? SystemdBus.ofMachine() : fake.bus();
        return new SystemdCgroup(bus, scope, List.of(asked), files);
    }

    private static void assumeSystemd() {
        assumeTrue(Files.exists(SYSTEMD), "needs systemd as the first process");
    }

    private int process() {
        try {
            Process process = new ProcessBuilder("sleep", "1000").start();
            processes.add(process);
            return (int) process.pid();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Resources limits() {
        return Resources.builder()
                .memory(Memory.builder().limit(64 * MIB).swap(64 * MIB).build())
                .cpu(Cpu.builder().shares(512L).quota(25_500L).period(50_000L).build())
                .pids(new Pids(20L))
                .devices(List.of(DENY_ALL))
                .build();
    }

    private String value(String controller, String one, String two) {
        return files.current(controller)
                .read(layout instanceof CgroupLayout.V2 ? two : one)
                .orElse("absent");
    }

    private String show(String property) throws IOException {
        Process process = new ProcessBuilder("systemctl", "show", "--value", "-p", property, scope.unit()).start();
        return new String(process.getInputStream().readAllBytes()).strip();
    }

    @Test
    void isMadeWithItsFirstProcess() {
        SystemdCgroup cgroup = cgroup();
        int pid = process();

        cgroup.create(limits());
        assertEquals(List.of(), cgroup.processes());
        cgroup.enter(pid, limits());

        assertEquals(List.of(pid), cgroup.processes());
        assertEquals("67108864", value("memory", "memory.limit_in_bytes", "memory.max"));
        assertEquals("20", value("pids", "pids.max", "pids.max"));
        assertEquals(scope.toString(), cgroup.name());
    }

    @Test
    void changesLimitsAndTakesFurtherProcesses() {
        SystemdCgroup cgroup = cgroup();
        int first = process();
        int second = process();
        cgroup.create(limits());
        cgroup.enter(first, limits());

        cgroup.join(second);
        cgroup.update(Resources.builder()
                .pids(new Pids(30L))
                .cpu(Cpu.builder().quota(10_000L).build())
                .devices(List.of(DENY_ALL))
                .build());

        assertEquals(2, cgroup.processes().size());
        assertEquals("30", value("pids", "pids.max", "pids.max"));
        assertEquals(
                layout instanceof CgroupLayout.V2 ? "10000 50000" : "10000",
                value("cpu", "cpu.cfs_quota_us", "cpu.max"));
        assertFalse(cgroup.frozen());
    }

    @Test
    void freezesKillsAndLeavesNothing() {
        SystemdCgroup cgroup = cgroup();
        cgroup.create(limits());
        cgroup.enter(process(), limits());

        cgroup.freeze();
        assertTrue(cgroup.frozen());
        cgroup.thaw();
        cgroup.kill();
        cgroup.delete();

        assertTrue(cgroup.directories().values().stream().noneMatch(Files::exists));
    }

    @Test
    void removesOneThatNeverWas() {
        cgroup().delete();

        assertTrue(cgroup().directories().values().stream().noneMatch(Files::exists));
    }

    @Test
    void tellsSystemdWhatItIsFor() {
        assumeTrue(!Files.exists(SYSTEMD), "a real systemd is asked otherwise");
        SystemdCgroup cgroup = cgroup(UnitProperty.of("CollectMode", "inactive-or-failed"));
        int pid = process();

        cgroup.enter(pid, limits());

        Map<String, DbusValue> properties = fake.properties(scope.unit());
        assertEquals(DbusValue.of("jdock-test.slice"), properties.get("Slice"));
        assertEquals(DbusValue.of(true), properties.get("Delegate"));
        assertEquals(DbusValue.of(false), properties.get("DefaultDependencies"));
        assertEquals(DbusValue.of("inactive-or-failed"), properties.get("CollectMode"));
        assertEquals(DbusValue.of("strict"), properties.get("DevicePolicy"));
        assertEquals(new DbusValue.Array("u", List.of(DbusValue.uint32(pid))), properties.get("PIDs"));
        assertEquals(DbusValue.uint64(510_000), properties.get("CPUQuotaPerSecUSec"));
    }

    @Test
    void keepsToSystemdsLimitsWhenItIsReloaded() throws Exception {
        assumeSystemd();
        SystemdCgroup cgroup = cgroup();
        cgroup.create(limits());
        cgroup.enter(process(), limits());
        cgroup.update(Resources.builder()
                .memory(Memory.builder().limit(96 * MIB).swap(96 * MIB).build())
                .build());

        assertEquals(0, new ProcessBuilder("systemctl", "daemon-reload").start().waitFor());

        assertEquals(Long.toString(96 * MIB), value("memory", "memory.limit_in_bytes", "memory.max"));
        assertEquals(Long.toString(96 * MIB), show("MemoryMax"));
        assertEquals("20", show("TasksMax"));
        assertEquals("510ms", show("CPUQuotaPerSecUSec"));
        assertEquals("yes", show("Delegate"));
        assertEquals("jdock-test.slice", show("Slice"));
    }

    /** systemd's program for devices and ours: both have a say, and what systemd has no word for only ours. */
    @Test
    void keepsDevicesAwayWithRulesOfEitherKind() throws Exception {
        assumeSystemd();
        Resources without = Resources.builder()
                .devices(List.of(
                        new DeviceRule(true, "a", null, null, "rwm"), new DeviceRule(false, "c", 1L, 11L, "rw")))
                .build();
        SystemdCgroup cgroup = cgroup();
        cgroup.create(without);
        cgroup.enter(process(), without);

        assertEquals("zero", tried(cgroup, "dd if=/dev/zero of=/dev/null count=1 2>/dev/null && echo zero"));
        assertEquals("refused", tried(cgroup, "true < /dev/kmsg 2>/dev/null || echo refused"));

        cgroup.update(Resources.builder().devices(List.of(DENY_ALL)).build());

        assertEquals("zero", tried(cgroup, "dd if=/dev/zero of=/dev/null count=1 2>/dev/null && echo zero"));
        assertEquals("refused", tried(cgroup, "true < /dev/kmsg 2>/dev/null || echo refused"));
    }

    private String tried(SystemdCgroup cgroup, String command) throws IOException {
        Process shell = new ProcessBuilder("sh", "-c", "read go && " + command).start();
        processes.add(shell);
        cgroup.join((int) shell.pid());
        shell.getOutputStream().write('\n');
        shell.getOutputStream().close();
        return new String(shell.getInputStream().readAllBytes()).strip();
    }

    @Test
    void takesPropertiesThatAreAskedFor() throws Exception {
        assumeSystemd();
        SystemdCgroup cgroup = cgroup(UnitProperty.of("TimeoutStopUSec", 7_000_000));

        cgroup.enter(process(), limits());

        assertEquals("7s", show("TimeoutStopUSec"));
    }

    @Test
    void leavesNothingOfAScopeWithAPropertyThatSystemdRefuses() {
        assumeSystemd();
        SystemdCgroup cgroup = cgroup(UnitProperty.of("NoSuchProperty", true));
        cgroup.create(limits());

        var error = assertThrows(EngineException.class, () -> cgroup.enter(process(), limits()));

        assertTrue(error.text().contains("NoSuchProperty"), error.text());
        assertTrue(cgroup.directories().values().stream().noneMatch(Files::exists));
    }

    /** A unit's name is one on the whole machine. */
    @Test
    void leavesAUnitOfThatNameInAnotherSliceAlone() {
        SystemdCgroup cgroup = cgroup();
        cgroup.enter(process(), limits());
        ScopeName elsewhere = new ScopeName("jdock-other.slice", scope.prefix(), scope.name());
        SystemdCgroup other = new SystemdCgroup(
                cgroup.bus(), elsewhere, List.of(), CgroupFiles.at(layout, new CgroupPath(elsewhere.path())));

        assertThrows(AlreadyExistsException.class, () -> other.create(limits()));

        assertEquals(1, cgroup.processes().size());
        cgroup.kill();
        cgroup.delete();
    }

    @Test
    void needsSystemd() {
        SystemdBus none = new SystemdBus(directory.resolve("none"), directory.resolve("none"));

        var error = assertThrows(
                FailedPreconditionException.class,
                () -> new SystemdCgroup(none, scope, List.of(), files).create(limits()));

        assertTrue(error.text().contains("systemd does not run on this machine"), error.text());
    }
}
