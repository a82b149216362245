package io.jdock.supervisor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.grpc.Status.Code;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import io.jdock.api.containerd.cgroups.v1.Metrics;
import io.jdock.api.containerd.tasks.v1.CloseIORequest;
import io.jdock.api.containerd.tasks.v1.DeleteProcessRequest;
import io.jdock.api.containerd.tasks.v1.ExecProcessRequest;
import io.jdock.api.containerd.tasks.v1.MetricsRequest;
import io.jdock.api.containerd.tasks.v1.ResizePtyRequest;
import io.jdock.api.containerd.tasks.v1.UpdateTaskRequest;
import io.jdock.api.containerd.types.Metric;
import io.jdock.api.containerd.types.task.Status;
import io.jdock.api.supervisor.v1.AttachRequest;
import io.jdock.api.supervisor.v1.AttachResponse;
import io.jdock.oci.runtime.Box;
import io.jdock.oci.runtime.IdMapping;
import io.jdock.oci.runtime.Linux;
import io.jdock.oci.runtime.Namespace;
import io.jdock.oci.runtime.Pids;
import io.jdock.oci.runtime.Process;
import io.jdock.oci.runtime.Resources;
import io.jdock.oci.runtime.Spec;
import io.jdock.oci.runtime.SpecJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole lives of tasks, through the API of a supervisor in this process, with real containers. */
@Timeout(60)
final class TaskLifeTest {

    private static final String ID = "box";
    private static final String PROCESS_TYPE = "types.containerd.io/opencontainers/runtime-spec/1/Process";
    private static final int TERM = 15;
    private static final int KILL = 9;
    private static final int WINDOW_CHANGED = 28;

    @TempDir
    private Path directory;

    private Bench bench;
    private Supervisor supervisor;
    private Client client;

    @BeforeEach
    void start() throws Exception {
        bench = Bench.make(directory);
        supervisor = Supervisor.start(bench.options());
        client = bench.client();
    }

    @AfterEach
    void stop() throws Exception {
        if (client == null) {
            return;
        }
        try {
            assertEquals(List.of(), bench.remains());
        } finally {
            client.close();
            supervisor.close();
        }
    }

    @Test
    void aTaskRunsIsLoggedToldAndForgotten() throws Exception {
        EventFeed events = EventFeed.open(client, "topic~=^/tasks/");
        int pid = create("echo out; echo err >&2; exit 7");

        assertTrue(pid > 1);
        assertEquals(Status.CREATED, client.status(ID));
        assertEquals("", Files.readString(bench.log(ID)));
        client.start(ID, "");
        assertEquals(7, client.await(ID, ""));
        assertEquals(Status.STOPPED, client.status(ID));
        String log = Files.readString(bench.log(ID));
        assertTrue(log.contains("{\"log\":\"out\\n\",\"stream\":\"stdout\",\"time\":\""), log);
        assertTrue(log.contains("{\"log\":\"err\\n\",\"stream\":\"stderr\",\"time\":\""), log);
        assertEquals(7, client.deleteTask(ID).getExitStatus());
        client.deleteContainer(ID);
        assertFalse(Files.exists(bench.bundle(ID)));
        assertEquals(List.of("/tasks/create", "/tasks/start", "/tasks/exit", "/tasks/delete"), events.topics(4));
        events.close();
    }

    @Test
    void aContainerIsNotDeletedBeforeItsTask() throws Exception {
        create("true");

        StatusException refusal = assertThrows(StatusException.class, () -> client.deleteContainer(ID));

        assertEquals(Code.FAILED_PRECONDITION, refusal.getStatus().getCode());
        end();
    }

    @Test
    void aRunningTaskIsNotDeletedAndDiesOfASignal() throws Exception {
        create("trap 'exit 3' TERM; echo ready; while true; do sleep 0.05; done");
        BlockingClientCall<AttachRequest, AttachResponse> output = attach(false);
        client.start(ID, "");
        assertEquals("ready\n", text(output));

        StatusException refusal = assertThrows(StatusException.class, () -> client.deleteTask(ID));
        client.kill(ID, "", TERM);

        assertEquals(Code.FAILED_PRECONDITION, refusal.getStatus().getCode());
        assertEquals(3, client.await(ID, ""));
        delete();
    }

    @Test
    void anExecEndsWithItsOwnStatusOrWithTheTask() throws Exception {
        create("sleep 1000");
        client.start(ID, "");
        exec("one", Busybox.process("sh", "-c", "exit 5").build());
        exec("two", Busybox.process("sleep", "1000").build());

        client.start(ID, "one");
        assertEquals(5, client.await(ID, "one"));
        client.tasks.deleteProcess(DeleteProcessRequest.newBuilder()
                .setContainerId(ID)
                .setExecId("one")
                .build());
        client.start(ID, "two");
        client.kill(ID, "", KILL);

        assertEquals(137, client.await(ID, ""));
        assertEquals(137, client.await(ID, "two"));
        delete();
    }

