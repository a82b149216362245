package io.jdock.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.grpc.Status.Code;
import io.grpc.StatusException;
import io.jdock.api.containerd.containers.v1.Container;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tasks of the built-in runtime in systemd's cgroups, as Kubernetes asks for them: by an option of containerd's runtime. */
@Timeout(180)
final class SystemdTaskTest extends TaskContract {

    private static final Path SYSTEMD = Path.of("/run/systemd/system");

    @Override
    Container.Runtime runtime(Path scratch) {
        return TestRuntime.builtInWithSystemd();
    }

    @Test
    void aTaskIsInAScope() throws Exception {
        assumeTrue(Files.exists(SYSTEMD), "needs systemd as the first process");
        int pid = create("", "sleep 1000");
        client.start(ID, "");

        String cgroups = Files.readString(Path.of("/proc/" + pid + "/cgroup"));

        assertTrue(cgroups.contains("/jdock-test-box.scope\n"), cgroups);
        end();
    }

    @Test
    void aMachineWithoutSystemdIsToldOf() throws Exception {
        assumeFalse(Files.exists(SYSTEMD), "needs a machine without systemd");

        StatusException refusal = assertThrows(StatusException.class, () -> create("", "true"));

        assertEquals(Code.FAILED_PRECONDITION, refusal.getStatus().getCode());
        assertEquals(
                "systemd cgroups: systemd does not run on this machine, there is no /run/systemd/system",
                refusal.getStatus().getDescription());
        client.deleteContainer(ID);
    }

    @Test
    void aPathOfAnotherFormIsRefused() throws Exception {
        StatusException refusal = assertThrows(StatusException.class, () -> create("/a/b", "true"));

        assertEquals(Code.INVALID_ARGUMENT, refusal.getStatus().getCode());
        assertEquals(
                "task test/box: expected cgroupsPath to be of format \"slice:prefix:name\" for systemd cgroups, got \"/a/b\"",
                refusal.getStatus().getDescription());
        client.deleteContainer(ID);
    }

    private int create(String cgroup, String script) throws Exception {
        return client.create(
                ID, Busybox.spec(cgroup, Busybox.process("sh", "-c", script).build()), "", bench.logAddress(ID));
    }
}
