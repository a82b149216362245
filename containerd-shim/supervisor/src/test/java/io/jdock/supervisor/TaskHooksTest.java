package io.jdock.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.StatusException;
import io.jdock.api.containerd.containers.v1.Container;
import io.jdock.api.containerd.types.task.Status;
import io.jdock.oci.runtime.Hook;
import io.jdock.oci.runtime.Hooks;
import io.jdock.oci.runtime.Spec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Hooks of tasks that the built-in runtime makes: when they are run, and what becomes of a task when they fail. */
@Timeout(60)
final class TaskHooksTest extends TaskContract {

    @Override
    Container.Runtime runtime(Path scratch) {
        return TestRuntime.builtIn();
    }

    @Test
    void areRunAtTheirPointsOfATasksLife() throws Exception {
        create(new Hooks(
                List.of(),
                List.of(note("made", "true")),
                List.of(),
                List.of(),
                List.of(note("started", "true")),
                List.of(note("gone", "true"))));

        assertEquals("made creating\n", notes());
        client.start(ID, "");
        assertEquals("made creating\nstarted running\n", notes());
        client.kill(ID, "", 9);
        client.await(ID, "");
        client.deleteTask(ID);
        assertEquals("made creating\nstarted running\ngone stopped\n", notes());
        client.deleteContainer(ID);
    }

    @Test
    void thatFailBeforeTheProgramLeaveNoTask() throws Exception {
        StatusException failure = assertThrows(
                StatusException.class,
                () -> create(new Hooks(
                        List.of(note("made", "exit 4")),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(note("gone", "true")))));

        assertTrue(
                String.valueOf(failure.getMessage()).contains("error running prestart hook #0: exit status 4"),
                failure.getMessage());
        assertEquals("made creating\ngone stopped\n", notes());
        assertThrows(StatusException.class, () -> client.status(ID));
        assertFalse(Files.exists(bench.bundle(ID)));
        client.deleteContainer(ID);
    }

    @Test
    void thatFailInTheContainerEndTheTask() throws Exception {
        Hook failing = new Hook("/bin/sh", List.of("sh", "-c", "echo no >&2; exit 4"), List.of("PATH=/bin"), null);
        create(new Hooks(List.of(), List.of(), List.of(), List.of(failing), List.of(), List.of()));

        StatusException failure = assertThrows(StatusException.class, () -> client.start(ID, ""));

        assertTrue(
                String.valueOf(failure.getMessage())
                        .contains("error running startContainer hook #0: exit status 4, stdout: , stderr: no"),
                failure.getMessage());
        assertEquals(Status.STOPPED, client.status(ID));
        client.deleteTask(ID);
        client.deleteContainer(ID);
    }

    @Test
    void thatFailAfterTheProgramWasExecutedEndIt() throws Exception {
        create(new Hooks(List.of(), List.of(), List.of(), List.of(), List.of(note("started", "exit 4")), List.of()));

        StatusException failure = assertThrows(StatusException.class, () -> client.start(ID, ""));

        assertTrue(
                String.valueOf(failure.getMessage()).contains("error running poststart hook #0: exit status 4"),
                failure.getMessage());
        assertEquals(137, client.await(ID, ""));
        client.deleteTask(ID);
        client.deleteContainer(ID);
    }

    @Test
    void thatFailWhenAllIsOverAreOnlyLogged() throws Exception {
        create(new Hooks(
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(note("gone", "exit 4"), note("gone-2", "true"))));
        client.start(ID, "");
        client.kill(ID, "", 9);
        client.await(ID, "");

        client.deleteTask(ID);

        assertEquals("gone stopped\ngone-2 stopped\n", notes());
        client.deleteContainer(ID);
    }

    private void create(Hooks hooks) throws Exception {
        Spec spec = Busybox.spec(
                        bench.cgroup(ID), Busybox.process("sleep", "1000").build())
                .toBuilder()
                .hooks(hooks)
                .build();
        client.create(ID, spec, "", bench.logAddress(ID));
    }

    /** Notes a name and the status that it was told of, and does something more. */
    private Hook note(String name, String more) {
        String script = "echo %s $(sed 's/.*\"status\":\"\\([a-z]*\\)\".*/\\1/') >> %s/notes; %s"
                .formatted(name, directory, more);
        return new Hook("/bin/sh", List.of("sh", "-c", script), List.of("PATH=/bin:/usr/bin"), 30);
    }

    private String notes() throws IOException {
        return Files.readString(directory.resolve("notes"));
    }
}
