package io.jdock.runc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Filters that leave calls to an agent, over several processes of ours. The agent here lets go of what it gets, so that a call
 * which was left to it does not exist.
 */
final class SeccompAgentTest {

    private static final String LEFT = "Function not implemented";

    @TempDir
    Path directory;

    private final String id =
            "jdock-agent-%d-%d".formatted(ProcessHandle.current().pid(), System.nanoTime());
    private Runc runc;

    @BeforeEach
    void makeBundle() throws IOException {
        runc = Runc.in(directory);
        runc.edit(text -> text.replace("\"linux\": {", """
                "linux": {
                    "seccomp": {"defaultAction": "SCMP_ACT_ALLOW", "listenerPath": "%s",
                        "syscalls": [{"names": ["mkdir", "mkdirat"], "action": "SCMP_ACT_NOTIFY"}]},
                """.formatted(socket())));
    }

    @AfterEach
    void removeContainer() {
        runc.run("delete", "--force", id).succeeded();
    }

    @Test
    void theAgentIsThereBeforeAnotherProcessStartsTheProgram() throws Exception {
        runc.program("sleep", "1000");
        try (var agent = new ConsoleSocket(socket())) {
            Process create = runc.start("create", "-b", runc.bundle().toString(), id);
            agent.receive().close();
            assertEquals(0, create.waitFor());
            assertTrue(runc.run("state", id).out().contains("\"status\": \"created\""));

            runc.run("start", id).succeeded();
            assertTrue(runc.run("state", id).out().contains("\"status\": \"running\""));

            Process exec = runc.start("exec", id, "busybox", "mkdir", "/dev/shm/new");
            agent.receive().close();
            assertEquals(1, exec.waitFor());
            assertTrue(errors().contains(LEFT), errors());
        }
    }

    @Test
    void aProgramThatIsRunAtOnceIsLeftToItToo() throws Exception {
        runc.program("busybox", "mkdir", "/dev/shm/new");
        try (var agent = new ConsoleSocket(socket())) {
            Process run = runc.start("run", "-b", runc.bundle().toString(), id);
            agent.receive().close();
            assertEquals(1, run.waitFor());
            assertTrue(errors().contains(LEFT), errors());
        }
    }

    @Test
    void withoutAnAgentNothingIsLeft() {
        Runc.Result refused = runc.run("create", "-b", runc.bundle().toString(), id);

        assertEquals(1, refused.status());
        assertTrue(refused.err().contains("failed to connect with seccomp agent"), refused.err());
        assertEquals("null\n", runc.run("list", "-f", "json").out());
    }

    private Path socket() {
        return directory.resolve("agent");
    }

    private String errors() throws IOException {
        return Files.readString(directory.resolve("err"));
    }
}
