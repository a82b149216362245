package io.jdock.shim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jdock.linux.PidFd;
import io.jdock.linux.Readiness;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whenever a supervisor is killed, its successor must find every shim that did not die with it. */
final class SpawnKillTest {

    private static final int ROUNDS = 5;
    private static final int LONGEST_LIFE_MILLIS = 150;

    @TempDir
    private Path directory;

    private final Random random = new Random();

    @Test
    @Timeout(60)
    void noShimIsUnknownToASuccessor() throws Exception {
        assumeTrue(Files.isWritable(Path.of("/proc/sys/kernel/hostname")), "needs root: makes namespaces");
        String id = "spawn-kill-" + ProcessHandle.current().pid();
        int adopted = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Path own = Files.createDirectory(directory.resolve("round-" + round));
            killWhileSpawning(own, id);
            adopted += releaseAll(own);
            awaitEnd(shims(id));
        }
        assertTrue(adopted > ROUNDS, "only %d shims were started".formatted(adopted));
    }

    private void killWhileSpawning(Path own, String id) throws IOException, InterruptedException {
        Process supervisor = new ProcessBuilder(List.of(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SpawnUntilKilled.class.getName(),
                        own.toString(),
                        id))
                .redirectErrorStream(true)
                .start();
        try (BufferedReader said = supervisor.inputReader()) {
            String line = said.readLine();
            while (line != null && !line.equals("spawning")) {
                line = said.readLine();
            }
            assertEquals("spawning", line);
            // The moment has to be random: every step of a spawn is to be hit some day.
            TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_LIFE_MILLIS));
            supervisor.destroyForcibly().waitFor();
        }
    }

    private static int releaseAll(Path own) throws IOException {
        int adopted = 0;
        try (Stream<Path> directories = Files.list(own)) {
            for (Path one : directories.toList()) {
                var found = Shim.adopt(one);
                if (found.isPresent()) {
                    try (Shim shim = found.get()) {
                        shim.release();
                        adopted++;
                    }
                }
            }
        }
        return adopted;
    }

    /** What is left are shims that never got their orders: they end by themselves, or the test hangs and fails. */
    private static void awaitEnd(List<Integer> pids) {
        for (int pid : pids) {
            PidFd.open(pid).ifPresent(process -> {
                try (process) {
                    Readiness.awaitReadable(process.fd());
                }
            });
        }
    }

    private static List<Integer> shims(String id) throws IOException {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .filter(process -> process.getFileName().toString().matches("[0-9]+"))
                    .filter(process -> commandLine(process).equals("jdock-shim\0" + id + "\0"))
                    .map(process -> Integer.parseInt(process.getFileName().toString()))
                    .toList();
        }
    }

    private static String commandLine(Path process) {
        try {
            return Files.readString(process.resolve("cmdline"));
        } catch (IOException endedMeanwhile) {
            return "";
        }
    }
}
