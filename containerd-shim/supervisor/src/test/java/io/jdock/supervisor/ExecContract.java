package io.jdock.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Status.Code;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import io.jdock.api.containerd.tasks.v1.CloseIORequest;
import io.jdock.api.containerd.tasks.v1.DeleteProcessRequest;
import io.jdock.api.containerd.tasks.v1.GetRequest;
import io.jdock.api.containerd.tasks.v1.ResizePtyRequest;
import io.jdock.api.containerd.types.task.Status;
import io.jdock.api.supervisor.v1.AttachRequest;
import io.jdock.api.supervisor.v1.AttachResponse;
import io.jdock.oci.runtime.Process;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Further processes in a running task. */
@Timeout(180)
abstract class ExecContract extends TaskContract {

    private static final String EXEC = "more";

    @BeforeEach
    void startTask() throws Exception {
        create("sleep 1000");
        client.start(ID, "");
    }

    @Test
    void anExecEndsWithItsOwnStatusOrWithTheTask() throws Exception {
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
    void itsStreamsAreItsOwnAndItsStdinEnds() throws Exception {
        EventFeed events = EventFeed.open(client, "topic~=^/tasks/exec");
        exec(EXEC, Busybox.process("sh", "-c", "cat; echo err >&2; exit 3").build(), "stream:");
        BlockingClientCall<AttachRequest, AttachResponse> streams = attach(EXEC, true);
        write(streams, "said\n");

        client.start(ID, EXEC);
        client.tasks.closeIO(CloseIORequest.newBuilder()
                .setContainerId(ID)
                .setExecId(EXEC)
                .setStdin(true)
                .build());

        assertEquals(3, client.await(ID, EXEC));
        Map<AttachResponse.Output.Stream, String> said = everything(streams);
        assertEquals("said\n", said.get(AttachResponse.Output.Stream.STREAM_STDOUT));
        assertEquals("err\n", said.get(AttachResponse.Output.Stream.STREAM_STDERR));
        assertEquals(List.of("/tasks/exec-added", "/tasks/exec-started"), events.topics(2));
        events.close();
        deleteExec();
        end();
    }

    @Test
    void itsTerminalTakesWhatWasTypedBeforeTheStartAndIsResized() throws Exception {
        Process process = Busybox.process("sh", "-c", "read line; echo got $line; read line; stty size; exit 9")
                .terminal(true)
                .build();
        exec(EXEC, process, "stream:");
        BlockingClientCall<AttachRequest, AttachResponse> terminal = attach(EXEC, true);
        write(terminal, "early\n");

        client.start(ID, EXEC);
        StringBuilder said = new StringBuilder();
        while (!said.toString().contains("got early\r\n")) {
            said.append(text(terminal));
        }
        client.tasks.resizePty(ResizePtyRequest.newBuilder()
                .setContainerId(ID)
                .setExecId(EXEC)
                .setHeight(44)
                .setWidth(155)
                .build());
        write(terminal, "\n");

        assertEquals(9, client.await(ID, EXEC));
        String rest = everything(terminal).get(AttachResponse.Output.Stream.STREAM_STDOUT);
        assertTrue(String.valueOf(rest).endsWith("44 155\r\n"), rest);
        deleteExec();
        end();
    }

    /** It may have ended before whoever started it is told that it runs. */
    @RepeatedTest(10)
    void nothingIsLostOfATerminalThatIsClosedAtOnce() throws Exception {
        exec(EXEC, Busybox.process("sh", "-c", "echo brief").terminal(true).build());
        BlockingClientCall<AttachRequest, AttachResponse> terminal = attach(EXEC, false);

        client.start(ID, EXEC);

        assertEquals("brief\r\n", everything(terminal).get(AttachResponse.Output.Stream.STREAM_STDOUT));
        assertEquals(0, client.await(ID, EXEC));
        deleteExec();
        end();
    }

    @Test
    void whetherItHasATerminalIsForTheRequestToSay() throws Exception {
        Process process =
                Busybox.process("sh", "-c", "test -t 1 && exit 6; exit 5").build();
        client.exec(ID, "without", process.toBuilder().terminal(true).build(), "", false);
        client.exec(ID, "with", process, "", true);

        client.start(ID, "without");
        client.start(ID, "with");

        assertEquals(5, client.await(ID, "without"));
        assertEquals(6, client.await(ID, "with"));
        end();
    }

    @Test
    void itHasAPidOfItsOwnAndTakesSignals() throws Exception {
        exec(
                EXEC,
                Busybox.process("sh", "-c", "trap 'exit 8' TERM; echo ready; while true; do sleep 0.01; done")
                        .build());
        BlockingClientCall<AttachRequest, AttachResponse> output = attach(EXEC, false);
        client.start(ID, EXEC);
        assertEquals("ready\n", text(output));
        var process = client.tasks
                .get(GetRequest.newBuilder().setContainerId(ID).setExecId(EXEC).build())
                .getProcess();

        client.kill(ID, EXEC, TERM);

        assertTrue(process.getPid() > 1);
        assertEquals(Status.RUNNING, process.getStatus());
        assertEquals(8, client.await(ID, EXEC));
        deleteExec();
        end();
    }

    @Test
    void aMissingProgramIsNamedAndIsAnEnd() throws Exception {
        StatusException failure = assertThrows(StatusException.class, () -> {
            exec(EXEC, Busybox.process("foo").build());
            client.start(ID, EXEC);
        });

        assertEquals(Code.NOT_FOUND, failure.getStatus().getCode(), failure::getMessage);
        assertTrue(String.valueOf(failure.getMessage()).contains("foo"), failure::getMessage);
        assertTrue(client.await(ID, EXEC) > 0);
        deleteExec();
        end();
    }

    @Test
    void oneThatWasNotStartedCanBeDeletedOrEndsWithTheTask() throws Exception {
        exec(EXEC, Busybox.process("true").build());
        exec("other", Busybox.process("true").terminal(true).build(), "");
        deleteExec();

        client.kill(ID, "", KILL);

        assertEquals(137, client.await(ID, ""));
        client.await(ID, "other");
        delete();
    }

    private Map<AttachResponse.Output.Stream, String> everything(
            BlockingClientCall<AttachRequest, AttachResponse> streams) throws Exception {
        Map<AttachResponse.Output.Stream, String> said = new EnumMap<>(AttachResponse.Output.Stream.class);
        for (AttachResponse part = streams.read(); part != null; part = streams.read()) {
            said.merge(part.getOutput().getStream(), part.getOutput().getData().toStringUtf8(), String::concat);
        }
        return said;
    }

    private void deleteExec() throws Exception {
        client.tasks.deleteProcess(DeleteProcessRequest.newBuilder()
                .setContainerId(ID)
                .setExecId(EXEC)
                .build());
    }
}