    @Test
    void aTerminalHasItsFirstSizeAndTheOneItIsGiven() throws Exception {
        Process process = Busybox.process("sh", "-c", "stty size; read line; stty size")
                .terminal(true)
                .consoleSize(new Box(24, 80))
                .build();
        client.create(ID, Busybox.spec(bench.cgroup(ID), process), "stream:", bench.logAddress(ID));
        BlockingClientCall<AttachRequest, AttachResponse> terminal = attach(true);
        client.start(ID, "");

        assertEquals("24 80\r\n", text(terminal));
        client.tasks.resizePty(ResizePtyRequest.newBuilder()
                .setContainerId(ID)
                .setHeight(50)
                .setWidth(132)
                .build());
        write(terminal, "\n");
        assertEquals(0, client.await(ID, ""));

        StringBuilder rest = new StringBuilder();
        for (AttachResponse part = terminal.read(); part != null; part = terminal.read()) {
            rest.append(part.getOutput().getData().toStringUtf8());
        }
        assertTrue(rest.toString().endsWith("50 132\r\n"), rest::toString);
        delete();
    }

    @Test
    void aContainerInAUserNamespaceHasATerminalOfItsOwn() throws Exception {
        Process process = Busybox.process("sh", "-c", "stty size; cat /proc/self/uid_map; read line; exit 4")
                .terminal(true)
                .consoleSize(new Box(24, 80))
                .build();
        bench.giveRoot(100_000);
        client.create(ID, inUserNamespace(Busybox.spec(bench.cgroup(ID), process)), "stream:", bench.logAddress(ID));
        BlockingClientCall<AttachRequest, AttachResponse> terminal = attach(true);
        client.start(ID, "");

        String map = "         0     100000      65536\r\n";
        StringBuilder said = new StringBuilder();
        while (!said.toString().endsWith(map)) {
            said.append(text(terminal));
        }
        assertEquals("24 80\r\n" + map, said.toString());
        Process second = Busybox.process("sh", "-c", "stty size < /dev/console; exit 5")
                .terminal(true)
                .build();
        exec("two", second);
        client.start(ID, "two");
        assertEquals(5, client.await(ID, "two"));
        client.tasks.deleteProcess(DeleteProcessRequest.newBuilder()
                .setContainerId(ID)
                .setExecId("two")
                .build());
        write(terminal, "\n");
        assertEquals(4, client.await(ID, ""));
        delete();
    }

    @Test
    void stdinIsReadToItsEnd() throws Exception {
        client.create(
                ID, Busybox.spec(bench.cgroup(ID), Busybox.process("cat").build()), "stream:", bench.logAddress(ID));
        BlockingClientCall<AttachRequest, AttachResponse> streams = attach(true);
        client.start(ID, "");
        write(streams, "said\n");
        assertEquals("said\n", text(streams));

        client.tasks.closeIO(
                CloseIORequest.newBuilder().setContainerId(ID).setStdin(true).build());

        assertEquals(0, client.await(ID, ""));
        assertTrue(Files.readString(bench.log(ID)).contains("said\\n"));
        delete();
    }

    /** Its end is seen while the start still waits for the exec, about once in ten times. */
    @RepeatedTest(20)
    void aProgramThatEndsAtOnceHasStarted() throws Exception {
        create("exit 0");

        client.start(ID, "");

        assertEquals(0, client.await(ID, ""));
        delete();
    }

    /** Signals that arrive while the process ends find it, or are told that it has ended. */
    @Test
    void aSignalToAnEndingProcessFindsItOrNotFound() throws Exception {
        create("sleep 0.1");
        client.start(ID, "");

        StatusException late = assertThrows(StatusException.class, () -> {
            while (true) {
                client.kill(ID, "", WINDOW_CHANGED);
            }
        });

        assertEquals(Code.NOT_FOUND, late.getStatus().getCode(), late::getMessage);
        client.await(ID, "");
        delete();
    }

    @Test
    void aMissingProgramIsNamedAndLeavesATaskToDelete() throws Exception {
        client.create(ID, Busybox.spec(bench.cgroup(ID), Busybox.process("foo").build()), "", bench.logAddress(ID));

        StatusException failure = assertThrows(StatusException.class, () -> client.start(ID, ""));

        assertEquals(Code.NOT_FOUND, failure.getStatus().getCode());
        String text = String.valueOf(failure.getMessage());
        assertTrue(text.contains("exec: \"foo\": executable file not found in $PATH"), text);
        assertEquals(Status.STOPPED, client.status(ID));
        delete();
    }

