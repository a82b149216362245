package io.jdock.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Status.Code;
import io.grpc.StatusException;
import io.jdock.api.containerd.containers.v1.Container;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** OCI runtimes that do not do what they should: shell scripts. */
@Timeout(180)
final class BrokenRuntimeTest extends TaskContract {

    /** Sets what the command line says: log, pid file, verb. */
    private static final String ARGUMENTS = """
            #!/bin/sh
            while [ $# -gt 0 ]; do
              case $1 in
                --log) log=$2; shift ;;
                --pid-file) pidfile=$2; shift ;;
                create | start | exec | kill | delete | state) verb=$1 ;;
              esac
              shift
            done
            """;

    @Override
    Container.Runtime runtime(Path scratch) {
        return TestRuntime.program(scratch.resolve("broken"));
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        assertEquals(List.of(), bench.bundles());
    }

    @Test
    void itsOwnWordsTellWhyItFailed() throws Exception {
        script("""
                echo '{"level":"warning","msg":"this is odd"}' > $log
                echo '{"level":"error","msg":"no room for it","time":"2026-01-01T00:00:00Z"}' >> $log
                echo '{"level":"info","msg":"bye"}' >> $log
                exit 1
                """);

        StatusException failure = refused();

        assertEquals(Code.INTERNAL, failure.getStatus().getCode());
        assertEquals("broken create: no room for it", text(failure));
    }

    @Test
    void whatItPrintsCountsWhenItsLogIsSilent() throws Exception {
        script("echo usage: none >&2; exit 3");

        assertEquals("broken create: usage: none", text(refused()));
    }

    @Test
    void itsStatusIsToldWhenItSaysNothing() throws Exception {
        script("exit 3");
        assertEquals("broken create: it ended with status 3 and did not say why", text(refused()));

        script("kill -9 $$");
        assertEquals("broken create: it ended with status 137 and did not say why", text(refused()));
    }

    @Test
    void garbageIsRefused() throws Exception {
        script("head -c 100000 /dev/urandom | tee $log; exit 1");
        String told = text(refused());
        assertTrue(told.startsWith("broken create: ") && told.length() < 3000, told);

        script("head -c 100000 /dev/zero > $pidfile");
        told = text(refused());
        assertTrue(told.startsWith("broken create: it ended well and wrote \"?"), told);

        script("true");
        assertEquals("broken create: it ended well and wrote no pid file", text(refused()));
    }

    @Test
    void aProcessOfOthersIsNotTakenForTheContainers() throws Exception {
        script("echo 1 > $pidfile");
        assertEquals("broken create: process 1 is none of the runtime's", text(refused()));
    }

    @Test
    void aMissingProgramIsNamed() throws Exception {
        StatusException failure = refused();

        assertEquals(Code.NOT_FOUND, failure.getStatus().getCode());
        assertEquals("runtime %s: no such file or directory".formatted(program()), text(failure));
    }

    @Test
    void whatCannotBeExecutedIsNamed() throws Exception {
        Files.writeString(program(), "#!/bin/sh\n");
        assertEquals(Code.PERMISSION_DENIED, refused().getStatus().getCode());

        TestRuntime.script(program(), "#!/nonexistent/interpreter\n");
        assertEquals("broken create: exec %s: no such file or directory".formatted(program()), text(refused()));
    }

    @Test
    void aTaskOutlivesItsRuntime() throws Exception {
        Files.copy(TestRuntime.installed("runc"), program());
        int pid = create("sleep 1000");
        client.start(ID, "");
        Files.delete(program());

        StatusException failure = assertThrows(StatusException.class, () -> client.kill(ID, "", KILL));
        assertTrue(text(failure).contains("No such file"), text(failure));
        exec("more", Busybox.process("true").build());
        failure = assertThrows(StatusException.class, () -> client.start(ID, "more"));
        assertEquals("runtime %s: no such file or directory".formatted(program()), text(failure));

        assertTrue(ProcessHandle.of(pid).orElseThrow().destroyForcibly());
        assertEquals(137, client.await(ID, ""));
        delete();
        assertFalse(Files.exists(directory.resolve("state/runtimes/broken/" + Client.NAMESPACE + "/" + ID)));
    }

    /** The error of a task that cannot be created; its container is deleted again. */
    private StatusException refused() throws Exception {
        StatusException failure = assertThrows(StatusException.class, () -> create("true"));
        client.deleteContainer(ID);
        return failure;
    }

    private static String text(StatusException failure) {
        return String.valueOf(failure.getStatus().getDescription());
    }

    private void script(String behaviour) {
        TestRuntime.script(program(), ARGUMENTS + behaviour);
    }

    private Path program() {
        return directory.resolve("broken");
    }
}
