package io.jdock.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Builds that are ended from outside at any point, that others remove images beside, and many at once. Nothing is left over, and
 * the next build works.
 */
@ExtendWith(LeakAudit.class)
final class BuildFaultIT {

    private static final String BASE = "jdock/httpd:embedded";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** So many that they are not copied at once. */
    private static final byte[] MUCH = new byte[32 << 20];

    private static final String MARKER = "marker-of-the-context";
    private static final int BUILDERS = 8;

    private static Engine engine;
    private static ImageAudit audit;
    private static Set<String> mounts;

    /** Who goes. */
    private enum Victim {
        SUPERVISOR,
        DAEMON,
        CLIENT
    }

    /** What the build is just doing, and how one knows. */
    private enum Moment {
        RECEIVE("", ""),
        COPY("COPY much /\n", "Step 2/2 : COPY"),
        RUN("RUN <<EOF\n#!/bin/sh\necho begun\nexec sleep 3000\nEOF\n", "\"begun\\n\""),
        COMMIT("RUN head -c 32000000 /dev/urandom > /much; echo written\n", "\"written\\n\"");

        private final String instruction;
        private final String sign;

        Moment(String instruction, String sign) {
            this.instruction = instruction;
            this.sign = sign;
        }
    }

    @BeforeAll
    static void start() {
        new Random(1).nextBytes(MUCH);
        engine = Engine.start();
        audit = new ImageAudit(engine);
        engine.jdock("load", "-i", TestImages.busybox().toString()).expect(0);
        mounts = mounts();
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        Await.until(
                "containers of steps are gone",
                PATIENCE,
                () -> engine.jdock("ps", "-aq").text().isEmpty());
        engine.jdock("image", "prune", "-f").expect(0);
        audit.assertTidy();
        Await.until("mounts are gone", PATIENCE, () -> mounts().equals(mounts));
        try (Stream<Path> scripts = Files.list(engine.execRoot().resolve("build"))) {
            assertEquals(List.of(), scripts.toList());
        }
        build("next:1", "FROM %s\nCOPY a /\nRUN cat /a\n".formatted(BASE));
        engine.jdock("rmi", "next:1").expect(0);
    }

