package io.jdock.runc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jdock.linux.At;
import io.jdock.linux.Fd;
import io.jdock.linux.FileCalls;
import io.jdock.linux.StreamCalls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Containers that are saved and go on, where there is a criu that works on the machine's kernel. */
final class CheckpointTest {

    /** Counts what it is told by signals. The shell collects no child while it waits for one that never ends. */
    private static final String COUNTER =
            "i=0; trap 'i=$((i+1)); echo count $i' USR1; echo ready; sleep 100000 & while :; do wait $!; done";

    private static final int FIFO = 0010600;

    /** What there is to say against criu; found out once. */
    private static final String CRIU = criu();

    @TempDir
    Path directory;

    private final String id =
            "jdock-criu-%d-%d".formatted(ProcessHandle.current().pid(), System.nanoTime());
    private Runc runc;
    private int fifos;

    @BeforeEach
    void makeBundle() throws IOException {
        assumeTrue(CRIU.isEmpty(), CRIU);
        runc = Runc.in(directory);
        runc.program("sh", "-c", COUNTER);
    }

    @AfterEach
    void removeContainer() {
        if (CRIU.isEmpty()) {
            runc.run("delete", "--force", id).succeeded();
            assertFalse(Files.exists(runc.root().resolve(id)));
        }
    }

