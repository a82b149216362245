package io.jdock.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Status.Code;
import io.grpc.StatusException;
import io.jdock.api.containerd.containers.v1.ListContainersRequest;
import io.jdock.api.containerd.tasks.v1.ListTasksRequest;
import io.jdock.api.containerd.types.task.Process;
import io.jdock.api.containerd.types.task.Status;
import io.jdock.concurrent.Threads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Supervisors that are killed, and their successors, with real containers. */
@Timeout(60)
final class AdoptionTest {

    private static final int KILL = 9;
    private static final int KILLED = 137;
    private static final int LONGEST_LIFE_MILLIS = 400;

    @TempDir
    private Path directory;

    private Bench bench;
    private SupervisorProcess supervisor;
    private Client client;

    @BeforeEach
    void start() throws Exception {
        bench = Bench.make(directory);
        startSupervisor();
    }

    @AfterEach
    void stop() throws Exception {
        if (supervisor != null) {
            stopSupervisor();
            assertEquals(List.of(), bench.remains(), this::log);
        }
    }

    @Test
    void whatRunsAndWhatWaitsGoesOn() throws Exception {
        int pid = create("running", "sleep 1000");
        client.start("running", "");
        create("waiting", "exit 6");

        replaceSupervisor();

        assertEquals(Status.RUNNING, client.status("running"));
        assertEquals(Status.CREATED, client.status("waiting"));
        assertTrue(ProcessHandle.of(pid).isPresent());
        client.start("waiting", "");
        assertEquals(6, client.await("waiting", ""));
        client.kill("running", "", KILL);
        assertEquals(KILLED, client.await("running", ""));
        delete("running");
        delete("waiting");
    }

    @Test
    void anEndThatNobodySawIsOnRecordWithAllOutput() throws Exception {
        int pid = create("box", "while ! test -e /tmp/go; do sleep 0.02; done; echo done; exit 4");
        client.start("box", "");
        stopSupervisor();

        Files.createFile(bench.insideRoot("tmp/go"));
        ProcessHandle.of(pid).ifPresent(process -> process.onExit().join());
        startSupervisor();

        assertEquals(4, client.await("box", ""));
        assertTrue(Files.readString(bench.log("box")).contains("{\"log\":\"done\\n\""));
        replaceSupervisor();
        assertEquals(4, client.await("box", ""), "an end stays on record until the task is deleted");
        delete("box");
    }

    @Test
    void aKilledShimIsAnEndOfItsProcess() throws Exception {
        int pid = create("box", "sleep 1000");
        client.start("box", "");

        ProcessHandle.of(pid).flatMap(ProcessHandle::parent).orElseThrow().destroyForcibly();

        assertEquals(KILLED, client.await("box", ""));
        delete("box");
    }

    @Test
    void whatWasHalfMadeIsUndone() throws Exception {
        Random moments = new Random();
        for (int round = 0; round < 4; round++) {
            // The moment has to be random: every step of a life is to be hit some day.
            var killing = Threads.virtualPerTask("killer").submit(() -> {
                TimeUnit.MILLISECONDS.sleep(moments.nextInt(LONGEST_LIFE_MILLIS));
                supervisor.kill();
                return true;
            });
            liveAsLongAsItServes(round);
            killing.get();
            client.close();
            startSupervisor();
            deleteEverything();
            assertEquals(List.of(), bench.bundles(), this::log);
        }
    }

    @Test
    void aTaskThatCannotBeReadIsShownAndNotTouched() throws Exception {
        create("box", "sleep 1000");
        client.start("box", "");
        Path streams = bench.bundle("box").resolve("init/streams.json");
        byte[] intact = Files.readAllBytes(streams);
        stopSupervisor();
        Files.writeString(streams, "{\"stdin\": ");
        startSupervisor();

        assertEquals(
                List.of(Status.UNKNOWN),
                tasks().stream().map(Process::getStatus).toList());
        StatusException refusal = assertThrows(StatusException.class, () -> client.deleteContainer("box"));
        assertEquals(Code.DATA_LOSS, refusal.getStatus().getCode());
        assertThrows(StatusException.class, () -> client.deleteTask("box"));
        assertTrue(log().contains("task test/box cannot be recovered"), this::log);
        Files.write(streams, intact);
        replaceSupervisor();

        assertEquals(Status.RUNNING, client.status("box"));
        client.kill("box", "", KILL);
        client.await("box", "");
        delete("box");
    }

    private int create(String id, String script) throws Exception {
        return client.create(
                id,
                Busybox.spec(
                        bench.cgroup(id), Busybox.process("sh", "-c", script).build()),
                "",
                bench.logAddress(id));
    }

    private void delete(String id) throws Exception {
        client.deleteTask(id);
        client.deleteContainer(id);
    }

    private void liveAsLongAsItServes(int round) throws Exception {
        try {
            for (int i = 0; ; i++) {
                String id = "box-%d-%d".formatted(round, i);
                create(id, "exit 0");
                client.start(id, "");
                client.await(id, "");
                delete(id);
            }
        } catch (StatusException e) {
            assertEquals(Code.UNAVAILABLE, e.getStatus().getCode(), e::getMessage);
        }
    }

    private void deleteEverything() throws Exception {
        for (Process task : tasks()) {
            String id = task.getContainerId();
            if (task.getStatus() != Status.STOPPED) {
                client.kill(id, "", KILL);
                client.await(id, "");
            }
            client.deleteTask(id);
        }
        for (var container : client.containers
                .list(ListContainersRequest.getDefaultInstance())
                .getContainersList()) {
            client.deleteContainer(container.getId());
        }
    }

    private List<Process> tasks() throws Exception {
        return client.tasks.list(ListTasksRequest.getDefaultInstance()).getTasksList();
    }

    private void startSupervisor() throws Exception {
        supervisor = SupervisorProcess.start(bench.options(), directory.resolve("supervisor.log"));
        client = bench.client();
    }

    private void stopSupervisor() throws Exception {
        client.close();
        supervisor.kill();
    }

    private void replaceSupervisor() throws Exception {
        stopSupervisor();
        startSupervisor();
    }

    private String log() {
        try {
            return Files.readString(directory.resolve("supervisor.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
