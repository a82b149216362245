package io.jdock.daemon.container.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.daemon.container.spec.Signal;
import io.jdock.daemon.container.store.ContainerStatus;
import io.jdock.daemon.container.task.Exit;
import io.jdock.daemon.container.task.StreamChoice;
import io.jdock.daemon.container.task.TaskStatus;
import io.jdock.errdefs.ConflictException;
import io.jdock.errdefs.InternalException;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.errdefs.NotFoundException;
import io.jdock.errdefs.NotModifiedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
final class ContainerLifecycleTest {

    @TempDir
    Path directory;

    private final FakeTasks tasks = new FakeTasks();
    private TestEngine engine;

    @BeforeEach
    void open() {
        engine = new TestEngine(directory, new FakeTable(), tasks);
    }

    @Test
    void warnsOfAnImageForAnotherPlatformUnlessThatIsAskedFor() {
        assertEquals(
                List.of("The requested image's platform (linux/arm64) does not match the detected host platform"
                        + " (linux/amd64) and no specific platform was requested"),
                engine.createFor("web", "").warnings());
        assertEquals(List.of(), engine.createFor("other", "linux/arm64").warnings());
    }

    @Test
    void startsAndRecordsTheExit() throws Exception {
        String id = engine.run("web");
        assertEquals(ContainerStatus.RUNNING, engine.status(id));

        CompletableFuture<Exit> exit = engine.endings.nextExit(id);
        tasks.end(id, 7);

        assertEquals(7, exit.get().code());
        assertEquals(ContainerStatus.EXITED, engine.status(id));
        assertEquals(7, engine.get(id).state().exitCode());
        assertEquals(List.of("create", "start", "die"), engine.events);
    }

    @Test
    void recordsAndTellsThatAContainerRanOutOfMemoryAndLivesOn() {
        String id = engine.run("web");
        tasks.runOutOfMemory(id);

        engine.lifecycle.ranOutOfMemory(id);
        engine.lifecycle.ranOutOfMemory(id);

        assertTrue(engine.get(id).state().oomKilled());
        assertEquals(List.of("create", "start", "oom", "oom"), engine.events);
    }

    @Test
    void tellsLackOfMemoryOnceAndBeforeTheEndThatItBrings() throws Exception {
        String id = runUntilOutOfMemory();

        // Its own event arrives only now.
        engine.lifecycle.ranOutOfMemory(id);

        assertTrue(engine.get(id).state().oomKilled());
        assertEquals(List.of("create", "start", "oom", "die"), engine.events);
    }

    @Test
    void theNextRunHasNotRunOutOfMemory() throws Exception {
        String id = runUntilOutOfMemory();

        engine.lifecycle.start(id);
        engine.lifecycle.ranOutOfMemory(id);

        assertFalse(engine.get(id).state().oomKilled());
    }

    /** A container whose end by lack of memory is recorded. */
    private String runUntilOutOfMemory() throws Exception {
        String id = engine.run("web");
        CompletableFuture<Exit> exit = engine.endings.nextExit(id);
        tasks.runOutOfMemory(id);
        tasks.end(id, 137);
        exit.get();
        engine.lifecycle.awaitSettled(id);
        return id;
    }

    @Test
    void holdsOnlyWhatStillRuns() {
        String running = engine.run("running");
        String ending = engine.run("ending");
        // Nobody has told of its end yet.
        tasks.tasks.put(
                ending,
                new TaskStatus(
                        TaskStatus.Phase.STOPPED, engine.get(ending).state().pid(), false));

        engine.lifecycle.holdIfAlive(running);
        engine.lifecycle.holdIfAlive(ending);

        assertEquals(ContainerStatus.PAUSED, engine.status(running));
        assertEquals(ContainerStatus.RUNNING, engine.status(ending));
    }

    @Test
    void aContainerIsMadeByTheRuntimeItWasCreatedWith() {
        String own = engine.run("own");
        String others = engine.create("others", ",\"Runtime\":\"other\"");
        engine.lifecycle.start(others);

        var refusal = assertThrows(InvalidArgumentException.class, () -> engine.create("none", ",\"Runtime\":\"foo\""));

        assertEquals("Unknown runtime specified foo", refusal.text());
        assertEquals("jdock", engine.get(own).host().runtime());
        assertEquals("other", engine.get(others).host().runtime());
        assertEquals(Map.of(own, "", others, "/other"), tasks.runtimes);
    }

    @Test
    void tellsAMissingCommandInTheWordsOfEveryRuntime() {
        for (String words : List.of(
                "runc create failed: unable to start container process: exec: \"foo\": executable file not found in $PATH",
                "crun create: executable file `foo` not found in $PATH: No such file or directory")) {
            assertEquals(127, StartFailure.of(new NotFoundException(words), "").exitCode());
        }
    }

    @Test
    void refusesToStartWhatRuns() {
        String id = engine.run("web");

        assertThrows(NotModifiedException.class, () -> engine.lifecycle.start(id));
    }

