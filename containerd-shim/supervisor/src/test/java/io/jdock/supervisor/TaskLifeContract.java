package io.jdock.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Status.Code;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import io.jdock.api.containerd.tasks.v1.CloseIORequest;
import io.jdock.api.containerd.tasks.v1.DeleteProcessRequest;
import io.jdock.api.containerd.tasks.v1.ResizePtyRequest;
import io.jdock.api.containerd.types.task.Status;
import io.jdock.api.supervisor.v1.AttachRequest;
import io.jdock.api.supervisor.v1.AttachResponse;
import io.jdock.oci.runtime.Box;
import io.jdock.oci.runtime.IdMapping;
import io.jdock.oci.runtime.Linux;
import io.jdock.oci.runtime.Namespace;
import io.jdock.oci.runtime.Process;
import io.jdock.oci.runtime.Spec;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whole lives of tasks, through the API of a supervisor. */
@Timeout(180)
abstract class TaskLifeContract extends TaskContract {

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
    void aTerminalHasItsFirstSizeAndTheOneItIsGiven() throws Exception {
        Process process = Busybox.process("sh", "-c", "stty size; read line; stty size")
                .terminal(true)
                .consoleSize(new Box(24, 80))
                .build();
        client.create(ID, Busybox.spec(bench.cgroup(ID), process), "stream:", bench.logAddress(ID));
        BlockingClientCall<AttachRequest, AttachResponse> terminal = attach(true);
        client.start(ID, "");

        assertEquals("24 80\r\n", line(terminal));
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
        exec("two", second, "");
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

    @Test
    void aMissingProgramIsNamedAndWhatIsLeftCanBeDeleted() throws Exception {
        StatusException failure = assertThrows(StatusException.class, () -> {
            client.create(
                    ID, Busybox.spec(bench.cgroup(ID), Busybox.process("foo").build()), "", bench.logAddress(ID));
            client.start(ID, "");
        });

        assertEquals(Code.NOT_FOUND, failure.getStatus().getCode(), failure::getMessage);
        String text = String.valueOf(failure.getMessage());
        assertTrue(
                text.matches(
                        "(?s).*executable file .?foo.? not found in \\$PATH.*|.*\"foo\": executable file not found in \\$PATH.*"),
                text);
        if (hasTask()) {
            assertEquals(Status.STOPPED, client.status(ID));
            client.deleteTask(ID);
        }
        client.deleteContainer(ID);
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
}
