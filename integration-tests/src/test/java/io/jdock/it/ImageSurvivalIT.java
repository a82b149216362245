package io.jdock.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The engine is killed at random moments of everything that changes images. Afterwards each listed image is whole, what was
 * acknowledged is there, a repetition succeeds without beginning from zero, and nothing is left over.
 *
 * <p>{@code -Djdock.rounds=100} makes it the long campaign, {@code -Djdock.seed=N} has it choose the same operations, victims
 * and moments as a run that printed N.
 */
@ExtendWith(LeakAudit.class)
final class ImageSurvivalIT {

    private static final int ROUNDS = Integer.getInteger("jdock.rounds", 5);
    /** So many that chance evens out. */
    private static final int MANY = 20;

    private static final long SEED = Long.getLong("jdock.seed", System.nanoTime());
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String BASE = "jdock/httpd:embedded";
    private static final String SOURCE = "source";
    private static final int LAYERS = 3;
    private static final int MEBIBYTES = 8;
    /** A pull takes half a second at least, so that most kills find it under way. */
    private static final long BYTES_PER_SECOND = 48 << 20;

    @TempDir
    private static Path directory;

    private static LocalRegistry registry;
    private static CountingProxy proxy;
    private static Engine engine;
    private static ImageAudit audit;

    private final Random random = new Random(SEED);
    /** How long each takes, in milliseconds. */
    private final Map<ImageOperation, Long> durations = new HashMap<>();

    /** What is killed. */
    private enum Victim {
        SUPERVISOR,
        DAEMON,
        BOTH,
        /** And its successor, while that comes up. */
        SUPERVISOR_TWICE
    }

    private static final List<Victim> VICTIMS = List.of(
            Victim.SUPERVISOR,
            Victim.SUPERVISOR,
            Victim.SUPERVISOR,
            Victim.DAEMON,
            Victim.BOTH,
            Victim.SUPERVISOR_TWICE);

    @BeforeAll
    static void start() {
        engine = Engine.start();
        audit = new ImageAudit(engine);
        registry = new LocalRegistry();
        proxy = new CountingProxy(registry.port(), BYTES_PER_SECOND);
        engine.jdock("load", "-i", TestImages.busybox().toString()).expect(0);
        engine.jdock("run", "-d", "--name", SOURCE, BASE, "tail", "-f", "/dev/null")
                .expect(0);
    }

    @AfterAll
    static void stop() {
        engine.close();
        proxy.close();
        registry.close();
    }

    @Test
    void everyKillLeavesWholeImagesAndNothingElse() throws Exception {
        System.out.printf("ImageSurvivalIT: %d rounds, -Djdock.seed=%d%n", ROUNDS, SEED);
        List<ImageOperation> operations = operations();
        int inTheMiddle = 0;
        for (int round = 0; round < ROUNDS; round++) {
            ImageOperation operation = operations.get(round % operations.size());
            operation.prepare();
            if (!durations.containsKey(operation)) {
                durations.put(operation, timed(operation));
                operation.prepare();
            }
            inTheMiddle += round(operation, "round %d: %s".formatted(round, operation)) ? 1 : 0;
        }
        System.out.printf("%d rounds, %d kills in the middle of an operation%n", ROUNDS, inTheMiddle);
        if (ROUNDS >= MANY) {
            assertTrue(inTheMiddle > ROUNDS / 4, "hardly any kill hit the middle of an operation");
        }
        engine.jdock("rm", "-f", SOURCE).expect(0);
    }

    private List<ImageOperation> operations() throws IOException {
        Path archive = TestImages.random(directory.resolve("app.tar"), "app:1", LAYERS, MEBIBYTES);
        registry.push(archive, "app:1");
        Path files = directory.resolve("files.tar");
        Command.run("tar", "-C", "/", "--transform", "s,busybox,sh,", "-cf", files.toString(), "bin/busybox")
                .expect(0);
        Path loaded = TestImages.random(directory.resolve("loaded.tar"), "loaded:1", LAYERS, MEBIBYTES);
        var commit = new ImageOperation.Commit(engine, SOURCE);
        return List.of(
                new ImageOperation.Pull(engine, proxy, proxy.host() + "/app:1", Files.size(archive)),
                new ImageOperation.Load(engine, loaded, "loaded:1"),
                commit,
                new ImageOperation.Push(engine, registry, proxy, commit),
                new ImageOperation.Prune(engine, files, BASE));
    }