    private static String criu() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return "needs root";
        }
        try {
            Process check = new ProcessBuilder("criu", "check")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return check.waitFor() == 0 ? "" : "needs a criu that works on this kernel, see \"criu check\"";
        } catch (IOException e) {
            return "needs criu: " + e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Test
    void aContainerGoesOnWhereItWasSaved() throws Exception {
        ContainerOutput first = run();
        first.await("ready");
        count(first, 1);
        List<String> mounts = mounts();

        checkpoint("--leave-running");
        count(first, 2);
        checkpoint();
        assertFalse(Files.exists(runc.root().resolve(id)));
        Path pidFile = directory.resolve("pid");
        ContainerOutput second = restore("--pid-file", pidFile.toString());
        count(second, 3);

        assertEquals(runc.pid(id), Files.readString(pidFile));
        assertTrue(runc.run("state", id).succeeded().out().contains("\"status\": \"running\""));
        assertEquals(mounts, mounts());
        assertEquals(
                "2\n",
                runc.run("exec", id, "sh", "-c", "echo $((1+1))").succeeded().out());
        assertTrue(runc.run("events", "--stats", id).succeeded().out().contains("\"pids\":{\"current\":"));
        assertEquals(List.of("config.json", "state.json"), names(runc.root().resolve(id)));
    }

    @Test
    void mountsOfTheHostAreThereAgain() throws Exception {
        Path volume = Files.createDirectories(directory.resolve("volume"));
        Path nested = Files.createDirectories(directory.resolve("nested"));
        Files.createDirectories(runc.bundle().resolve("rootfs/real/volume"));
        Files.createSymbolicLink(runc.bundle().resolve("rootfs/volume"), Path.of("/real/volume"));
        runc.edit(text -> text.replaceFirst("\"mounts\": \\[", """
                "mounts": [
                {"destination": "/volume", "type": "bind", "source": "%s", "options": ["bind"]},
                {"destination": "/volume/a/b", "type": "bind", "source": "%s", "options": ["bind", "ro"]},
                {"destination": "/tmp", "type": "tmpfs", "source": "tmpfs", "options": ["nosuid", "size=1m"]},
                """.formatted(volume, nested)));
        run().await("ready");
        runc.run("exec", id, "sh", "-c", "echo kept > /tmp/file; echo shared > /volume/file")
                .succeeded();
        List<String> mounts = mounts();

        checkpoint();
        // As on another machine: mount points on the host's side are ours to make.
        Files.delete(volume.resolve("a/b"));
        Files.delete(volume.resolve("a"));
        count(restore(), 1);

        assertEquals(mounts, mounts());
        assertEquals(
                "kept\nshared\n",
                runc.run("exec", id, "cat", "/tmp/file", "/volume/file")
                        .succeeded()
                        .out());
    }

    @Test
    void aTerminalIsHandedOverAgain() throws Exception {
        runc.edit(text -> text.replace("\"terminal\": false", "\"terminal\": true"));
        Path path = directory.resolve("console");
        try (ConsoleSocket socket = new ConsoleSocket(path)) {
            start(
                    "run",
                    "-d",
                    "--console-socket",
                    path.toString(),
                    "-b",
                    runc.bundle().toString(),
                    id);
            try (Fd master = socket.receive()) {
                ConsoleSocket.awaitText(master, "ready");
                // Its terminal would end with the master.
                checkpoint();
            }

            start(
                    "restore",
                    "-d",
                    "--console-socket",
                    path.toString(),
                    "-b",
                    runc.bundle().toString(),
                    "--image-path",
                    images(),
                    id);
            try (Fd master = socket.receive()) {
                runc.run("kill", id, "USR1").succeeded();
                ConsoleSocket.awaitText(master, "count 1");
                byte[] interrupt = "\u0003".getBytes(StandardCharsets.US_ASCII);
                StreamCalls.write(master, interrupt, 0, interrupt.length);
                ConsoleSocket.awaitText(master, "^C");
            }
        }
    }

    private void start(String... words) {
        runc.shell("%s </dev/null >/dev/null", words).succeeded();
    }

    @Test
    void hooksAreToldOfTheRestoredProcess() throws Exception {
        Path notes = directory.resolve("notes");
        String hook =
                "{\"path\": \"/bin/sh\", \"args\": [\"sh\", \"-c\", \"echo NAME $(cat) >> %s\"]}".formatted(notes);
        run().await("ready");
        checkpoint();
        runc.edit(text -> text.replaceFirst(
                "\\{",
                java.util.regex.Matcher.quoteReplacement(
                        "{\"hooks\": {\"prestart\": [%s], \"createRuntime\": [%s], \"poststop\": [%s]},"
                                .formatted(
                                        hook.replace("NAME", "prestart"),
                                        hook.replace("NAME", "createRuntime"),
                                        hook.replace("NAME", "poststop")))));

        restore();
        List<String> lines = Files.readAllLines(notes);

        assertEquals(2, lines.size());
        assertTrue(lines.getFirst().startsWith("prestart "), lines.getFirst());
        assertTrue(lines.getLast().startsWith("createRuntime "), lines.getLast());
        assertTrue(lines.getLast().contains("\"pid\":" + runc.pid(id)), lines.getLast());
    }

    @Test
    void aRestoreInTheForegroundEndsAsTheContainerDoes() throws Exception {
        runc.program("sh", "-c", "echo ready; read word; exit $word");
        run().await("ready");
        checkpoint();

        Runc.Result ended = runc.shell(
                "echo 7 | %s >/dev/null", "restore", "-b", runc.bundle().toString(), "--image-path", images(), id);

        assertEquals(7, ended.status(), ended.err());
        assertFalse(Files.exists(runc.root().resolve(id)));
    }

    @Test
    void anImageGivesNoProcessMoreThanTheBundleDoes() throws Exception {
        run().await("ready");
        checkpoint();
        runc.edit(text -> text.replaceFirst("(?s)\"bounding\": \\[[^]]*]", "\"bounding\": [\"CAP_KILL\"]"));

        Runc.Result refused = refused();

        assertTrue(
                refused.err().contains("it has capabilities that the bundle does not give: CAP_NET_BIND_SERVICE"),
                refused.err());
        assertEquals("", runc.run("list", "-q").out());
    }

    @Test
    void anImageTakesNoProcessOutOfTheBundlesNamespaces() throws Exception {
        String without = Files.readString(runc.bundle().resolve("config.json"));
        runc.edit(text -> text.replaceFirst("(?s)\\{\\s*\"type\": \"uts\"\\s*},", "")
                .replaceFirst("\"hostname\": \"[^\"]*\",", ""));
        run().await("ready");
        checkpoint();
        Files.writeString(runc.bundle().resolve("config.json"), without);

        Runc.Result refused = refused();

        assertTrue(refused.err().contains("it is in the host's uts namespace"), refused.err());
    }

    @Test
    void nothingIsWrittenThroughALinkInAnImage() throws Exception {
        run().await("ready");
        checkpoint();
        Path secret = Files.writeString(directory.resolve("secret"), "secret");
        Files.createSymbolicLink(Path.of(images(), "restore.log"), secret);

        assertTrue(refused().err().contains("restore.log: a symbolic link among images"));
        assertEquals("secret", Files.readString(secret));
    }

    @Test
    void aFailureSaysWhyAndLeavesTheContainerAlone() throws Exception {
        // A stream that is a file of the host is neither in the container nor a pipe that could be replaced.
        Path file = directory.resolve("stream");
        runc.shell("%s >" + file, "run", "-d", "-b", runc.bundle().toString(), id)
                .succeeded();

        Runc.Result failed =
                runc.run("checkpoint", "--image-path", images(), id).failed();

        assertTrue(failed.err().contains("criu failed: type DUMP errno"), failed.err());
        assertTrue(failed.err().contains("path=" + file), failed.err());
        assertTrue(runc.run("state", id).succeeded().out().contains("\"status\": \"running\""));
    }

    private ContainerOutput run() throws IOException {
        return piped("run", "-d", "-b", runc.bundle().toString(), id);
    }

    private ContainerOutput restore(String... more) throws IOException {
        List<String> words =
                new ArrayList<>(List.of("restore", "-d", "-b", runc.bundle().toString(), "--image-path", images()));
        words.addAll(List.of(more));
        words.add(id);
        return piped(words.toArray(String[]::new));
    }

    /** Runs it with pipes as its streams, which a container of its keeps. */
    private ContainerOutput piped(String... words) throws IOException {
        Path fifo = directory.resolve("fifo" + fifos++);
        FileCalls.mknodat(At.FDCWD, fifo.toString(), FIFO, 0);
        runc.startShell("{ %s 2>&1; echo status $?; } | cat >" + fifo, words);
        ContainerOutput output = new ContainerOutput(fifo);
        output.await("status 0");
        return output;
    }

    private Runc.Result refused() {
        Runc.Result refused = runc.shell(
                        "%s </dev/null", "restore", "-d", "-b", runc.bundle().toString(), "--image-path", images(), id)
                .failed();
        assertFalse(Files.exists(runc.root().resolve(id)));
        return refused;
    }

    private void checkpoint(String... more) {
        List<String> words = new ArrayList<>(List.of("checkpoint", "--image-path", images()));
        words.addAll(List.of(more));
        words.add(id);
        runc.run(words.toArray(String[]::new)).succeeded();
    }

    private String images() {
        return directory.resolve("images").toString();
    }

    private void count(ContainerOutput output, int expected) throws IOException {
        runc.run("kill", id, "USR1").succeeded();
        output.await("count " + expected);
    }

    /** Points, roots and options of the container's mounts, without their numbers. */
    private List<String> mounts() throws IOException {
        List<String> mounts = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("/proc/%s/mountinfo".formatted(runc.pid(id))))) {
            String[] fields = line.split(" ");
            mounts.add("%s %s %s".formatted(fields[4], fields[3], fields[5]));
        }
        mounts.sort(null);
        return mounts;
    }

    private static List<String> names(Path place) throws IOException {
        try (var entries = Files.list(place)) {
            return entries.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }
}
