package io.jdock.libcontainer;

import static io.jdock.libcontainer.TestSpecs.process;
import static io.jdock.libcontainer.TestSpecs.spec;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jdock.errdefs.InternalException;
import io.jdock.oci.runtime.Hook;
import io.jdock.oci.runtime.Hooks;
import io.jdock.oci.runtime.Process;
import io.jdock.oci.runtime.Spec;
import io.jdock.oci.runtime.SpecJson;
import io.jdock.oci.runtime.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hooks of the creation and the start, run for real: each where it belongs, told what it is to know. */
final class HooksTest {

    private static final String CGROUP =
            "/jdock-hooks-" + ProcessHandle.current().pid();

    @TempDir
    Path directory;

    private Path rootfs;

    @BeforeEach
    void makeRoot() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root");
        assumeTrue(Files.exists(Path.of("/bin/busybox")), "needs a static busybox");
        rootfs = TestContainer.busyboxRoot(directory);
    }

    @Test
    void areRunInTheOrderOfTheSpecAndToldOfTheContainer() throws IOException {
        String record = "cat > %s/$0; echo $0 >> %s/order".formatted(directory, directory);
        String inside = "cat > /home/$0; echo $0 >> /home/order";
        Hooks hooks = new Hooks(
                List.of(shell(record, "prestart")),
                List.of(shell(record, "createRuntime-0"), shell(record, "createRuntime-1")),
                List.of(shell(record, "createContainer")),
                List.of(shell(inside, "startContainer")),
                List.of(),
                List.of());
        Spec spec = with(hooks, process("cat", "/home/order", "/home/startContainer"))
                .annotations(Map.of("a.key", "a value"))
                .build();

        TestContainer.Result result;
        int pid;
        try (TestContainer container = TestContainer.start(spec, rootfs)) {
            pid = container.pid();
            result = container.finish();
        }

        assertEquals(
                List.of("prestart", "createRuntime-0", "createRuntime-1", "createContainer"),
                Files.readAllLines(directory.resolve("order")));
        assertTrue(result.output().startsWith("startContainer\n"), result.output());
        State early = SpecJson.readState(Files.readAllBytes(directory.resolve("prestart")));
        assertEquals("creating " + pid, early.status() + " " + early.pid());
        assertEquals(Map.of("a.key", "a value"), early.annotations());
        State middle = SpecJson.readState(Files.readAllBytes(directory.resolve("createContainer")));
        assertEquals("creating 1", middle.status() + " " + middle.pid());
        State late = SpecJson.readState(
                result.output().lines().skip(1).findFirst().orElseThrow().getBytes(UTF_8));
        assertEquals("created 1", late.status() + " " + late.pid());
        assertEquals(early.id(), late.id());
    }

    @Test
    void areInTheNamespacesThatTheyBelongTo() throws IOException {
        String look = "for i in mnt pid net uts; do readlink /proc/self/ns/$i; done > %s/$0; pwd >> %s/$0"
                .formatted(directory, directory);
        Hooks hooks = hooks("createContainer", shell(look, "createContainer"));
        Hooks all = new Hooks(
                List.of(),
                List.of(shell(look, "createRuntime")),
                hooks.createContainer(),
                List.of(),
                List.of(),
                List.of());

        try (TestContainer container =
                TestContainer.start(with(all, process("sleep", "60")).build(), rootfs)) {
            StringBuilder theirs = new StringBuilder();
            StringBuilder ours = new StringBuilder();
            for (String kind : List.of("mnt", "pid", "net", "uts")) {
                theirs.append(link("/proc/%d/ns/%s".formatted(container.pid(), kind)));
                ours.append(link("/proc/self/ns/" + kind));
            }
            // Before pivot_root the host's /proc is still there, and shows the host's numbers of what is in the
            // container.
            assertEquals(theirs + rootfs.toString() + "\n", Files.readString(directory.resolve("createContainer")));
            assertEquals(ours + directory.toString() + "\n", Files.readString(directory.resolve("createRuntime")));
        }
    }

    @Test
    void mayMountIntoTheContainer() throws IOException {
        Path library = Files.writeString(directory.resolve("library"), "content");
        Hooks hooks = hooks(
                "createContainer",
                shell("mkdir lib && touch lib/so && mount --bind %s lib/so".formatted(library), "createContainer"));

        TestContainer.Result result =
                TestContainer.run(with(hooks, process("cat", "/lib/so")).build(), rootfs);

        assertEquals("content", result.output());
    }

    @ParameterizedTest
    @ValueSource(strings = {"prestart", "createRuntime", "createContainer", "startContainer"})
    void stopTheCreationWhenTheyFail(String point) {
        Hooks hooks = hooks(
                point,
                shell("true", point),
                shell("cat > /dev/null; echo out; echo err >&2; exit 3", point),
                shell("touch /home/never", point));

        var failure = assertThrows(InternalException.class, () -> run(hooks));

        assertEquals(
                "error running %s hook #1: exit status 3, stdout: out\n, stderr: err\n".formatted(point),
                failure.text());
        assertFalse(Files.exists(rootfs.resolve("home/never")));
        assertFalse(Files.exists(Path.of("/sys/fs/cgroup/memory" + CGROUP)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"prestart", "createContainer", "startContainer"})
    void areKilledWhenTheirTimeIsOver(String point) {
        Hooks hooks = hooks(point, new Hook("/bin/sh", List.of("sh", "-c", "exec sleep 60"), List.of("PATH=/bin"), 1));
        long start = System.nanoTime();

        var failure = assertThrows(InternalException.class, () -> run(hooks));

        assertEquals(
                "error running %s hook #0: hook ran past specified timeout of 1.0s".formatted(point), failure.text());
        assertTrue(Duration.ofNanos(System.nanoTime() - start).toSeconds() < 30);
    }

    @ParameterizedTest
    @ValueSource(strings = {"createRuntime", "createContainer", "startContainer"})
    void tellWhyTheyCannotBeExecuted(String point) {
        Hooks hooks = hooks(point, new Hook("/nonesuch", List.of(), List.of(), null));

        var failure = assertThrows(InternalException.class, () -> run(hooks));

        assertEquals(
                "error running %s hook #0: fork/exec /nonesuch: no such file or directory".formatted(point),
                failure.text());
    }

    @Test
    void tellBySignalsToo() {
        Hooks hooks = hooks("startContainer", shell("kill -9 $$", "x"));

        var failure = assertThrows(InternalException.class, () -> run(hooks));

        assertEquals("error running startContainer hook #0: signal: killed, stdout: , stderr: ", failure.text());
    }

    @Test
    void startContainerHooksAreConfinedLikeTheProgram() {
        String look = "cat > /dev/null; grep -E '^(CapEff|Seccomp:|NoNewPrivs)' /proc/self/status > /home/seen; "
                + "id -u >> /home/seen; ls /proc/self/fd >> /home/seen; pwd >> /home/seen; echo $FROM $HOME >> /home/seen";
        Process.Builder program = process("cat", "/home/seen")
                .cwd("/tmp")
                .noNewPrivileges(true)
                .env(List.of("PATH=/bin", "FROM=process"));
        Hook hook = new Hook("/bin/sh", List.of("sh", "-c", look), List.of(), null);

        TestContainer.Result result =
                TestContainer.run(with(hooks("startContainer", hook), program).build(), rootfs);

        assertEquals(
                "CapEff:\t00000000a80425fb\nNoNewPrivs:\t1\nSeccomp:\t2\n0\n0\n1\n2\n3\n/tmp\nprocess /\n",
                result.output());
    }

    private TestContainer.Result run(Hooks hooks) {
        return TestContainer.run(with(hooks, process("touch", "/home/never")).build(), rootfs);
    }

    private static Spec.Builder with(Hooks hooks, Process.Builder process) {
        return spec(CGROUP, process.build()).hooks(hooks);
    }

    private static Hook shell(String script, String name) {
        return new Hook("/bin/sh", List.of("sh", "-c", script, name), List.of("PATH=/bin:/usr/bin"), 30);
    }

    private static Hooks hooks(String point, Hook... hooks) {
        List<Hook> wanted = List.of(hooks);
        return new Hooks(
                point.equals("prestart") ? wanted : List.of(),
                point.equals("createRuntime") ? wanted : List.of(),
                point.equals("createContainer") ? wanted : List.of(),
                point.equals("startContainer") ? wanted : List.of(),
                List.of(),
                List.of());
    }

    private static String link(String path) throws IOException {
        return Files.readSymbolicLink(Path.of(path)) + "\n";
    }
}
