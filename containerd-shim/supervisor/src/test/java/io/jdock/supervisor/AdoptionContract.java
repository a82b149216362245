package io.jdock.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Status.Code;
import io.grpc.StatusException;
import io.jdock.api.containerd.containers.v1.Container;
import io.jdock.api.containerd.containers.v1.ListContainersRequest;
import io.jdock.api.containerd.tasks.v1.GetRequest;
import io.jdock.api.containerd.tasks.v1.ListTasksRequest;
import io.jdock.api.containerd.tasks.v1.PauseTaskRequest;
import io.jdock.api.containerd.tasks.v1.ResumeTaskRequest;
import io.jdock.api.containerd.types.task.Process;
import io.jdock.api.containerd.types.task.Status;
import io.jdock.concurrent.Threads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Supervisors that are killed, and their successors, with real containers of one runtime. */
@Timeout(180)
abstract class AdoptionContract {

    private static final int KILL = 9;
    private static final int KILLED = 137;
    private static final int LONGEST_LIFE_MILLIS = 400;

    @TempDir
    private Path directory;

    private Bench bench;
    private SupervisorProcess supervisor;
    private Client client;

    /** @param scratch directory of the running test */
    abstract Container.Runtime runtime(Path scratch);

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
    void execsGoOnToo() throws Exception {
        create("box", "sleep 1000");
        client.start("box", "");
        exec("runs", "while ! test -e /tmp/go; do sleep 0.02; done; exit 7", false);
        client.start("box", "runs");
        exec("waits", "exit 5", false);
        exec("waits-for-terminal", "test -t 1 && exit 6", true);

        replaceSupervisor();

        client.start("box", "waits");
        assertEquals(5, client.await("box", "waits"));
        client.start("box", "waits-for-terminal");
        assertEquals(6, client.await("box", "waits-for-terminal"));
        Files.createFile(bench.insideRoot("tmp/go"));
        assertEquals(7, client.await("box", "runs"));
        end("box");
    }

    @Test
    void aPausedTaskStaysPaused() throws Exception {
        create("box", "sleep 1000");
        client.start("box", "");
        client.tasks.pause(PauseTaskRequest.newBuilder().setContainerId("box").build());

        replaceSupervisor();

        assertEquals(Status.PAUSED, client.status("box"));
        client.tasks.resume(ResumeTaskRequest.newBuilder().setContainerId("box").build());
        end("box");
    }

    @Test
    void lackOfMemoryThatNobodySawIsNotedOnce() throws Exception {
        Path go = fifo("go");
        Path done = fifo("done");
        client.create(
                "box",
                Busybox.withLittleMemory(Busybox.spec(
                        bench.cgroup("box"),
                        Busybox.process(
                                        "sh",
                                        "-c",
                                        "read go < /tmp/go; sh -c '%s'; echo done > /tmp/done; sleep 1000"
                                                .formatted(Busybox.TOO_MUCH))
                                .build())),
                "",
                bench.logAddress("box"));
        client.start("box", "");
        stopSupervisor();
        Files.writeString(go, "go\n");
        assertEquals("done\n", Files.readString(done));

        startSupervisor();

        assertTrue(client.state("box").getOutOfMemory());
        Path record = bench.bundle("box").resolve("init/out-of-memory");
        while (!Files.exists(record)) {
            // It serves before it has told everything.
            assertEquals(Status.RUNNING, client.status("box"));
        }
        String noted = Files.readString(record);
        replaceSupervisor();
        client.kill("box", "", KILL);
        assertEquals(KILLED, client.await("box", ""));
        assertEquals(noted, Files.readString(record), "what was told is not told again");
        replaceSupervisor();
        assertTrue(client.state("box").getOutOfMemory());
        delete("box");
    }

    private Path fifo(String name) throws Exception {
        Path fifo = bench.insideRoot("tmp/" + name);
        assertEquals(
                0,
                new ProcessBuilder("mkfifo", fifo.toString())
                        .inheritIO()
                        .start()
                        .waitFor());
        return fifo;
    }

    @Test
    void aKilledShimIsTheEndOfAnExecAlsoWhileNobodyLooks() throws Exception {
        create("box", "sleep 1000");
        client.start("box", "");
        exec("seen", "sleep 1000", false);
        exec("unseen", "sleep 1000", false);
        client.start("box", "seen");
        client.start("box", "unseen");
        ProcessHandle seen = ProcessHandle.of(pid("seen")).orElseThrow();
        ProcessHandle unseen = ProcessHandle.of(pid("unseen")).orElseThrow();

        seen.parent().orElseThrow().destroyForcibly();
        assertEquals(KILLED, client.await("box", "seen"));
        stopSupervisor();
        unseen.parent().orElseThrow().destroyForcibly();
        startSupervisor();

        assertEquals(KILLED, client.await("box", "unseen"));
        seen.onExit().join();
        unseen.onExit().join();
        assertEquals(Status.RUNNING, client.status("box"));
        end("box");
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

    private void exec(String execId, String script, boolean terminal) throws Exception {
        client.exec(
                "box",
                execId,
                Busybox.process("sh", "-c", script).terminal(terminal).build(),
                "");
    }

    private int pid(String execId) throws Exception {
        return client.tasks
                .get(GetRequest.newBuilder()
                        .setContainerId("box")
                        .setExecId(execId)
                        .build())
                .getProcess()
                .getPid();
    }

    private void end(String id) throws Exception {
        client.kill(id, "", KILL);
        assertEquals(KILLED, client.await(id, ""));
        delete(id);
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
        supervisor =
                SupervisorProcess.start(bench.options(Duration.ofSeconds(60)), directory.resolve("supervisor.log"));
        client = bench.client(runtime(directory));
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
