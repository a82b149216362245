package io.jdock.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A container that prints a thousand numbered lines a second and serves a page, while daemon and supervisor are killed in
 * turn. {@code -Djdock.rounds=50} makes it the long campaign.
 */
@ExtendWith(LeakAudit.class)
final class SurvivalIT {

    private static final int ROUNDS = Integer.getInteger("jdock.rounds", 6);
    private static final int PORT = 18081;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String COUNT_AND_SERVE = """
            trap 'exit 42' TERM
            httpd -p 80 -h /var/www
            i=0
            while :; do
              n=0
              while [ $n -lt 10 ]; do i=$((i+1)); n=$((n+1)); echo line $i; done
              usleep 9000
            done
            """;

    /** No memory is enough for this, which offers itself to the kernel so that it is not its parent that is killed too. */
    private static final String TOO_MUCH = "echo 1000 > /proc/self/oom_score_adj; x=$(yes)";

    /** The same for a child alone. */
    private static final String TOO_MUCH_WHEN_ASKED =
            "trap 'sh -c \"%s\"' USR1; echo ready; while :; do sleep 0.1; done".formatted(TOO_MUCH.replace("$", "\\$"));

    private static Engine engine;

    @BeforeAll
    static void start() {
        engine = Engine.start();
        engine.jdock("load", "-i", TestImages.busybox().toString()).expect(0);
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    @Test
    void containerOutlivesEveryKillAndLosesNothing() {
        engine.jdock(
                        "run",
                        "-d",
                        "--name",
                        "count",
                        "-p",
                        PORT + ":80",
                        "jdock/httpd:embedded",
                        "sh",
                        "-c",
                        COUNT_AND_SERVE)
                .expect(0);
        long pid = engine.inspect("count", "/State/Pid").asLong();
        Await.until("page comes", PATIENCE, SurvivalIT::pageComes);
        try (PageWatch watch = new PageWatch()) {
            for (int round = 0; round < ROUNDS; round++) {
                killInTurn(round);
                assertEquals(pid, engine.inspect("count", "/State/Pid").asLong(), "round " + round);
                assertTrue(engine.inspect("count", "/State/Running").asBoolean(), "round " + round);
            }
            assertEquals(0, watch.failures.get(), "failed fetches out of " + watch.fetches.get());
        }
        endsWhileBothAreDown(pid);
        assertUnbroken(engine.jdock("logs", "count").expect(0).out());
        engine.jdock("rm", "count").expect(0);
    }

    @Test
    void lackOfMemoryIsKnownWhoeverWasThere() {
        engine.jdock("run", "--name", "ended", "-m", "32m", "jdock/httpd:embedded", "sh", "-c", TOO_MUCH)
                .expect(137);
        runUntilAsked("seen");
        runUntilAsked("unseen");
        assertTrue(isOutOfMemory("ended"));
        assertFalse(isOutOfMemory("seen"));

        engine.jdock("kill", "-s", "USR1", "seen").expect(0);
        Await.until("lack of memory is known", PATIENCE, () -> isOutOfMemory("seen"));
        long pid = engine.inspect("unseen", "/State/Pid").asLong();
        engine.killDaemon();
        Command.run("kill", "-USR1", Long.toString(pid)).expect(0);
        engine.restartDaemon();

        Await.until("lack of memory is known", PATIENCE, () -> isOutOfMemory("unseen"));
        assertTrue(isOutOfMemory("seen"));
        for (String name : new String[] {"seen", "unseen"}) {
            assertTrue(engine.inspect(name, "/State/Running").asBoolean(), name);
        }
        engine.jdock("rm", "-f", "ended", "seen", "unseen").expect(0);
    }

    private static void runUntilAsked(String name) {
        engine.jdock("run", "-d", "--name", name, "-m", "32m", "jdock/httpd:embedded", "sh", "-c", TOO_MUCH_WHEN_ASKED)
                .expect(0);
        Await.until(
                "the trap is set",
                PATIENCE,
                () -> engine.jdock("logs", name).text().equals("ready"));
    }

    private static boolean isOutOfMemory(String container) {
        return engine.inspect(container, "/State/OOMKilled").asBoolean();
    }

    private static void killInTurn(int round) {
        if (round % 2 == 0) {
            engine.killDaemon();
            engine.restartDaemon();
        } else {
            long before = engine.supervisorPid().orElseThrow();
            engine.killSupervisor();
            Await.until("a new supervisor serves", PATIENCE, () -> servedByAnother(before));
        }
    }

    private static boolean servedByAnother(long before) {
        OptionalLong now = engine.supervisorPid();
        return now.isPresent()
                && now.getAsLong() != before
                && engine.ctr("tasks", "ls").status() == 0;
    }

    private static void endsWhileBothAreDown(long pid) {
        long supervisor = engine.supervisorPid().orElseThrow();
        engine.killDaemon();
        Command.run("kill", "-9", Long.toString(supervisor)).expect(0);
        Command.run("kill", "-TERM", Long.toString(pid)).expect(0);
        Await.until("container ends", PATIENCE, () -> !Files.exists(Path.of("/proc/" + pid)));
        engine.restartDaemon();
        Await.until(
                "exit is known",
                PATIENCE,
                () -> !engine.inspect("count", "/State/Running").asBoolean());
        assertEquals(42, engine.inspect("count", "/State/ExitCode").asInt());
        assertEquals("42", engine.jdock("wait", "count").text());
    }

    private static void assertUnbroken(String log) {
        long expected = 1;
        for (String line : log.lines().toList()) {
            assertEquals("line " + expected, line);
            expected++;
        }
        assertTrue(expected > 1000, "only " + expected + " lines");
    }

    private static boolean pageComes() {
        return Command.run("curl", "-sf", "-o", "/dev/null", "--max-time", "5", "http://127.0.0.1:" + PORT + "/")
                        .status()
                == 0;
    }

    /** Fetches the page again and again, and counts how often it does not come. */
    private static final class PageWatch implements AutoCloseable {

        final AtomicInteger fetches = new AtomicInteger();
        final AtomicInteger failures = new AtomicInteger();
        private volatile boolean ended;
        private final Thread thread = Thread.ofVirtual().start(this::watch);

        private void watch() {
            while (!ended) {
                fetches.incrementAndGet();
                if (!pageComes()) {
                    failures.incrementAndGet();
                }
            }
        }

        @Override
        public void close() {
            ended = true;
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
