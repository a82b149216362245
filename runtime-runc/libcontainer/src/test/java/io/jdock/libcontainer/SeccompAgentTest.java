package io.jdock.libcontainer;

import static io.jdock.libcontainer.TestSpecs.process;
import static io.jdock.libcontainer.TestSpecs.spec;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jdock.concurrent.Threads;
import io.jdock.errdefs.FailedPreconditionException;
import io.jdock.json.JsonObject;
import io.jdock.linux.Errno;
import io.jdock.linux.ErrnoException;
import io.jdock.linux.Fd;
import io.jdock.linux.SocketCalls;
import io.jdock.oci.runtime.Process;
import io.jdock.oci.runtime.Seccomp;
import io.jdock.oci.runtime.Spec;
import io.jdock.oci.runtime.SyscallRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Filters that leave some calls to an agent, with one that refuses them. */
final class SeccompAgentTest {

    private static final String CGROUP =
            "/jdock-agent-" + ProcessHandle.current().pid();
    private static final String REFUSED = "No medium found";

    @TempDir
    Path directory;

    private Path rootfs;

    @BeforeEach
    void makeRoot() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root");
        assumeTrue(Files.exists(Path.of("/bin/busybox")), "needs a static busybox");
        rootfs = TestContainer.busyboxRoot(directory);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theFirstProcessIsLeftToTheAgent(boolean noNewPrivileges) {
        Process process =
                process("mkdir", "/tmp/new").noNewPrivileges(noNewPrivileges).build();
        try (TestAgent agent = new TestAgent(socket());
                TestContainer container = TestContainer.start(asking(process), rootfs);
                TestAgent.Told told = agent.take()) {
            told.refuseOne();

            TestContainer.Result result = container.finish();
            assertTrue(result.output().contains(REFUSED), result.output());
            assertEquals(1, result.status());
            JsonObject message = told.message();
            assertEquals("[\"seccompFd\"]", message.array("fds").toJson());
            assertEquals("meta", message.text("metadata"));
            assertEquals(container.pid(), message.number("pid"));
            JsonObject state = message.object("state");
            assertEquals("creating", state.text("status"));
            assertEquals(container.plan().id(), state.text("id"));
            assertEquals(container.pid(), state.number("pid"));
            assertEquals("noted", state.object("annotations").text("org.example"));
        }
    }

    @Test
    void soIsAProcessThatJoins() {
        Process sleep = process("sleep", "1000").build();
        try (TestAgent agent = new TestAgent(socket());
                TestContainer container = TestContainer.start(asking(sleep), rootfs);
                TestAgent.Told ofFirst = agent.take()) {
            CompletableFuture<JsonObject> answered = CompletableFuture.supplyAsync(
                    () -> {
                        try (TestAgent.Told told = agent.take()) {
                            told.refuseOne();
                            return told.message();
                        }
                    },
                    task -> Threads.startDaemon("agent", task));

            TestContainer.Result result =
                    container.exec(process("mkdir", "/tmp/new").build(), directory);

            assertTrue(result.output().contains(REFUSED), result.output());
            JsonObject message = answered.join();
            assertEquals("running", message.object("state").text("status"));
            assertEquals(container.pid(), message.object("state").number("pid"));
            assertTrue(message.number("pid") != container.pid(), message.toString());
            assertEquals(container.pid(), ofFirst.message().number("pid"));
        }
    }

    @Test
    void nobodyIsLeftHangingWhenTheAgentHasEnded() {
        Process process = process("mkdir", "/tmp/new").build();
        TestContainer.Result result;
        try (TestAgent agent = new TestAgent(socket());
                TestContainer container = TestContainer.start(asking(process), rootfs)) {
            agent.take().close();
            result = container.finish();
        }

        assertTrue(result.output().contains("Function not implemented"), result.output());
    }

    @Test
    void withoutAnAgentThereIsNoContainer() {
        Spec spec = asking(process("true").build());

        var refusal = assertThrows(FailedPreconditionException.class, () -> TestContainer.start(spec, rootfs));

        assertEquals(
                "failed to connect with seccomp agent specified in the seccomp profile: dial unix %s: connect: %s"
                        .formatted(socket(), "no such file or directory"),
                refusal.text());
    }

    /** As with runc: a container is not to be half made for as long as the agent likes. */
    @Test
    @Timeout(60)
    void anAgentWithAFullQueueIsNotWaitedFor() {
        Spec spec = asking(process("true").build());
        List<Fd> waiting = new ArrayList<>();
        try (var _ = new TestAgent(socket())) {
            var full = assertThrows(ErrnoException.class, () -> {
                while (true) {
                    waiting.add(SocketCalls.connectAtOnce(socket().toString()));
                }
            });
            assertEquals(Errno.EAGAIN, full.errno());

            var refusal = assertThrows(FailedPreconditionException.class, () -> TestContainer.start(spec, rootfs));

            assertEquals(
                    "failed to connect with seccomp agent specified in the seccomp profile: dial unix %s: connect: %s"
                            .formatted(socket(), "resource temporarily unavailable"),
                    refusal.text());
        } finally {
            waiting.forEach(Fd::close);
        }
    }

    private Path socket() {
        return directory.resolve("agent");
    }

    private Spec asking(Process process) {
        var mkdir = new SyscallRule(List.of("mkdir", "mkdirat"), "SCMP_ACT_NOTIFY", null, List.of());
        var profile = new Seccomp("SCMP_ACT_ALLOW", null, List.of(), null, socket().toString(), "meta", List.of(mkdir));
        return spec(CGROUP, process)
                .linux(TestSpecs.linux(CGROUP).seccomp(profile).build())
                .annotations(Map.of("org.example", "noted"))
                .build();
    }
}
