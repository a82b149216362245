package io.jdock.daemon.container.spec;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.oci.runtime.Box;
import io.jdock.oci.runtime.Cpu;
import io.jdock.oci.runtime.DeviceRule;
import io.jdock.oci.runtime.Linux;
import io.jdock.oci.runtime.Memory;
import io.jdock.oci.runtime.Mount;
import io.jdock.oci.runtime.Namespace;
import io.jdock.oci.runtime.Pids;
import io.jdock.oci.runtime.Process;
import io.jdock.oci.runtime.Resources;
import io.jdock.oci.runtime.Rlimit;
import io.jdock.oci.runtime.Spec;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The expectations are what dockerd 20.10 hands to runc for the same request, but for the newer list of masked paths. */
final class SpecBuilderTest {

    private static final String SLEEP = "{\"Cmd\":[\"sleep\",\"100\"]}";

    @Test
    void runsTheCommandAsRootInTheRootDirectory() {
        Process process = process(SpecFixtures.build(SLEEP, "{}"));

        assertEquals(List.of("sleep", "100"), process.args());
        assertEquals("/", process.cwd());
        assertEquals("0", process.user().username());
        assertFalse(process.terminal());
        assertFalse(process.noNewPrivileges());
        assertEquals(0, process.oomScoreAdj());
        assertEquals(
                List.of(
                        "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
                        "HOSTNAME=" + SpecFixtures.ID.substring(0, 12)),
                process.env());
    }

    @Test
    void putsTheEntryPointBeforeTheCommand() {
        Process process = process(SpecFixtures.build("{\"Entrypoint\":[\"/entry\"],\"Cmd\":[\"a\",\"b\"]}", "{}"));

        assertEquals(List.of("/entry", "a", "b"), process.args());
    }

    @Test
    void givesATerminalItsTypeAndSize() {
        Process process = process(SpecFixtures.build("{\"Cmd\":[\"sh\"],\"Tty\":true}", "{\"ConsoleSize\":[24,80]}"));

        assertTrue(process.terminal());
        assertEquals(new Box(24, 80), process.consoleSize());
        assertTrue(process.env().contains("TERM=xterm"));
    }

    @Test
    void grantsDockersFourteenCapabilitiesAndNothingInheritable() {
        var capabilities =
                requireNonNull(process(SpecFixtures.build(SLEEP, "{}")).capabilities());

        assertEquals(CapabilityNames.DEFAULT, capabilities.bounding());
        assertEquals(CapabilityNames.DEFAULT, capabilities.effective());
        assertEquals(CapabilityNames.DEFAULT, capabilities.permitted());
        assertEquals(List.of(), capabilities.inheritable());
        assertEquals(List.of(), capabilities.ambient());
    }

