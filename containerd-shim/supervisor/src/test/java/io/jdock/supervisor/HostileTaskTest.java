package io.jdock.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.jdock.api.containerd.containers.v1.Container;
import io.jdock.oci.runtime.Capabilities;
import io.jdock.oci.runtime.Process;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Containers and users that mean harm: rows of docs/security-tests.md at the supervisor. */
@Timeout(900)
final class HostileTaskTest extends TaskContract {

    private static final int EXECS = Integer.getInteger("jdock.races.execs", 10);

    /** Leaves a file as soon as it finds a way to the host's files, and ends with 1 if it saw anybody. */
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

    @Override
    Container.Runtime runtime(Path scratch) {
        return TestRuntime.builtIn();
    }

    /** A2, CVE-2016-9962: even who may trace everybody sees of an exec nothing that is the host's. */
    @Test
    void aSpySeesOnlyWhatIsTheContainersAnyway() throws Exception {
        Files.createFile(bench.insideRoot("spied"));
        Path canary = Files.writeString(directory.resolve("canary"), "untouched");
        List<String> rights = List.of("CAP_SYS_PTRACE", "CAP_DAC_OVERRIDE");
        Process spy = Busybox.process("sh", "-c", SPY.formatted(canary))
                .capabilities(new Capabilities(rights, rights, List.of(), rights, List.of()))
                .build();
        client.create(ID, Busybox.spec(bench.cgroup(ID), spy), "", bench.logAddress(ID));
        client.start(ID, "");

        for (int i = 0; i < EXECS; i++) {
            String exec = "exec" + i;
            exec(exec, Busybox.process("cat", "/spied").build());
            client.start(ID, exec);
            assertEquals(0, client.await(ID, exec));
        }
        Files.createFile(bench.insideRoot("stop"));

        assertEquals(1, client.await(ID, ""), "whether the spy saw anybody");
        assertFalse(Files.exists(bench.insideRoot("found")), "a way to the host's files was found");
        assertEquals("untouched", Files.readString(canary));
        client.deleteTask(ID);
        client.deleteContainer(ID);
    }

    /** A20, CVE-2021-41091, CVE-2021-41103: a set-user-ID program of a container is none for a user of the host. */
    @Test
    void otherUsersGetNeitherToBundlesNorToImages() throws Exception {
        create("true");

        assertEquals("rwx------", permissions(bench.bundle(ID)));
        assertEquals("rwx--x---", permissions(directory.resolve("root")));
        assertEquals("rwx--x--x", permissions(directory.resolve("state")));
        client.start(ID, "");
        assertEquals(0, client.await(ID, ""));
        client.deleteTask(ID);
        client.deleteContainer(ID);
    }

    private static String permissions(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
