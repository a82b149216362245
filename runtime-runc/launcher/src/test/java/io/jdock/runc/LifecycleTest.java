package io.jdock.runc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Containers through their life, each step a process of its own, against the kernel. */
final class LifecycleTest {

    @TempDir
    Path directory;

    private final String id =
            "jdock-test-%d-%d".formatted(ProcessHandle.current().pid(), System.nanoTime());
    private Runc runc;

    @BeforeEach
    void makeBundle() throws IOException {
        runc = Runc.in(directory);
    }

    @AfterEach
    void removeContainer() {
        runc.run("delete", "--force", id).succeeded();
        assertFalse(Files.exists(runc.root().resolve(id)));
    }

    @Test
    void theVersionHasTheLinesThatCallersRead() {
        String version = runc.run("--version").succeeded().out();

        assertTrue(
                version.matches("jdock-runc version \\d+\\.\\d+\\.\\d+\\S*\ncommit: \\S+\nspec: \\d+\\.\\d+\\.\\d+\n"),
                version);
    }

    @Test
    void runReportsTheProgramsOutputAndStatus() throws IOException {
        runc.program("sh", "-c", "echo hello; exit 7");

        assertEquals(
                new Runc.Result(7, "hello\n", ""),
                runc.run("run", "-b", runc.bundle().toString(), id));
        assertEquals(new Runc.Result(0, "", ""), runc.run("list", "-q"));
    }

    /** In the host's pid namespace, where the container's first process is nobody's init. */
    @Test
    void runIsTheParentOfOrphansUnlessItIsToldNotTo() throws IOException {
        runc.edit(text -> text.replaceFirst("\\{\\s*\"type\": \"pid\"\\s*},", ""));
        String kill = "orphan=$(sh -c 'sleep 1000 > /dev/null & echo $!')"
                + "; parent() { read -r pid name state parent rest < /proc/$1/stat; echo $parent; }"
                + "; test $(parent $orphan) = $(parent $$) && echo adopted; kill -9 $orphan";

        runc.program("sh", "-c", kill + "; while test -d /proc/$orphan; do sleep 0.01; done");
        assertEquals(
                new Runc.Result(0, "adopted\n", ""),
                runc.run("run", "-b", runc.bundle().toString(), id));
        runc.program("sh", "-c", kill);
        assertEquals(
                new Runc.Result(0, "", ""),
                runc.run("run", "--no-subreaper", "-b", runc.bundle().toString(), id));
        runc.program("sh", "-c", "sh -c 'sleep 1000 > /dev/null &'; exit 3");
        assertEquals(
                new Runc.Result(3, "", ""),
                runc.run("run", "-b", runc.bundle().toString(), id),
                "those that are left at the end go with the container");
    }

    @Test
    void aCreatedContainerWaitsForItsStartAndOutlivesItsMaker() throws IOException, InterruptedException {
        runc.program("sh", "-c", "echo started; exec sleep 1000");
        Path pidFile = directory.resolve("pid");

        create("--pid-file", pidFile.toString());

        int pid = Integer.parseInt(Files.readString(pidFile));
        assertState("created", pid);
        runc.run("start", id).succeeded();
        assertState("running", pid);
        assertEquals("cannot start an already running container", error(runc.run("start", id)));
        assertEquals(
                "cannot delete container %s that is not stopped: running".formatted(id), error(runc.run("delete", id)));
        runc.run("kill", id, "KILL").succeeded();
        awaitEnd(pid);
        assertState("stopped", 0);
        assertEquals("container not running", error(runc.run("kill", id)));
        runc.run("kill", "--all", id, "0").succeeded();
        assertEquals("cannot start a container that has stopped", error(runc.run("start", id)));
        runc.run("delete", id).succeeded();
        assertEquals("container does not exist", error(runc.run("state", id)));
    }

    @Test
    void socketsThatAreMeantForUsAreTheProgramsFirstDescriptors() throws IOException {
        runc.program("sh", "-c", "echo $LISTEN_FDS $LISTEN_PID; ls /proc/self/fd");

        assertEquals("1 1\n0\n1\n2\n3\n4\n5\n", listened("$$"));
        runc.run("delete", "--force", id).succeeded();
        assertEquals("\n0\n1\n2\n3\n", listened("1"), "those of somebody else");
    }

    private String listened(String pid) {
        return runc.shell(
                        "exec 3</etc/hostname 4</etc/passwd; LISTEN_FDS=1 LISTEN_PID=" + pid + " exec %s",
                        "run",
                        "--preserve-fds",
                        pid.equals("1") ? "0" : "1",
                        "-b",
                        runc.bundle().toString(),
                        id)
                .succeeded()
                .out();
    }