    @Test
    void mountsWhatDockerMounts() {
        String directory = "/var/lib/jdock/containers/" + SpecFixtures.ID;

        assertEquals(
                List.of(
                        new Mount("/proc", "proc", "proc", List.of("nosuid", "noexec", "nodev")),
                        new Mount(
                                "/dev", "tmpfs", "tmpfs", List.of("nosuid", "strictatime", "mode=755", "size=65536k")),
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
                                List.of("nosuid", "noexec", "nodev", "mode=1777", "size=67108864")),
                        Mount.bind("/etc", "/e", List.of("rbind", "ro", "rprivate")),
                        Mount.bind(directory + "/resolv.conf", "/etc/resolv.conf", List.of("rbind", "rprivate")),
                        Mount.bind(directory + "/hostname", "/etc/hostname", List.of("rbind", "rprivate")),
                        Mount.bind(directory + "/hosts", "/etc/hosts", List.of("rbind", "rprivate"))),
                SpecFixtures.build(SLEEP, "{\"Binds\":[\"/etc:/e:ro\"]}").mounts());
    }

    @Test
    void leavesOutADefaultMountWhoseTargetTheClientTakes() {
        List<Mount> mounts = SpecFixtures.build(
                        SLEEP, "{\"Tmpfs\":{\"/dev/shm\":\"size=1m\"},\"Binds\":[\"/tmp/h:/etc/hosts\"]}")
                .mounts();

        assertEquals(
                List.of("size=1m"),
                mounts.stream()
                        .filter(mount -> mount.destination().equals("/dev/shm"))
                        .flatMap(mount -> mount.options().stream())
                        .filter(option -> option.startsWith("size="))
                        .toList());
        assertEquals(
                List.of("/tmp/h"),
                mounts.stream()
                        .filter(mount -> mount.destination().equals("/etc/hosts"))
                        .map(Mount::source)
                        .toList());
    }

    @Test
    void mountsOuterTargetsBeforeInnerOnes() {
        List<String> targets =
                SpecFixtures.build(SLEEP, "{\"Binds\":[\"/a:/x/y/z\",\"/b:/x\",\"/c:/x/y\"]}").mounts().stream()
                        .map(Mount::destination)
                        .filter(target -> target.startsWith("/x"))
                        .toList();

        assertEquals(List.of("/x", "/x/y", "/x/y/z"), targets);
    }

    @Test
    void makesTheDaemonsFilesReadOnlyWithAReadOnlyRoot() {
        Spec spec = SpecFixtures.build(SLEEP, "{\"ReadonlyRootfs\":true}");

        assertTrue(requireNonNull(spec.root()).readonly());
        assertEquals(List.of("rbind", "ro", "rprivate"), spec.mounts().getLast().options());
    }

    @Test
    void makesAllNamespacesButCgroupOnTheOldHierarchy() {
        assertEquals(List.of("MOUNT", "NETWORK", "UTS", "PID", "IPC"), namespaces(SpecFixtures.build(SLEEP, "{}")));
        assertEquals(
                List.of("MOUNT", "NETWORK", "UTS", "PID", "IPC", "CGROUP"),
                namespaces(SpecFixtures.build(SLEEP, "{}", SpecFixtures.FACTS_V2)));
    }

    @Test
    void sharesOnlyTheNamespacesThatAreAskedFor() {
        Spec spec = SpecFixtures.build(SLEEP, "{\"NetworkMode\":\"host\",\"PidMode\":\"host\",\"UTSMode\":\"host\"}");

        assertEquals(List.of("MOUNT", "IPC"), namespaces(spec));
        assertNull(spec.hostname());
        assertTrue(process(spec).env().contains("HOSTNAME=host.example"));
        assertEquals(Map.of(), linux(spec).sysctl());
    }

    @Test
    void deniesAllDevicesButTheHarmlessOnes() {
        List<DeviceRule> rules = resources(SpecFixtures.build(SLEEP, "{}")).devices();

        assertEquals(new DeviceRule(false, null, null, null, "rwm"), rules.getFirst());
        assertEquals(
                List.of("1:3", "1:5", "1:7", "1:8", "1:9", "5:0", "5:1", "5:2", "136:null"),
                rules.stream()
                        .skip(1)
                        .map(rule -> rule.major() + ":" + rule.minor())
                        .toList());
    }

    @Test
    void translatesLimits() {
        Resources resources = resources(SpecFixtures.build(
                SLEEP, "{\"Memory\":67108864,\"NanoCpus\":500000000,\"PidsLimit\":100,\"CpuShares\":5}"));

        assertEquals(Memory.builder().limit(67108864L).swap(134217728L).build(), resources.memory());
        assertEquals(Cpu.builder().shares(5L).quota(50_000L).period(100_000L).build(), resources.cpu());
        assertEquals(new Pids(100L), resources.pids());
    }

    /** A kernel that does not account for swap would refuse the usual limit of it. */
    @Test
    void limitsMemoryAloneWhereSwapCannotBeLimited() {
        HostFacts facts = new HostFacts(2, "host.example", true, false, Set.of());

        Resources usual = resources(SpecFixtures.build(SLEEP, "{\"Memory\":67108864}", facts));
        Resources none = resources(SpecFixtures.build(SLEEP, "{\"Memory\":67108864,\"MemorySwap\":-1}", facts));

        assertEquals(Memory.builder().limit(67108864L).build(), usual.memory());
        assertEquals(Memory.builder().limit(67108864L).build(), none.memory());
    }

    @Test
    void setsNoLimitThatWasNotAskedFor() {
        Resources resources = resources(SpecFixtures.build(SLEEP, "{\"MemorySwappiness\":-1}"));

        assertNull(resources.memory());
        assertNull(resources.cpu());
        assertNull(resources.pids());
    }

    @Test
    void liftsTheLimitOfTasksWhenToldSo() {
        for (String unlimited : List.of("-1", "0")) {
            Resources resources = resources(SpecFixtures.build(SLEEP, "{\"PidsLimit\":%s}".formatted(unlimited)));

            assertEquals(new Pids(-1L), resources.pids());
        }
    }

    @Test
    void passesUlimitsOn() {
        Process process =
                process(SpecFixtures.build(SLEEP, "{\"Ulimits\":[{\"Name\":\"nofile\",\"Soft\":10,\"Hard\":20}]}"));

        assertEquals(List.of(new Rlimit("RLIMIT_NOFILE", 20, 10)), process.rlimits());
    }

    @Test
    void guardsPathsAndSystemCalls() {
        Linux linux = linux(SpecFixtures.build(SLEEP, "{}"));

        assertEquals(
                List.of("/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger"),
                linux.readonlyPaths());
        assertTrue(linux.maskedPaths().containsAll(List.of("/proc/kcore", "/proc/interrupts", "/sys/firmware")));
        assertTrue(linux.maskedPaths().contains("/sys/devices/system/cpu/cpu1/thermal_throttle"));
        assertNotNull(linux.seccomp());
    }

    @Test
    void putsTheCgroupUnderTheEnginesOwn() {
        assertEquals(
                "/jdock/" + SpecFixtures.ID,
                linux(SpecFixtures.build(SLEEP, "{}")).cgroupsPath());
    }

    @Test
    void liftsEveryGuardOfAPrivilegedContainer() {
        Spec spec = SpecFixtures.build(SLEEP, "{\"Privileged\":true}");
        Linux linux = linux(spec);

        assertNull(linux.seccomp());
        assertEquals(List.of(), linux.maskedPaths());
        assertEquals(List.of(), linux.readonlyPaths());
        assertEquals(
                List.of(new DeviceRule(true, null, null, null, "rwm")),
                resources(spec).devices());
        assertEquals(
                CapabilityNames.ALL,
                requireNonNull(process(spec).capabilities()).bounding());
    }

    @Test
    void takesTheSystemCallFilterAwayWhenAsked() {
        assertNull(linux(SpecFixtures.build(SLEEP, "{\"SecurityOpt\":[\"seccomp=unconfined\"]}"))
                .seccomp());
    }

    private static Process process(Spec spec) {
        return requireNonNull(spec.process());
    }

    private static Linux linux(Spec spec) {
        return requireNonNull(spec.linux());
    }

    private static Resources resources(Spec spec) {
        return requireNonNull(linux(spec).resources());
    }

    private static List<String> namespaces(Spec spec) {
        return linux(spec).namespaces().stream()
                .map(Namespace::type)
                .map(Enum::name)
                .toList();
    }
}
