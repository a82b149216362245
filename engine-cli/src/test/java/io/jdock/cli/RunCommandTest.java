package io.jdock.cli;

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
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code jdock run} as a whole, from its words to the requests, the output and the exit status. */
@Timeout(30)
final class RunCommandTest {

    private static final String CONTAINER = "/containers/" + FakeContainer.ID;

    @TempDir
    private Path directory;

    private FakeEngine engine;
    private Invocation jdock;

    @BeforeEach
    void start() throws IOException {
        engine = new FakeEngine(directory);
        jdock = new Invocation(engine);
    }

    @AfterEach
    void stop() throws IOException {
        engine.close();
    }

    @Test
    void attachesAndWaitsBeforeItStarts() {
        FakeContainer.in(engine, false, stdio -> {
            stdio.frame(1, "out\n");
            stdio.frame(2, "err\n");
            return 0;
        });

        assertEquals(0, jdock.run("run", "busybox", "echo"));

        assertEquals(
                List.of(
                        "POST /containers/create",
                        "POST " + CONTAINER + "/attach?stderr=1&stdout=1&stream=1",
                        "POST " + CONTAINER + "/wait?condition=next-exit",
                        "POST " + CONTAINER + "/start"),
                engine.asked());
        assertEquals("out\n", jdock.out());
        assertEquals("err\n", jdock.err());
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "3", "125", "127", "137", "255"})
    void endsWithTheStatusOfTheContainer(int status) {
        FakeContainer.in(engine, false, _ -> status);

        assertEquals(status, jdock.run("run", "busybox", "false"));
        assertEquals("", jdock.err());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "exec: \"nosuch\": executable file not found in $PATH|127",
                "exec: \"/etc\": permission denied|126",
                "driver failed programming external connectivity|125",
            })
    void endsAsAShellWouldWhenTheContainerDoesNotStart(String why, int expected) {
        FakeContainer.refusing(engine, why);

        assertEquals(expected, jdock.run("run", "--rm", "busybox", "nosuch"));

        assertEquals(
                "jdock: Error response from daemon: " + why + "\n\nRun 'jdock run --help' for more information\n",
                jdock.err());
    }

    @Test
    void refusesWithStatus125WhatTheEngineRefusesToCreate() {
        engine.on("POST /containers/create", 409, "{\"message\":\"name in use\"}");

        assertEquals(125, jdock.run("run", "--name", "a", "busybox"));
        assertTrue(jdock.err().startsWith("jdock: Error response from daemon: name in use\n"));
    }

    @Test
    void pullsAnImageThatIsNotThereAndTellsSoOnStandardError() {
        FakeContainer.in(engine, false, stdio -> {
            stdio.frame(1, "hi\n");
            return 0;
        });
        engine.onceOn("POST /containers/create", 404, "{\"message\":\"No such image: busybox:latest\"}");
        engine.on("POST /images/create", (_, peer) -> {
            peer.stream("application/json");
            peer.chunk("{\"status\":\"Pulling from library/busybox\",\"id\":\"latest\"}\r\n");
            peer.chunk("{\"status\":\"Pull complete\",\"progressDetail\":{},\"id\":\"aa\"}\r\n");
            peer.chunk("");
        });

        assertEquals(0, jdock.run("run", "busybox"));

        assertEquals("hi\n", jdock.out());
        assertEquals("""
                Unable to find image 'busybox:latest' locally
                latest: Pulling from library/busybox
                aa: Pull complete
                """, jdock.err());
        assertTrue(
                engine.asked().get(1).startsWith("POST /images/create?fromImage="),
                engine.asked().get(1));
    }

    @Test
    void failsWithStatus125WhenThePullFailsHalfWay() {
        engine.on("POST /containers/create", 404, "{\"message\":\"No such image: busybox:latest\"}");
        engine.on("POST /images/create", (_, peer) -> {
            peer.stream("application/json");
            peer.chunk("{\"errorDetail\":{\"message\":\"toomanyrequests\"},\"error\":\"toomanyrequests\"}\r\n");
            peer.chunk("");
        });

        assertEquals(125, jdock.run("run", "-q", "busybox"));
        assertEquals("jdock: toomanyrequests\n\nRun 'jdock run --help' for more information\n", jdock.err());
    }

    @Test
    void doesNotPullWhenToldNeverTo() {
        engine.on("POST /containers/create", 404, "{\"message\":\"No such image: busybox:latest\"}");

        assertEquals(125, jdock.run("run", "--pull", "never", "busybox"));
        assertEquals(List.of("POST /containers/create"), engine.asked());
    }

    @Test
    void pullsFirstWhenToldAlwaysTo() {
        engine.on("POST /images/create", 200, "{\"status\":\"done\"}");
        FakeContainer.in(engine, false, _ -> 0);

        assertEquals(0, jdock.run("run", "--pull=always", "-d", "busybox"));
        assertTrue(engine.asked().get(0).startsWith("POST /images/create"));
    }

    @Test
    void printsTheIdOfAContainerInTheBackgroundAndIsDone() {
        FakeContainer.in(engine, false, _ -> 0);

        assertEquals(0, jdock.run("run", "-d", "busybox"));

        assertEquals(FakeContainer.ID + "\n", jdock.out());
        assertEquals(List.of("POST /containers/create", "POST " + CONTAINER + "/start"), engine.asked());
    }

    @Test
    void waitsForTheRemovalOfAContainerThatRemovesItself() {
        FakeContainer.in(engine, false, _ -> 4);

        assertEquals(4, jdock.run("run", "--rm", "busybox"));
        assertTrue(engine.asked().contains("POST " + CONTAINER + "/wait?condition=removed"));
    }

    @Test
    void passesInputOnAndClosesOnlyThatSideWhenItEnds() {
        FakeContainer.in(engine, false, stdio -> {
            stdio.frame(1, "got " + stdio.readToEnd());
            return 0;
        });

        assertEquals(0, jdock.typing("some lines\n").run("run", "-i", "busybox", "cat"));
        assertEquals("got some lines\n", jdock.out());
    }

    @Test
    void leavesInputAloneThatNobodyAskedFor() {
        FakeContainer.in(engine, false, _ -> 0);

        jdock.typing("unread").run("run", "busybox");

        assertFalse(engine.asked().get(1).contains("stdin"));
    }

    @Test
    void refusesATerminalWithoutHavingOne() {
        assertEquals(1, jdock.run("run", "-it", "busybox"));

        assertEquals("the input device is not a TTY\n", jdock.err());
        assertEquals(List.of(), engine.asked());
    }

    @Test
    void tellsTheEnginesWarnings() {
        engine.on("POST /containers/create", 201, "{\"Id\":\"w\",\"Warnings\":[\"no swap\"]}");

        assertEquals(0, jdock.run("create", "busybox"));
        assertEquals("w\n", jdock.out());
        assertEquals("WARNING: no swap\n", jdock.err());
    }

    @Test
    void writesTheIdFileAndRefusesOneThatExists() throws IOException {
        FakeContainer.in(engine, false, _ -> 0);
        Path file = directory.resolve("cid");

        assertEquals(0, jdock.run("run", "-d", "--cidfile", file.toString(), "busybox"));
        assertEquals(FakeContainer.ID, Files.readString(file));

        assertEquals(125, jdock.run("run", "-d", "--cidfile", file.toString(), "busybox"));
        assertTrue(
                jdock.err().startsWith("jdock: container ID file found, make sure the other container isn't running"));
    }

    @Test
    void refusesToAttachInTheBackground() {
        assertEquals(125, jdock.run("run", "-d", "-a", "stdout", "busybox"));
        assertTrue(jdock.err().startsWith("jdock: conflicting options: cannot specify both --attach and --detach"));
    }

    @Test
    void failsWhenTheStreamCarriesAnErrorOfTheEngine() {
        FakeContainer.in(engine, false, stdio -> {
            stdio.frame(3, "log driver gone");
            return 0;
        });

        assertEquals(1, jdock.run("run", "busybox"));
        assertEquals("attached stream broke: error from daemon in stream: log driver gone\n", jdock.err());
    }

    @Test
    void tellsWhyItCannotReachTheEngine() throws IOException {
        engine.close();
        Files.delete(directory.resolve("engine.sock"));

        assertEquals(125, jdock.run("run", "busybox"));
        assertTrue(jdock.err().startsWith("jdock: Cannot connect to the jdock daemon at unix://"));
    }
}