    @Test
    void aCreatedContainerCanBeDeletedWithoutForce() {
        create();

        runc.run("delete", id).succeeded();

        assertEquals("null\n", runc.run("list", "-f", "json").out());
    }

    @Test
    void aNameIsTakenUntilItIsDeleted() {
        create();

        assertEquals(
                "runc create failed: container with given ID already exists",
                error(runc.run("create", "-b", runc.bundle().toString(), id)));
    }

    @Test
    void aStateWhoseProcessIsAnotherOneHasStopped() throws IOException {
        create();
        Path state = runc.root().resolve(id).resolve("state.json");
        String text = Files.readString(state);
        int pid = Integer.parseInt(text.replaceAll(".*\"init_process_pid\":([0-9]+).*", "$1"));
        // As after a reboot: the number is in use, by somebody else.
        Files.writeString(state, text.replaceAll("\"init_process_start\":[0-9]+", "\"init_process_start\":1"));

        assertState("stopped", 0);
        assertEquals("container not running", error(runc.run("kill", id, "KILL")));
        Files.writeString(state, text);
        assertState("created", pid);
    }

    @Test
    void whatACreateLeftThatWasKilledAtItsStartIsCleanedByForce() throws IOException {
        Files.createDirectories(runc.root().resolve(id));

        assertEquals("container does not exist", error(runc.run("delete", id)));
        assertEquals("", runc.run("list", "-q").succeeded().out());
        runc.run("delete", "-f", id).succeeded();

        assertFalse(Files.exists(runc.root().resolve(id)));
    }

    @Test
    void aFailedCreateLeavesNothing() throws IOException {
        runc.program("nonesuch");

        assertEquals(
                "runc create failed: unable to start container process: exec: \"nonesuch\": executable file not found in $PATH",
                error(runc.run("create", "-b", runc.bundle().toString(), id)));
        assertFalse(Files.exists(runc.root().resolve(id)));
    }

    @Test
    void whatIsNoProgramIsToldWhereTheProgramWouldHaveWritten() throws IOException, InterruptedException {
        Path junk = runc.bundle().resolve("rootfs/bin/junk");
        Files.writeString(junk, "junk");
        assertTrue(junk.toFile().setExecutable(true));
        runc.program("junk");

        assertEquals(
                new Runc.Result(1, "", "exec /bin/junk: exec format error\n"),
                runc.run("run", "-b", runc.bundle().toString(), id));
    }

    @Test
    void aLimitOfDescriptorsMayBeLowerThanWhatALaunchNeeds() throws IOException {
        runc.program("sh", "-c", "ulimit -n; ulimit -Hn");
        runc.edit(
                text -> text.replaceAll("\"hard\": 1024", "\"hard\": 20").replaceAll("\"soft\": 1024", "\"soft\": 4"));

        create();

        assertEquals(
                new Runc.Result(0, "4\n20\n", ""),
                runc.run("run", "-b", runc.bundle().toString(), id + "-2"));
    }

    @Test
    void signalsSentToAForegroundRunReachTheProgram() throws IOException, InterruptedException {
        runc.program("sh", "-c", "trap 'echo got it; exit 3' TERM; echo ready; while :; do sleep 0.1; done");

        Process running = runc.start("run", "-b", runc.bundle().toString(), id);
        while (!runc.output().contains("ready")) {
            assertTrue(running.isAlive());
            Thread.onSpinWait();
        }
        running.destroy();

        assertTrue(running.waitFor(30, TimeUnit.SECONDS));
        assertEquals(3, running.exitValue());
        assertEquals("ready\ngot it\n", runc.output());
    }

    private void create(String... more) {
        String[] words = new String[more.length + 4];
        words[0] = "create";
        words[1] = "--bundle";
        words[2] = runc.bundle().toString();
        System.arraycopy(more, 0, words, 3, more.length);
        words[words.length - 1] = id;
        runc.run(words).succeeded();
    }

    private void assertState(String status, int pid) {
        String state = runc.run("state", id).succeeded().out();
        assertTrue(state.contains("\"status\": \"%s\",\n".formatted(status)), state);
        assertTrue(state.contains("\"pid\": %d,\n".formatted(pid)), state);
    }

    private static void awaitEnd(int pid) throws InterruptedException {
        var process = ProcessHandle.of(pid);
        if (process.isPresent()) {
            try {
                process.get().onExit().get(30, TimeUnit.SECONDS);
            } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
                throw new AssertionError(e);
            }
        }
    }

    private static String error(Runc.Result result) {
        assertEquals(1, result.status());
        String line = result.err().strip();
        return line.substring(line.indexOf("msg=") + 5, line.length() - 1).replace("\\\"", "\"");
    }
}
