package io.jdock.runc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.linux.Fd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that join a running container, and what else is done to one while it runs. */
final class ExecTest {

    @TempDir
    Path directory;

    private final String id =
            "jdock-test-%d-%d".formatted(ProcessHandle.current().pid(), System.nanoTime());
    private Runc runc;

    @BeforeEach
    void startContainer() throws IOException {
        runc = Runc.in(directory);
        runc.program("sleep", "1000");
        runc.run("run", "--detach", "-b", runc.bundle().toString(), id).succeeded();
    }

    @AfterEach
    void removeContainer() {
        runc.run("delete", "--force", id).succeeded();
    }

    @Test
    void theProgramRunsInsideAndItsStatusIsOurs() {
        assertEquals(
                new Runc.Result(5, "1\n", ""),
                runc.run("exec", id, "sh", "-c", "grep -c sleep /proc/1/cmdline; exit 5"));
    }

    @Test
    void whatTheFlagsDoNotSayIsAsForTheFirstProgram() {
        String out = runc.run(
                        "exec",
                        "-u",
                        "7:8",
                        "-g",
                        "9",
                        "-e",
                        "A=b",
                        "--cwd",
                        "/tmp",
                        id,
                        "sh",
                        "-c",
                        "id; pwd; echo $A $TERM")
                .succeeded()
                .out();

        assertEquals("uid=7 gid=8 groups=9\n/tmp\nb xterm\n", out);
    }

    @Test
    void aFileCanSayItAll() throws IOException {
        Path process = directory.resolve("process.json");
        Files.writeString(process, """
                {"args": ["sh", "-c", "echo $X; id -u"], "env": ["PATH=/bin", "X=y"], "cwd": "/", "user": {"uid": 3, "gid": 3}}
                """);

        assertEquals(
                "y\n3\n",
                runc.run("exec", "--process", process.toString(), id)
                        .succeeded()
                        .out());
    }

    @Test
    void aDetachedProcessOutlivesUs() throws IOException {
        Path pidFile = directory.resolve("pid");

        runc.run("exec", "--detach", "--pid-file", pidFile.toString(), id, "sleep", "1000")
                .succeeded();

        long pid = Long.parseLong(Files.readString(pidFile));
        assertTrue(ProcessHandle.of(pid).isPresent());
        assertTrue(runc.run("ps", "-f", "json", id).out().contains(Long.toString(pid)));
    }

    @Test
    void failuresHaveRuncsTextsAndStatus() {
        assertFailure("exec: \"nonesuch\": executable file not found in $PATH", "exec", id, "nonesuch");
        assertFailure("exec: \"/etc\": permission denied", "exec", id, "/etc");
        assertFailure("exec: \"/x/y\": stat /x/y: no such file or directory", "exec", id, "/x/y");
        assertFailure(
                "chdir to cwd (\"/x\") set in config.json failed: no such file or directory",
                "exec",
                "--cwd",
                "/x",
                id,
                "true");
    }

    @Test
    void theTerminalGoesOverTheConsoleSocket() throws IOException {
        Path path = directory.resolve("console");
        try (ConsoleSocket console = new ConsoleSocket(path)) {
            runc.run("exec", "-t", "-d", "--console-socket", path.toString(), id, "sh", "-c", "tty; exec sleep 1000")
                    .succeeded();

            try (Fd master = console.receive()) {
                ConsoleSocket.awaitText(master, "/dev/pts/0");
            }
        }
    }

    /** With an input that does not end: what the end would be turned into on the terminal depends on the moment. */
    private String onTerminal(String command) {
        String keys = "'" + directory.resolve("keys") + "'";
        return "mkfifo " + keys + "; script -qec \"" + command + "\" /dev/null <>" + keys;
    }

    @Test
    void inTheForegroundOurTerminalStandsForTheProcesss() {
        Runc.Result result = runc.shell(
                onTerminal("stty rows 31 cols 97; %s; stty -a"),
                "exec",
                "-t",
                id,
                "sh",
                "-c",
                "tty; stty size; exit 3");

        assertTrue(result.out().contains("/dev/pts/0\r\n31 97\r\n"), result.out());
        // Raw while the process ran, as before afterwards.
        assertTrue(result.out().contains(" icanon"), result.out());
    }

