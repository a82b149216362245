package io.jdock.supervisor.runtimes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jdock.errdefs.NotImplementedException;
import io.jdock.oci.runtime.Cpu;
import io.jdock.oci.runtime.Memory;
import io.jdock.oci.runtime.Pids;
import io.jdock.oci.runtime.Resources;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class OciCommandTest {

    private static final OciCommand RUNC = command(false, false);
    private static final String GLOBAL = "/bin/runc --root /r --log /l --log-format json ";

    @Test
    void createNamesBundlePidFileAndTerminal() {
        assertEquals(
                GLOBAL + "create --bundle /b --pid-file /p box",
                String.join(" ", RUNC.create("box", Path.of("/b"), Path.of("/p"), Optional.empty())));
        assertEquals(
                GLOBAL + "create --bundle /b --pid-file /p --console-socket /c --no-pivot --no-new-keyring box",
                String.join(" ", command(true, true).create("box", Path.of("/b"), Path.of("/p"), Optional.of("/c"))));
    }

    @Test
    void execIsDetached() {
        assertEquals(
                GLOBAL + "exec --detach --process /j --pid-file /p --console-socket /c box",
                String.join(" ", RUNC.exec("box", Path.of("/j"), Path.of("/p"), Optional.of("/c"))));
    }

    @Test
    void otherVerbsHaveTheirArguments() {
        assertEquals(
                List.of("/bin/runc", "--root", "/r", "--log", "/l", "--log-format", "json", "kill", "box", "9"),
                RUNC.of("kill", "box", "9"));
    }

    @Test
    void systemdMakesCgroupsWhereItIsAskedTo() {
        RuntimeChoice.Binary systemds = new RuntimeChoice.Binary("/bin/runc", "/r", true, false, false);

        assertEquals(
                GLOBAL + "--systemd-cgroup start box",
                String.join(" ", new OciCommand(systemds, Path.of("/l")).of("start", "box")));
    }

    @Test
    void updatesThatARuntimeMightIgnoreAreRefused() {
        UpdatableResources.check(Resources.builder()
                .memory(Memory.builder().limit(1L << 30).swap(1L << 31).build())
                .cpu(Cpu.builder().shares(5L).cpus("0").build())
                .pids(new Pids(5L))
                .build());

        for (Resources limits : List.of(
                Resources.builder().unified(Map.of("a", "b")).build(),
                Resources.builder()
                        .memory(Memory.builder().swappiness(5L).build())
                        .build(),
                Resources.builder().cpu(Cpu.builder().idle(1L).build()).build())) {
            assertThrows(NotImplementedException.class, () -> UpdatableResources.check(limits));
        }
    }

    private static OciCommand command(boolean noPivot, boolean noKeyring) {
        return new OciCommand(new RuntimeChoice.Binary("/bin/runc", "/r", false, noPivot, noKeyring), Path.of("/l"));
    }
}
