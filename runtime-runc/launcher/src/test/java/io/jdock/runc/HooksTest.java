package io.jdock.runc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hooks of bundles, over several processes of ours. */
final class HooksTest {

    @TempDir
    Path directory;

    private final String id =
            "jdock-hooks-%d-%d".formatted(ProcessHandle.current().pid(), System.nanoTime());
    private Runc runc;

    @BeforeEach
    void makeBundle() throws IOException {
        runc = Runc.in(directory);
        runc.edit(text -> text.replace("\"readonly\": true", "\"readonly\": false"));
    }

    @AfterEach
    void removeContainer() {
        runc.run("delete", "--force", id).succeeded();
        assertFalse(Files.exists(runc.root().resolve(id)));
    }

    @Test
    void areRunAtTheirPointsOfAContainersLife() throws IOException {
        runc.program("sleep", "1000");
        hooks("prestart", "createRuntime", "createContainer", "poststart", "poststop");

        runc.run("create", "-b", runc.bundle().toString(), id).succeeded();
        assertEquals(List.of("prestart creating", "createRuntime creating", "createContainer creating"), notes());
        runc.run("start", id).succeeded();
        assertEquals("poststart running", notes().getLast());
        runc.run("delete", "--force", id).succeeded();

        assertEquals("poststop stopped", notes().getLast());
        assertEquals(5, notes().size());
    }

    @Test
    void inTheContainerCanStopAStartByAnotherProcess() throws IOException {
        runc.program("sleep", "1000");
        runc.edit(text -> text.replaceFirst(
                "\\{",
                "{\"hooks\": {\"startContainer\": [{\"path\": \"/bin/true\"}, {\"path\": \"/bin/sh\", \"args\": [\"sh\", \"-c\", "
                        + "\"echo why >&2; exit 5\"], \"timeout\": 9}]},"));
        runc.run("create", "-b", runc.bundle().toString(), id).succeeded();

        Runc.Result failed = runc.run("start", id);

        assertEquals(1, failed.status());
        assertTrue(
                failed.err().contains("error running startContainer hook #1: exit status 5, stdout: , stderr: why"),
                failed.err());
        assertTrue(runc.run("state", id).succeeded().out().contains("\"status\": \"stopped\""));
    }

    @Test
    void afterTheProgramWasExecutedCanEndIt() throws IOException {
        runc.program("sleep", "1000");
        runc.edit(text -> text.replaceFirst("\\{", "{\"hooks\": {\"poststart\": [{\"path\": \"/bin/false\"}]},"));
        runc.run("create", "-b", runc.bundle().toString(), id).succeeded();

        Runc.Result failed = runc.run("start", id);

        assertEquals(1, failed.status());
        assertTrue(failed.err().contains("error running poststart hook #0: exit status 1"), failed.err());
        assertTrue(runc.run("state", id).succeeded().out().contains("\"status\": \"stopped\""));
    }

    /** Engines watch a container, for processes that are killed for its memory say, once its start has ended. */
    @Test
    void areReadBeforeTheProgramIsExecutedSoThatAStartEndsSoonAfter() throws IOException {
        runc.program("sleep", "1000");
        hooks("poststart");
        runc.run("create", "-b", runc.bundle().toString(), id).succeeded();
        Path spec = runc.root().resolve(id).resolve("config.json");
        byte[] intact = Files.readAllBytes(spec);
        Files.delete(spec);

        Runc.Result failed = runc.run("start", id);

        Files.write(spec, intact);
        assertEquals(1, failed.status());
        assertTrue(runc.run("state", id).succeeded().out().contains("\"status\": \"created\""));
    }

    /** Reading a whole spec is much of what a start and a deletion have to do. */
    @Test
    void thatAreNotThereNeedNoSpec() throws IOException {
        runc.program("sleep", "1000");
        hooks("prestart", "createContainer");
        runc.run("create", "-b", runc.bundle().toString(), id).succeeded();
        Files.writeString(runc.root().resolve(id).resolve("config.json"), "not read");

        runc.run("start", id).succeeded();
        runc.run("delete", "--force", id).succeeded();

        assertEquals(List.of("prestart creating", "createContainer creating"), notes());
    }

    /** What an earlier version has left does not say whether it has hooks. */
    @Test
    void areRunForAContainerOfAnEarlierVersion() throws IOException {
        runc.program("sleep", "1000");
        hooks("poststart", "poststop");
        runc.run("create", "-b", runc.bundle().toString(), id).succeeded();
        Path state = runc.root().resolve(id).resolve("state.json");
        Files.writeString(state, Files.readString(state).replace(",\"plain\":false", ""));

        runc.run("start", id).succeeded();
        runc.run("delete", "--force", id).succeeded();

        assertEquals(List.of("poststart running", "poststop stopped"), notes());
    }

    @Test
    void forTheEndAreRunWhenTheContainerCouldNotBeMade() throws IOException {
        runc.program("sleep", "1000");
        hooks("createContainer", "poststop");
        runc.edit(text ->
                text.replaceFirst("\"createContainer\": \\[", "\"createContainer\": [{\"path\": \"/bin/false\"}, "));

        Runc.Result failed = runc.run("run", "-b", runc.bundle().toString(), id);

        assertEquals(1, failed.status());
        assertTrue(failed.err().contains("error running createContainer hook #0: exit status 1"), failed.err());
        assertEquals(List.of("poststop stopped"), notes());
    }

    private void hooks(String... points) throws IOException {
        StringBuilder hooks = new StringBuilder();
        for (String point : points) {
            String script = "echo %s $(sed 's/.*\\\"status\\\":\\\"\\([a-z]*\\)\\\".*/\\1/') >> %s/notes"
                    .formatted(point, directory)
                    .replace("\\", "\\\\")
                    .replace("\"", "\\\"");
            hooks.append(hooks.isEmpty() ? "" : ",")
                    .append("\"%s\": [{\"path\": \"/bin/sh\", \"args\": [\"sh\", \"-c\", \"%s\"]}]"
                            .formatted(point, script));
        }
        runc.edit(text -> "{\"hooks\": {%s},".formatted(hooks) + text.substring(1));
    }

    private List<String> notes() throws IOException {
        return Files.readAllLines(directory.resolve("notes"));
    }
}
