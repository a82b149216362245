package io.jdock.libcontainer.cgroups;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.errdefs.AlreadyExistsException;
import io.jdock.errdefs.FailedPreconditionException;
import io.jdock.oci.runtime.DeviceRule;
import io.jdock.oci.runtime.Resources;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Freezes, kills and guards devices for real, in the version of cgroups that this machine has. */
final class CgroupLifeTest {

    private static final DeviceRule DENY_ALL = new DeviceRule(false, "a", null, null, "rwm");
    private static final DeviceRule ALLOW_KMSG = new DeviceRule(true, "c", 1L, 11L, "rw");

    @Test
    void refusesACgroupWithProcesses() {
        try (TestCgroup test = TestCgroup.create(TestCgroup.NO_LIMITS)) {
            test.run("exec sleep 100");

            var error = assertThrows(
                    AlreadyExistsException.class, () -> test.cgroup().create(TestCgroup.NO_LIMITS));

            assertTrue(error.text().contains("1 process(es) found"), error.text());
        }
    }

    @Test
    void takesAnEmptyCgroupUnlessItIsFrozen() {
        try (TestCgroup test = TestCgroup.create(TestCgroup.NO_LIMITS)) {
            test.cgroup().create(TestCgroup.NO_LIMITS);

            test.cgroup().freeze();
            var error = assertThrows(
                    FailedPreconditionException.class, () -> test.cgroup().create(TestCgroup.NO_LIMITS));

            assertTrue(error.text().contains("frozen"), error.text());
            test.cgroup().thaw();
        }
    }

    @Test
    void freezesAndThaws() {
        try (TestCgroup test = TestCgroup.create(TestCgroup.NO_LIMITS)) {
            Process process = test.run("while :; do :; done");

            test.cgroup().freeze();
            assertTrue(test.cgroup().frozen());
            long before = cpuTime(process);
            assertEquals(before, cpuTime(process));

            test.cgroup().thaw();
            assertFalse(test.cgroup().frozen());
            while (cpuTime(process) == before) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void countsAsRunningWhereOnlyTheParentIsFrozen() {
        try (TestCgroup parent = TestCgroup.create(TestCgroup.NO_LIMITS)) {
            Cgroup child = CgroupFiles.at(
                    CgroupLayout.detect(), new CgroupPath(parent.cgroup().path() + "/child"));
            child.create(TestCgroup.NO_LIMITS);

            parent.cgroup().freeze();

            assertFalse(child.frozen());
            parent.cgroup().thaw();
        }
    }

    @Test
    void killsFrozenProcessesAndTheirOffspring() {
        try (TestCgroup test = TestCgroup.create(TestCgroup.NO_LIMITS)) {
            Process process = test.run("while :; do sleep 100 & sleep 0.01; done");
            test.cgroup().freeze();

            test.cgroup().kill();

            assertTrue(TestCgroup.endsWithin(process, 60));
            test.cgroup().delete();
            assertFalse(test.exists());
        }
    }

    @Test
    void guardsDevicesAndChangesItsMind() {
        try (TestCgroup test = TestCgroup.create(devices(DENY_ALL))) {
            assertTrue(open(test).contains("not permitted"));
            assertEquals("", test.output("head -c 0 /dev/zero"));

            test.cgroup().update(devices(DENY_ALL, ALLOW_KMSG));
            assertEquals("", open(test));

            test.cgroup().update(devices(DENY_ALL));
            assertTrue(open(test).contains("not permitted"));

            test.cgroup().update(devices(new DeviceRule(true, null, null, null, null)));
            assertEquals("", open(test));
        }
    }

    private static String open(TestCgroup test) {
        return test.output("head -c 0 /dev/kmsg");
    }

    private static Resources devices(DeviceRule... rules) {
        return Resources.builder().devices(List.of(rules)).build();
    }

    private static long cpuTime(Process process) {
        return process.info().totalCpuDuration().orElseThrow().toMillis();
    }
}
