package io.jdock.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.jdock.api.containerd.tasks.v1.DeleteProcessRequest;
import io.jdock.api.containerd.tasks.v1.ExecProcessRequest;
import io.jdock.oci.runtime.Capabilities;
import io.jdock.oci.runtime.Process;
import io.jdock.oci.runtime.SpecJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The row A2 of docs/security-tests.md with shims: a container that may trace everybody watches what joins it. */
@Timeout(120)
final class SpiedTaskTest {

    private static final String ID = "spy";
    private static final int EXECS = Integer.getInteger("jdock.races.execs", 10);

    /** Leaves a file as soon as it finds a way to the host's files, and another one at the end if it saw anybody. */
    private static final String SPY = """
            while [ ! -e /stop ]; do
              for p in /proc/[0-9]*; do
                [ $p = /proc/1 ] && continue
                [ -e $p/root/spied ] && seen=1
                for way in $p/root $p/cwd $p/fd/*; do
                  [ -e $way%s ] && echo "$way" >> /found
                done
              done
            done
            exit $seen
            """;

    @TempDir
    private Path directory;

    /** CVE-2016-9962. */
    @Test
    void aSpySeesOnlyWhatIsTheContainersAnyway() throws Exception {
        Bench bench = Bench.make(directory);
        Files.createFile(bench.insideRoot("spied"));
        Path canary = Files.writeString(directory.resolve("canary"), "untouched");
        List<String> capabilities = List.of("CAP_SYS_PTRACE", "CAP_DAC_OVERRIDE");
        Process spy = Busybox.process("sh", "-c", SPY.formatted(canary))
                .capabilities(new Capabilities(capabilities, capabilities, List.of(), capabilities, List.of()))
                .build();
        try (Supervisor _ = Supervisor.start(bench.options());
                Client client = bench.client()) {
            client.create(ID, Busybox.spec(bench.cgroup(ID), spy), "", bench.logAddress(ID));
            client.start(ID, "");

            for (int i = 0; i < EXECS; i++) {
                exec(client);
            }
            Files.createFile(bench.insideRoot("stop"));

            assertEquals(1, client.await(ID, ""), "whether the spy saw anybody");
            assertFalse(Files.exists(bench.insideRoot("found")), "a way to the host's files was found");
            client.deleteTask(ID);
            client.deleteContainer(ID);
            assertEquals(List.of(), bench.remains());
            assertEquals("untouched", Files.readString(canary));
        }
    }

    private static void exec(Client client) throws Exception {
        client.tasks.exec(ExecProcessRequest.newBuilder()
                .setContainerId(ID)
                .setExecId("one")
                .setSpec(Client.json(
                        "types.containerd.io/opencontainers/runtime-spec/1/Process",
                        SpecJson.write(Busybox.process("cat", "/spied").build())))
                .build());
        client.start(ID, "one");
        assertEquals(0, client.await(ID, "one"));
        client.tasks.deleteProcess(DeleteProcessRequest.newBuilder()
                .setContainerId(ID)
                .setExecId("one")
                .build());
    }
}