    @Test
    void undoesAStartWhoseCommandIsMissing() {
        String id = engine.create("web", "");
        tasks.startFailure = new NotFoundException("exec: \"foo\": executable file not found in $PATH");

        var error = assertThrows(InvalidArgumentException.class, () -> engine.lifecycle.start(id));

        assertTrue(error.text().startsWith("failed to create task for container: "), error.text());
        assertTrue(error.text().endsWith("exec: \"foo\": executable file not found in $PATH"), error.text());
        assertEquals(ContainerStatus.CREATED, engine.status(id));
        assertEquals(127, engine.get(id).state().exitCode());
        assertTrue(tasks.tasks.isEmpty());
        assertEquals(List.of("create", "start", "delete"), tasks.calls);
    }

    @Test
    void tellsAForbiddenCommandFromAFaultOfTheEngine() {
        String id = engine.create("web", "");
        tasks.startFailure = new InternalException("exec: \"/etc/passwd\": permission denied");
        assertThrows(InvalidArgumentException.class, () -> engine.lifecycle.start(id));
        assertEquals(126, engine.get(id).state().exitCode());

        tasks.startFailure = new InternalException("the kernel is out of luck");
        assertThrows(InternalException.class, () -> engine.lifecycle.start(id));
        assertEquals(128, engine.get(id).state().exitCode());
    }

    @Test
    void joinsEarlyClientsBeforeTheProgramRuns() {
        String id = engine.create("web", "");
        var joined = engine.lifecycle.attach(id, new StreamChoice(false, true, true));
        assertFalse(joined.isDone());

        engine.lifecycle.start(id);

        assertTrue(joined.isDone());
        assertEquals(List.of("create", "attach", "start"), tasks.calls);
    }

    @Test
    void asksAContainerToEndAndKillsItWhenItDoesNot() throws InterruptedException {
        String id = engine.run("web");
        tasks.ignored = List.of(Signal.TERM.number());

        engine.termination.stop(id, Optional.empty(), Optional.of(0L));

        assertEquals(137, engine.get(id).state().exitCode());
        assertTrue(tasks.calls.containsAll(List.of("kill 15", "kill 9")));
        assertEquals(List.of("create", "start", "kill", "kill", "die", "stop"), engine.events);
    }

    @Test
    void refusesSignalsToWhatDoesNotRun() {
        String id = engine.create("web", "");

        var error = assertThrows(ConflictException.class, () -> engine.termination.kill(id, Signal.KILL));

        assertTrue(error.text().endsWith("is not running"));
        assertThrows(NotModifiedException.class, () -> engine.termination.stop(id, Optional.empty(), Optional.empty()));
    }

    @Test
    void restartsWithANewProcess() throws InterruptedException {
        String id = engine.run("web");
        int before = engine.get(id).state().pid();

        engine.termination.restart(id, Optional.empty(), Optional.empty());

        assertEquals(ContainerStatus.RUNNING, engine.status(id));
        assertTrue(engine.get(id).state().pid() != before);
    }

    @Test
    void removesEverythingOfAContainer() throws Exception {
        String id = engine.create("web", "");
        CompletableFuture<Exit> gone = engine.endings.removal(id);

        engine.removal.remove(id, false);

        assertTrue(gone.isDone());
        assertTrue(tasks.rootfs.isEmpty());
        assertFalse(Files.exists(directory.resolve(id)));
        assertThrows(NotFoundException.class, () -> engine.get(id));
        engine.create("web", "");
    }

    @Test
    void removesARunningContainerOnlyByForce() throws InterruptedException {
        String id = engine.run("web");
        var error = assertThrows(ConflictException.class, () -> engine.removal.remove(id, false));
        assertEquals(
                "cannot remove container \"/web\": container is running: "
                        + "stop the container before removing or force remove",
                error.text());

        engine.removal.remove(id, true);

        assertTrue(engine.store.find(id).isEmpty());
    }

    @Test
    void removesAContainerThatWantsItWhenItEnds() throws Exception {
        String id = engine.create("web", ",\"AutoRemove\":true");
        engine.lifecycle.start(id);
        CompletableFuture<Exit> gone = engine.endings.removal(id);

        tasks.end(id, 3);

        assertEquals(3, gone.get().code());
        assertTrue(engine.store.find(id).isEmpty());
        assertTrue(tasks.tasks.isEmpty());
    }

    @Test
    void startsAFailedContainerAgainAsOftenAsItsPolicySays() throws Exception {
        String id = engine.create("web", ",\"RestartPolicy\":{\"Name\":\"on-failure\",\"MaximumRetryCount\":1}");
        engine.lifecycle.start(id);
        CompletableFuture<Exit> first = engine.endings.nextExit(id);
        tasks.end(id, 1);
        first.get();
        while (engine.status(id) != ContainerStatus.RUNNING) {
            Thread.onSpinWait();
        }
        assertEquals(1, engine.get(id).restartCount());

        CompletableFuture<Exit> second = engine.endings.nextExit(id);
        tasks.end(id, 1);
        second.get();

        assertEquals(ContainerStatus.EXITED, engine.status(id));
    }

    @Test
    void givesANameToOneContainerOnly() {
        String id = engine.create("web", "");

        var error = assertThrows(ConflictException.class, () -> engine.create("web", ""));

        assertEquals(
                ("Conflict. The container name \"/web\" is already in use by container \"%s\". You have to remove "
                                + "(or rename) that container to be able to reuse that name.")
                        .formatted(id),
                error.text());
        assertEquals(List.of(id), tasks.rootfs);
    }
}
