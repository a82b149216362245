package io.jdock.supervisor.stdio;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jdock.shim.Shim;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Kills the program that pumps a process's output, at random moments, again and again, and then compares the log with what the
 * process wrote: nothing may be missing, doubled or torn. As a program:
 *
 * <pre>{@code java … io.jdock.supervisor.stdio.KillLoop KILLS pipe|terminal}</pre>
 */
final class KillLoop {

    /** Writes numbers until it is told to stop, and leaves how many: it is still writing whenever a program is killed. */
    private static final String WRITER = """
            stty raw 2>/dev/null
            i=0
            until [ -e %1$s/stop ]; do seq $((i + 1)) $((i += 1000)); done
            echo $i > %1$s/count
            exit 9
            """;

    private static final int LONGEST_LIFE_MICROS = 40_000;

    /** What is left of a program's life once it has moved something. */
    private static final int LONGEST_REST_MICROS = 4_000;

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final Path directory;
    private final boolean terminal;
    private final int kills;
    private final Random random = new Random();
    private int killedInTheMiddle;

    KillLoop(Path directory, boolean terminal, int kills) {
        this.directory = directory.toAbsolutePath();
        this.terminal = terminal;
        this.kills = kills;
    }

    public static void main(String[] args) throws Exception {
        Path directory = Files.createTempDirectory("kill-loop");
        var loop = new KillLoop(directory, args[1].equals("terminal"), Integer.parseInt(args[0]));
        try {
            loop.run();
            System.out.printf(
                    "%d kills, %d of them in the middle of output: identical%n", loop.kills, loop.killedInTheMiddle);
        } finally {
            loop.cleanUp();
        }
        System.exit(0);
    }

    /** How many kills hit a program that had moved something and had more to move. */
    int killedInTheMiddle() {
        return killedInTheMiddle;
    }

    /** @throws AssertionError if the log is not what the process wrote */
    void run() throws IOException, InterruptedException {
        String command = WRITER.formatted(directory);
        try (Shim shim = TestProcess.prepare(directory, command, terminal, false)) {
            for (int i = 0; i < kills; i++) {
                killOne(i % 2 == 0);
            }
            Files.createFile(directory.resolve("stop"));
            Process last = start();
            String said = new String(last.getInputStream().readAllBytes(), UTF_8);
            if (!said.contains("exit 9")) {
                throw new AssertionError("the last pump said: " + said);
            }
            shim.release();
        }
        compare(Integer.parseInt(Files.readString(directory.resolve("count")).strip()));
    }

    /** @param inTheMiddle whether the program lives until the log has grown: on a slow machine chance alone may never wait that long */
    private void killOne(boolean inTheMiddle) throws IOException, InterruptedException {
        long before = loggedBytes();
        Process pump = start();
        try (BufferedReader said = pump.inputReader()) {
            String first = said.readLine();
            if (!"pumping".equals(first)) {
                throw new AssertionError(
                        "the pump said: " + first + "\n" + said.lines().toList());
            }
            // The moment has to be random: every instruction of the pump is to be hit some day.
            if (inTheMiddle) {
                awaitGrowth(before);
                TimeUnit.MICROSECONDS.sleep(random.nextInt(LONGEST_REST_MICROS));
            } else {
                TimeUnit.MICROSECONDS.sleep(random.nextInt(LONGEST_LIFE_MICROS));
            }
            pump.destroyForcibly().waitFor();
        }
        if (loggedBytes() > before && !Files.exists(directory.resolve("exit"))) {
            killedInTheMiddle++;
        }
    }

    private void awaitGrowth(long before) throws IOException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (loggedBytes() <= before) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("the pump moved nothing");
            }
            Thread.onSpinWait();
        }
    }

    private Process start() throws IOException {
        return new ProcessBuilder(List.of(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PumpUntilKilled.class.getName(),
                        directory.toString()))
                .redirectErrorStream(true)
                .start();
    }

    private long loggedBytes() throws IOException {
        Path log = directory.resolve("json.log");
        return Files.exists(log) ? Files.size(log) : 0;
    }

    private void compare(int lines) throws IOException {
        int expected = 0;
        try (BufferedReader log = Files.newBufferedReader(directory.resolve("json.log"))) {
            for (String line = log.readLine(); line != null; line = log.readLine()) {
                expected++;
                String start = "{\"log\":\"%d\\n\",\"stream\":\"stdout\",\"time\":\"".formatted(expected);
                if (!line.startsWith(start) || !line.endsWith("Z\"}")) {
                    throw new AssertionError("line %d of the log is %s".formatted(expected, line));
                }
            }
        }
        if (expected != lines) {
            throw new AssertionError("the log has %d lines, not %d".formatted(expected, lines));
        }
    }

    private void cleanUp() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