    /** Does it to its end; returns how many milliseconds that took. */
    private static long timed(ImageOperation operation) {
        long start = System.nanoTime();
        operation.run().expect(0);
        return (System.nanoTime() - start) / 1_000_000;
    }

    /** True if the kill came before the operation was done. */
    private boolean round(ImageOperation operation, String name) throws Exception {
        Victim victim = VICTIMS.get(random.nextInt(VICTIMS.size()));
        long moment = (long) (random.nextDouble() * durations.getOrDefault(operation, 0L));
        long supervisor = engine.supervisorPid().orElseThrow();
        Set<String> before = operation.names();
        CompletableFuture<Command.Result> running = CompletableFuture.supplyAsync(operation::run);
        boolean done = isDoneWithin(moment, running);
        kill(victim, supervisor);
        Command.Result result = running.get();
        comeBack(victim, supervisor);
        System.out.printf("%s, %s killed after %d ms, %s%n", name, victim, moment, outcome(done, result));

        if (result.status() == 0) {
            operation.requireDone();
        }
        requireKept(operation, before);
        audit.assertWhole();
        Await.until(
                "the container that was committed runs",
                PATIENCE,
                () -> engine.inspect(SOURCE, "/State/Status").asText().equals("running"));
        operation.prepareAgain();
        // The machine may have become faster or slower.
        durations.merge(operation, timed(operation), (former, now) -> (former + now) / 2);
        operation.requireDone();
        operation.requireCheap();
        audit.assertWhole();
        audit.assertTidy();
        return !done;
    }

    private static String outcome(boolean done, Command.Result result) {
        if (done) {
            return "after its end";
        }
        return result.status() == 0
                ? "it succeeded"
                : "it failed: " + result.err().strip();
    }

    private static boolean isDoneWithin(long millis, CompletableFuture<?> running) throws Exception {
        try {
            running.get(millis, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException _) {
            return false;
        }
    }

    private void kill(Victim victim, long supervisor) {
        ProcessHandle handle = ProcessHandle.of(supervisor).orElseThrow();
        switch (victim) {
            case SUPERVISOR -> handle.destroyForcibly();
            case DAEMON -> engine.killDaemon();
            case BOTH -> {
                handle.destroyForcibly();
                engine.killDaemon();
            }
            case SUPERVISOR_TWICE -> {
                handle.destroyForcibly();
                Await.until(
                        "a new supervisor comes up",
                        PATIENCE,
                        () -> another(supervisor).isPresent());
                ProcessHandle.of(another(supervisor).getAsLong()).ifPresent(ProcessHandle::destroyForcibly);
            }
        }
    }

    private static OptionalLong another(long than) {
        OptionalLong now = engine.supervisorPid();
        return now.isPresent() && now.getAsLong() != than ? now : OptionalLong.empty();
    }

    private static void comeBack(Victim victim, long supervisor) {
        switch (victim) {
            case DAEMON -> engine.restartDaemon();
            case BOTH -> engine.restartDaemon();
            case SUPERVISOR, SUPERVISOR_TWICE ->
                Await.until(
                        "a new supervisor serves",
                        PATIENCE,
                        () -> another(supervisor).isPresent()
                                && engine.ctr("version").status() == 0
                                && engine.jdock("images").status() == 0);
        }
    }

    /** Nothing but a prune takes an image away. */
    private static void requireKept(ImageOperation operation, Set<String> before) {
        if (!(operation instanceof ImageOperation.Prune)) {
            Set<String> lost = new TreeSet<>(before);
            lost.removeAll(operation.names());
            assertEquals(Set.of(), lost, "lost images");
        }
    }
}