    private static Set<String> mounts() {
        String folder = engine.socket().resolveSibling("").toString();
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/mountinfo"))) {
            return lines.map(line -> line.split(" ")[4])
                    .filter(point -> point.startsWith(folder))
                    .collect(Collectors.toCollection(HashSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException("list mounts", e);
        }
    }

    /** A client that sends a context. */
    private static Process client(String parameters) throws IOException {
        return new ProcessBuilder(
                        "curl",
                        "-sN",
                        "--unix-socket",
                        engine.socket().toString(),
                        "-X",
                        "POST",
                        "-H",
                        "Content-Type: application/x-tar",
                        "-H",
                        "Expect:",
                        "-T",
                        "-",
                        "http://jdock/build?forcerm=1&" + parameters)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** A build that is to succeed; what it told. */
    private static Callable<String> building(String tag, String dockerfile) {
        return () -> {
            Process client = client("t=" + tag);
            try (OutputStream body = client.getOutputStream()) {
                body.write(new HandmadeArchive()
                        .file("Dockerfile", dockerfile)
                        .file("a", "of " + tag)
                        .bytes());
            }
            String answer = new String(client.getInputStream().readAllBytes());
            assertTrue(answer.contains("Successfully tagged " + tag), answer);
            return answer;
        };
    }

    private static void build(String tag, String dockerfile) throws Exception {
        building(tag, dockerfile).call();
    }

    static Stream<Arguments> everyVictimAtEveryMoment() {
        return Arrays.stream(Moment.values())
                .flatMap(moment -> Arrays.stream(Victim.values()).map(victim -> Arguments.of(moment, victim)));
    }

    @ParameterizedTest
    @MethodSource("everyVictimAtEveryMoment")
    @SuppressWarnings("try") // The body has to end before the answer does.
    void whoeverGoesLeavesNothing(Moment moment, Victim victim) throws Exception {
        Process client = client("nocache=1");
        try (OutputStream body = client.getOutputStream();
                BufferedReader answer = client.inputReader()) {
            byte[] context = new HandmadeArchive()
                    .file("Dockerfile", "FROM %s\n%s".formatted(BASE, moment.instruction))
                    .file(MARKER, "x")
                    .file("much", MUCH)
                    .bytes();
            if (moment == Moment.RECEIVE) {
                body.write(context, 0, context.length / 2);
                body.flush();
                Await.until("the context has begun to come", PATIENCE, BuildFaultIT::isReceiving);
            } else {
                body.write(context);
                body.close();
                assertTrue(
                        answer.lines().anyMatch(line -> line.contains(moment.sign)), "the build came to no " + moment);
            }
            kill(victim);
            client.destroyForcibly();
        } catch (IOException e) {
            // The client is gone, and with it whoever would have read what was still to be sent.
            assertTrue(client.waitFor() != 0, e.getMessage());
        }
    }

    private static boolean isReceiving() {
        Path layers = engine.dataRoot().resolve("containerd/snapshots/layers");
        return !Command.run("find", layers.toString(), "-name", MARKER).out().isEmpty();
    }

    private static void kill(Victim victim) {
        switch (victim) {
            case CLIENT -> {}
            case DAEMON -> {
                engine.killDaemon();
                engine.restartDaemon();
            }
            case SUPERVISOR -> {
                long former = engine.supervisorPid().orElseThrow();
                engine.killSupervisor();
                Await.until(
                        "a new supervisor serves",
                        PATIENCE,
                        () -> engine.supervisorPid().orElse(former) != former
                                && engine.ctr("version").status() == 0
                                && engine.jdock("images").status() == 0);
            }
        }
    }

    /** What a build has come to has neither a name nor a container, and what it starts from may have none either. */
    @Test
    @SuppressWarnings("try") // The body has to end before the answer does.
    void whatABuildStandsOnIsNotRemovedBesideIt() throws Exception {
        build("own:1", "FROM %s\nLABEL own=yes\n".formatted(BASE));
        Process client = client("t=stood:1");
        try (OutputStream body = client.getOutputStream();
                BufferedReader answer = client.inputReader()) {
            body.write(new HandmadeArchive()
                    .file("Dockerfile", """
                            FROM own:1 AS first
                            RUN echo first > /f
                            FROM %s
                            RUN echo begun; until [ -e /go ]; do sleep 0.1; done
                            COPY --from=first /f /
                            FROM own:1
                            COPY --from=1 /f /
                            """.formatted(BASE))
                    .bytes());
            body.close();
            String begun = answer.lines()
                    .filter(line -> line.contains("\"begun\\n\""))
                    .findFirst()
                    .orElseThrow();
            assertTrue(begun.contains("begun"), begun);
            engine.docker("image", "prune", "-af").expect(0);
            Command.Result removal = engine.docker("rmi", "own:1").expect(1);
            assertTrue(removal.err().contains("image is being used by a build"), removal.err());
            engine.jdock("exec", engine.jdock("ps", "-q").text(), "touch", "/go")
                    .expect(0);
            String rest = answer.lines().collect(Collectors.joining("\n"));
            assertTrue(rest.contains("Successfully tagged stood:1"), rest);
        }
        assertEquals(
                "first",
                engine.jdock("run", "--rm", "--entrypoint", "cat", "stood:1", "/f")
                        .text());
        engine.jdock("rmi", "stood:1", "own:1").expect(0);
    }

    @Test
    void manyBuildAtOnce() throws Exception {
        String same = "FROM %s\nRUN echo made > /made\nCOPY Dockerfile /\nENV A=b\n".formatted(BASE);
        List<Callable<String>> builds = new ArrayList<>();
        IntStream.range(0, BUILDERS).mapToObj(i -> building("same:" + i, same)).forEach(builds::add);
        IntStream.range(0, BUILDERS)
                .mapToObj(i -> building("other:" + i, same + "RUN cat /made; echo %d > /n\nCOPY a /\n".formatted(i)))
                .forEach(builds::add);
        try (ExecutorService builders = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<String> build : builders.invokeAll(builds)) {
                assertTrue(build.get().contains("Successfully built"));
            }
        }
        for (int i = 0; i < BUILDERS; i++) {
            assertEquals(
                    "made\n%1$d\nof other:%1$d".formatted(i),
                    engine.jdock("run", "--rm", "--entrypoint", "cat", "other:" + i, "/made", "/n", "/a")
                            .text());
            engine.jdock("rmi", "same:" + i, "other:" + i).expect(0);
        }
    }
}