    @Test
    void ourTerminalIsFoundThoughNoStandardStreamIsOne() throws IOException {
        Path output = directory.resolve("tty");

        runc.shell(onTerminal("%s </dev/null >'" + output + "' 2>&1"), "exec", "-t", id, "tty")
                .succeeded();

        assertEquals("/dev/pts/0\n", Files.readString(output));
        assertEquals(
                "exec failed: open /dev/tty: no such device or address",
                runc.shell("exec setsid --wait %s", "exec", "-t", id, "true")
                        .err()
                        .replaceAll("(?s).*msg=\"|\"\n", ""));
    }

    @Test
    void aPausedContainerIsLeftAlone() {
        runc.run("pause", id).succeeded();
        assertTrue(runc.run("state", id).out().contains("\"status\": \"paused\""));

        Runc.Result refused = runc.run("exec", id, "true");
        assertEquals(255, refused.status());
        assertTrue(refused.err().contains("cannot exec in a paused container (use --ignore-paused to override)"));
        runc.run("resume", id).succeeded();
        runc.run("exec", id, "true").succeeded();
        assertTrue(runc.run("resume", id).err().contains("container not paused"));
    }

    @Test
    void limitsCanBeChanged() {
        runc.run("update", "--pids-limit", "7", id).succeeded();

        Runc.Result bomb = runc.run("exec", id, "sh", "-c", "for i in 1 2 3 4 5 6 7 8; do sleep 10 & done; wait");
        assertTrue(bomb.err().contains("can't fork"), bomb.err());
        assertTrue(
                runc.run("update", "--memory", "x", id).err().contains("invalid value for memory: invalid size: 'x'"));
    }

    @Test
    void eventsTellWhatIsUsed() {
        String line = runc.run("events", "--stats", id).succeeded().out();

        assertTrue(line.startsWith("{\"type\":\"stats\",\"id\":\"" + id + "\",\"data\":{\"cpu\":{\"usage\":{"), line);
        assertTrue(line.contains("\"pids\":{\"current\":1"), line);
        assertTrue(line.endsWith(",\"network_interfaces\":null}}\n"), line);
        assertTrue(
                runc.run("events", "--interval", "0", id).err().contains("duration interval must be greater than 0"));
    }

    @Test
    void eventsEndWithTheContainer() throws IOException, InterruptedException {
        Process events = runc.start("events", "--interval", "10ms", id);
        while (!runc.output().contains("\"type\":\"stats\"")) {
            assertTrue(events.isAlive());
            Thread.onSpinWait();
        }
        ProcessHandle.of(Long.parseLong(runc.pid(id))).orElseThrow().destroyForcibly();

        assertTrue(events.waitFor(30, java.util.concurrent.TimeUnit.SECONDS));
        assertEquals(0, events.exitValue());
    }

    @Test
    void whatNeedsCriuSaysSo() {
        for (String verb : new String[] {"checkpoint", "restore"}) {
            Runc.Result refused = runc.run("--criu", "/nonesuch", verb, "--image-path", directory + "/images", id)
                    .failed();

            assertTrue(refused.err().contains(verb + ": \\\"/nonesuch\\\" is not installed"), refused.err());
        }
        assertFalse(Files.exists(directory.resolve("images")));
    }

    @Test
    void descriptorsArePassedOnAsAsked() throws IOException {
        String listing = runc.shell(
                        "exec 3</etc/hostname 4</etc/passwd; exec %s",
                        "exec", "--preserve-fds", "1", id, "ls", "/proc/self/fd")
                .succeeded()
                .out();

        // The last one is the listing's own.
        assertEquals("0\n1\n2\n3\n4\n", listing);
        assertTrue(listing.endsWith("4\n"));
        assertTrue(
                runc.run("exec", "--preserve-fds", "1000", id, "true").err().contains("unable to stat preserved-fd"));
    }

    @Test
    void aProgramRunsInACgroupBelowTheContainers() throws IOException {
        String own = Files.readString(Path.of("/proc/%s/cgroup".formatted(runc.pid(id))));

        assertEquals(
                own,
                runc.run("exec", "--cgroup", "/", id, "cat", "/proc/self/cgroup")
                        .out());
        assertFailure(".. is not a sub cgroup path", "exec", "--cgroup", "..", id, "true");
        Runc.Result missing = runc.run("exec", "--cgroup", "nonesuch", id, "true");
        assertEquals(255, missing.status());
        assertTrue(missing.err().contains("/nonesuch/cgroup.procs: no such file or directory"), missing.err());
    }

    private void assertFailure(String text, String... words) {
        Runc.Result result = runc.run(words);
        assertEquals(255, result.status());
        String quoted = text.replace("\"", "\\\"");
        assertTrue(
                result.err().contains("msg=\"exec failed: unable to start container process: " + quoted + "\""),
                result.err());
    }
}
