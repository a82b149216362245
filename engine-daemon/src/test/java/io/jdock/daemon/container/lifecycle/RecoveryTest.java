package io.jdock.daemon.container.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.daemon.container.store.Container;
import io.jdock.daemon.container.store.ContainerStatus;
import io.jdock.daemon.container.task.Exit;
import io.jdock.daemon.container.task.TaskStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each test leaves records as a daemon does that is killed at some instant, and opens a second one on them. */
@Timeout(20)
final class RecoveryTest {

    @TempDir
    Path directory;

    private final FakeTable table = new FakeTable();
    private FakeTasks tasks = new FakeTasks();
    private TestEngine first;

    @BeforeEach
    void open() {
        first = new TestEngine(directory, table, tasks);
    }

    @Test
    void recordsAnExitThatHappenedMeanwhileWithItsCodeAndTime() throws Exception {
        String id = first.run("web");
        int pid = first.get(id).state().pid();
        Container running = first.get(id);
        CompletableFuture<Exit> noticed = first.endings.nextExit(id);
        tasks.end(id, 42);
        noticed.get();
        first.lifecycle.awaitSettled(id);
        // The first daemon was killed before it could write that down.
        table.save(running);
        tasks.tasks.put(id, new TaskStatus(TaskStatus.Phase.STOPPED, pid, false));

        TestEngine second = new TestEngine(directory, table, tasks);
        CompletableFuture<Exit> exit = second.endings.nextExit(id);
        second.recovery.run();

        assertEquals(42, exit.get().code());
        assertEquals(42, second.get(id).state().exitCode());
        assertEquals(exit.get().at(), second.get(id).state().finishedAt());
        assertTrue(second.events.contains("die"));
    }

    @Test
    void followsAContainerThatStillRuns() throws Exception {
        String id = first.run("web");

        TestEngine second = recover();
        assertEquals(ContainerStatus.RUNNING, second.status(id));
        CompletableFuture<Exit> exit = second.endings.nextExit(id);
        tasks.end(id, 0);

        assertEquals(0, exit.get().code());
    }

    @Test
    void learnsThatAContainerRanOutOfMemoryMeanwhile() {
        String id = first.run("web");
        tasks.runOutOfMemory(id);

        TestEngine second = recover();
        second.recovery.supervisorReturned();

        assertEquals(ContainerStatus.RUNNING, second.status(id));
        assertTrue(second.get(id).state().oomKilled());
        assertEquals(List.of("oom"), second.events);
    }

    @Test
    void declaresAContainerDeadThatTheSupervisorDoesNotKnow() {
        String id = first.run("web");
        tasks = new FakeTasks();
        tasks.rootfs.add(id);

        TestEngine second = recover();

        assertEquals(ContainerStatus.EXITED, second.status(id));
        assertEquals(137, second.get(id).state().exitCode());
    }

    @Test
    void undoesACreateThatWasCutShort() {
        String id = first.create("web", "");
        leave(id, ContainerStatus.CREATING);

        TestEngine second = recover();

        assertTrue(second.store.find(id).isEmpty());
        assertTrue(tasks.rootfs.isEmpty());
        second.create("web", "");
    }

    @Test
    void undoesAStartThatDidNotReachTheProgram() {
        String id = first.run("web");
        leave(id, ContainerStatus.STARTING);
        tasks.tasks.put(id, new TaskStatus(TaskStatus.Phase.CREATED, 100, false));

        TestEngine second = recover();

        assertEquals(ContainerStatus.EXITED, second.status(id));
        assertTrue(tasks.tasks.isEmpty());
        second.lifecycle.start(id);
    }

    @Test
    void finishesAStartThatReachedTheProgram() {
        String id = first.run("web");
        leave(id, ContainerStatus.STARTING);

        TestEngine second = recover();

        assertEquals(ContainerStatus.RUNNING, second.status(id));
        assertEquals(100, second.get(id).state().pid());
    }

    @Test
    void finishesARemoval() {
        String id = first.create("web", "");
        leave(id, ContainerStatus.REMOVING);

        TestEngine second = recover();

        assertTrue(second.store.find(id).isEmpty());
        assertTrue(tasks.rootfs.isEmpty());
    }

    @Test
    void removesWhatNoRecordSpeaksOf() {
        tasks.tasks.put("stranger", new TaskStatus(TaskStatus.Phase.RUNNING, 5, false));
        tasks.rootfs.add("stranger");

        recover();

        assertTrue(tasks.tasks.isEmpty());
        assertTrue(tasks.rootfs.isEmpty());
    }

    @Test
    void letsAContainerGoOnThatWasHeldWhenTheSupervisorDied() {
        String id = first.run("web");

        first.holds.during(id, () -> {
            assertEquals(ContainerStatus.PAUSED, first.status(id));
            tasks.gone = true;
            return id;
        });
        assertEquals(ContainerStatus.PAUSED, first.status(id));
        tasks.gone = false;
        first.recovery.supervisorReturned();

        assertEquals(ContainerStatus.RUNNING, first.status(id));
        assertEquals(TaskStatus.Phase.RUNNING, phase(id));
    }

    @Test
    void letsAContainerGoOnThatWasHeldWhenTheDaemonDied() {
        String id = first.run("web");

        String status = first.holds.during(id, () -> recover().status(id).toString());

        assertEquals("RUNNING", status);
        assertEquals(TaskStatus.Phase.RUNNING, phase(id));
    }

    @Test
    void keepsAContainerPausedThatSomebodyPaused() {
        String id = first.run("web");
        first.lifecycle.pause(id);

        TestEngine second = recover();

        assertEquals(ContainerStatus.PAUSED, second.status(id));
        assertEquals(TaskStatus.Phase.PAUSED, phase(id));
    }

    @Test
    void undoesAPauseThatWasNotWrittenDown() {
        String id = first.run("web");
        tasks.pause(id);

        TestEngine second = recover();

        assertEquals(ContainerStatus.RUNNING, second.status(id));
        assertEquals(TaskStatus.Phase.RUNNING, phase(id));
    }

    @Test
    void writesDownThatAContainerGoesOn() {
        String id = first.run("web");
        first.lifecycle.pause(id);
        tasks.resume(id);

        TestEngine second = recover();

        assertEquals(ContainerStatus.RUNNING, second.status(id));
    }

    private TaskStatus.Phase phase(String id) {
        return Objects.requireNonNull(tasks.list().get(id)).phase();
    }

    private TestEngine recover() {
        TestEngine second = new TestEngine(directory, table, tasks);
        second.recovery.run();
        return second;
    }

    private void leave(String id, ContainerStatus status) {
        UnaryOperator<Container> change = it -> it.withState(it.state().as(status));
        first.store.update(id, change);
    }
}