    @Test
    @Timeout(60)
    void limitsChangeAndUseIsMeasured() throws Exception {
        create("yes > /dev/null");
        client.start(ID, "");
        client.tasks.update(UpdateTaskRequest.newBuilder()
                .setContainerId(ID)
                .setResources(Client.json(
                        "types.containerd.io/opencontainers/runtime-spec/1/LinuxResources",
                        SpecJson.write(Resources.builder().pids(new Pids(12L)).build())))
                .build());

        Metric metric = metrics("id==" + ID).getFirst();

        assertEquals(ID, metric.getId());
        switch (metric.getData().getTypeUrl()) {
            case "io.containerd.cgroups.v1.Metrics" -> {
                Metrics used = Metrics.parseFrom(metric.getData().getValue());
                assertEquals(12, used.getPids().getLimit());
                assertTrue(used.getPids().getCurrent() > 0);
                assertTrue(used.getCpu().getUsage().getTotal() > 0);
                assertTrue(used.getMemory().getUsage().getUsage() > 0);
                // The kernel adds these up now and then only.
                while (used.getMemory().getTotalPgfault() == 0) {
                    used = Metrics.parseFrom(
                            metrics("id==" + ID).getFirst().getData().getValue());
                }
            }
            default -> {
                var used = io.jdock.api.containerd.cgroups.v2.Metrics.parseFrom(
                        metric.getData().getValue());
                assertEquals(12, used.getPids().getLimit());
                assertTrue(used.getCpu().getUsageUsec() > 0, used::toString);
                assertTrue(used.getMemory().getUsage() > 0 && used.getMemory().getPgfault() > 0, used::toString);
            }
        }
        assertEquals(List.of(), metrics("id==another"));
        end();
    }

    @Test
    void aTaskThatHasEndedIsNotMeasured() throws Exception {
        create("true");
        client.start(ID, "");
        client.await(ID, "");

        assertEquals(List.of(), metrics("id==" + ID));
        delete();
    }

    private static Spec inUserNamespace(Spec spec) {
        Linux linux = Objects.requireNonNull(spec.linux());
        List<Namespace> namespaces = new ArrayList<>(linux.namespaces());
        namespaces.add(Namespace.fresh(Namespace.Kind.USER));
        List<IdMapping> map = List.of(new IdMapping(0, 100_000, 65_536));
        return spec.toBuilder()
                .linux(linux.toBuilder()
                        .namespaces(namespaces)
                        .uidMappings(map)
                        .gidMappings(map)
                        .build())
                .build();
    }

    private int create(String script) throws Exception {
        Process process = Busybox.process("sh", "-c", script).build();
        return client.create(ID, Busybox.spec(bench.cgroup(ID), process), "", bench.logAddress(ID));
    }

    private void exec(String execId, Process process) throws Exception {
        client.tasks.exec(ExecProcessRequest.newBuilder()
                .setContainerId(ID)
                .setExecId(execId)
                .setTerminal(process.terminal())
                .setSpec(Client.json(PROCESS_TYPE, SpecJson.write(process)))
                .build());
    }

    private List<Metric> metrics(String filter) throws Exception {
        return client.tasks
                .metrics(MetricsRequest.newBuilder().addFilters(filter).build())
                .getMetricsList();
    }

    /** Returns once no output can be missed. */
    private BlockingClientCall<AttachRequest, AttachResponse> attach(boolean stdin) throws Exception {
        BlockingClientCall<AttachRequest, AttachResponse> call = client.stdio.attach();
        call.write(AttachRequest.newBuilder()
                .setStart(AttachRequest.Start.newBuilder()
                        .setContainerId(ID)
                        .setStdin(stdin)
                        .setStdout(true)
                        .setStderr(true))
                .build());
        assertTrue(call.read().hasAttached());
        return call;
    }

    private static void write(BlockingClientCall<AttachRequest, AttachResponse> call, String text) throws Exception {
        call.write(AttachRequest.newBuilder()
                .setStdin(ByteString.copyFrom(text, UTF_8))
                .build());
    }

    private static String text(BlockingClientCall<AttachRequest, AttachResponse> call) throws Exception {
        return call.read().getOutput().getData().toStringUtf8();
    }

    private void end() throws Exception {
        client.kill(ID, "", KILL);
        client.await(ID, "");
        delete();
    }

    private void delete() throws Exception {
        client.deleteTask(ID);
        client.deleteContainer(ID);
    }
}
