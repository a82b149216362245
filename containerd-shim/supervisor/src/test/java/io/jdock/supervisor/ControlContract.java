package io.jdock.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Status.Code;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import io.jdock.api.containerd.cgroups.v1.Metrics;
import io.jdock.api.containerd.tasks.v1.KillRequest;
import io.jdock.api.containerd.tasks.v1.ListPidsRequest;
import io.jdock.api.containerd.tasks.v1.PauseTaskRequest;
import io.jdock.api.containerd.tasks.v1.ResumeTaskRequest;
import io.jdock.api.containerd.tasks.v1.UpdateTaskRequest;
import io.jdock.api.containerd.tasks.v1.WaitRequest;
import io.jdock.api.containerd.tasks.v1.WaitResponse;
import io.jdock.api.containerd.types.Metric;
import io.jdock.api.containerd.types.task.ProcessInfo;
import io.jdock.api.containerd.types.task.Status;
import io.jdock.api.supervisor.v1.AttachRequest;
import io.jdock.api.supervisor.v1.AttachResponse;
import io.jdock.oci.runtime.Pids;
import io.jdock.oci.runtime.Resources;
import io.jdock.oci.runtime.SpecJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is done to tasks that run. */
@Timeout(180)
abstract class ControlContract extends TaskContract {

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

    @Test
    void lackOfMemoryIsToldWhileTheTaskLives() throws Exception {
        EventFeed events = EventFeed.open(client, "topic==/tasks/oom");
        createWithLittleMemory("sh -c '%s'; sleep 1000".formatted(Busybox.TOO_MUCH));
        assertFalse(client.state(ID).getOutOfMemory());

        client.start(ID, "");

        assertEquals(List.of("/tasks/oom"), events.topics(1));
        assertTrue(client.state(ID).getOutOfMemory());
        assertEquals(Status.RUNNING, client.status(ID));
        end();
        events.close();
    }

    @Test
    void lackOfMemoryIsToldBeforeTheEndThatItBrings() throws Exception {
        EventFeed events = EventFeed.open(client, "topic~=^/tasks/(oom|exit)$");
        createWithLittleMemory(Busybox.TOO_MUCH);

        client.start(ID, "");

        WaitResponse end =
                client.tasks.wait(WaitRequest.newBuilder().setContainerId(ID).build());
        assertEquals(128 + KILL, end.getExitStatus());
        assertTrue(end.getOutOfMemory());
        assertTrue(client.state(ID).getOutOfMemory());
        assertEquals(List.of("/tasks/oom", "/tasks/exit"), events.topicsUntil("/tasks/exit"));
        delete();
        events.close();
    }

    @Test
    void aPausedTaskStandsStillUntilItIsResumed() throws Exception {
        EventFeed events = EventFeed.open(client, "topic~=^/tasks/(paused|resumed)");
        create("while true; do echo x >> /tmp/beat; echo x; sleep 0.01; done");
        Path beat = bench.insideRoot("tmp/beat");
        BlockingClientCall<AttachRequest, AttachResponse> output = attach(false);
        client.start(ID, "");
        assertTrue(text(output).startsWith("x"));

        client.tasks.pause(PauseTaskRequest.newBuilder().setContainerId(ID).build());
        assertEquals(Status.PAUSED, client.status(ID));
        long still = Files.size(beat);
        // Nothing tells that a frozen process does nothing; one that is not frozen writes ten times meanwhile.
        TimeUnit.MILLISECONDS.sleep(100);
        assertEquals(still, Files.size(beat));
        client.tasks.resume(ResumeTaskRequest.newBuilder().setContainerId(ID).build());

        assertEquals(Status.RUNNING, client.status(ID));
        while (Files.size(beat) == still) {
            assertTrue(text(output).startsWith("x"));
        }
        assertEquals(List.of("/tasks/paused", "/tasks/resumed"), events.topics(2));
        events.close();
        end();
    }

    @Test
    void aPausedTaskCanBeKilled() throws Exception {
        create("sleep 1000");
        client.start(ID, "");
        client.tasks.pause(PauseTaskRequest.newBuilder().setContainerId(ID).build());

        client.kill(ID, "", KILL);

        assertEquals(137, client.await(ID, ""));
        delete();
    }

    @Test
    void aTaskThatWasNotStartedCanBeKilled() throws Exception {
        create("exit 0");

        client.kill(ID, "", KILL);

        assertEquals(137, client.await(ID, ""));
        delete();
    }

    @Test
    void everyProcessIsListedAndGetsASignalToAll() throws Exception {
        String script = "trap 'echo %s; exit 0' USR1; echo ready; while true; do sleep 0.01; done";
        // Its own trap is set before either of the others can say that it is ready.
        create("trap 'wait; exit 4' USR1; (%s) & (%s) & wait; wait; wait; exit 5"
                .formatted(script.formatted("one"), script.formatted("two")));
        BlockingClientCall<AttachRequest, AttachResponse> output = attach(false);
        client.start(ID, "");
        awaitLines(output, 2);
        List<ProcessInfo> processes = client.tasks
                .listPids(ListPidsRequest.newBuilder().setContainerId(ID).build())
                .getProcessesList();

        client.tasks.kill(KillRequest.newBuilder()
                .setContainerId(ID)
                .setAll(true)
                .setSignal(USR1)
                .build());

        assertTrue(processes.size() >= 3, processes::toString);
        assertTrue(processes.stream().allMatch(process -> ProcessHandle.of(process.getPid()) != null));
        assertEquals(4, client.await(ID, ""));
        String log = Files.readString(bench.log(ID));
        assertTrue(log.contains("one\\n") && log.contains("two\\n"), log);
        delete();
    }

    @Test
    void whatAlsoRunsEndsWithTheFirstProcess() throws Exception {
        create("sleep 1000 & sleep 1000 & exit 6");
        client.start(ID, "");

        assertEquals(6, client.await(ID, ""));

        delete();
    }

    private static void awaitLines(BlockingClientCall<AttachRequest, AttachResponse> output, int count)
            throws Exception {
        StringBuilder said = new StringBuilder();
        while (said.chars().filter(c -> c == '\n').count() < count) {
            said.append(text(output));
        }
    }
}
