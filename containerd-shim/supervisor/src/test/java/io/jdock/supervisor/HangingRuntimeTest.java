package io.jdock.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Status.Code;
import io.grpc.StatusException;
import io.jdock.api.containerd.containers.v1.Container;
import io.jdock.api.containerd.types.task.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** OCI runtimes that do not end: runc but for one verb, at which others than it hang too. */
@Timeout(120)
final class HangingRuntimeTest extends TaskContract {

    /** All of it passes in each test; long enough for a verb that does not hang on a machine that is busy. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final String HANG =
            "setsid sh -c 'echo $$ >> pids; setsid sleep 1000 & echo $! >> pids; sleep 1000' & echo $$ >> pids; wait";

    @Override
    Container.Runtime runtime(Path scratch) {
        return TestRuntime.program(scratch.resolve("hanging"));
    }

    @Override
    Duration patience() {
        return PATIENCE;
    }

    @Test
    void oneThatHangsIsEndedWithAllItStarted() throws Exception {
        hangsAt("create");

        StatusException failure = assertThrows(StatusException.class, () -> create("true"));
        client.deleteContainer(ID);

        assertEquals(Code.DEADLINE_EXCEEDED, failure.getStatus().getCode());
        assertEquals(
                "hanging create: it did not end within 5 s and was killed",
                failure.getStatus().getDescription());
        assertEquals(List.of(), bench.bundles());
        assertNoneOfThemLives();
    }

    @Test
    void oneThatHangsAtTheStartIsEndedAndSoIsTheContainer() throws Exception {
        hangsAt("start");
        create("sleep 1000");

        StatusException failure = assertThrows(StatusException.class, () -> client.start(ID, ""));

        assertEquals(Code.DEADLINE_EXCEEDED, failure.getStatus().getCode(), failure::getMessage);
        assertNoneOfThemLives();
        assertEquals(137, client.await(ID, ""));
        delete();
    }

    @Test
    void oneThatHangsAtAnExecLeavesTheTaskAlone() throws Exception {
        hangsAt("exec");
        create("sleep 1000");
        client.start(ID, "");
        exec("more", Busybox.process("true").build());

        StatusException failure = assertThrows(StatusException.class, () -> client.start(ID, "more"));

        assertEquals(Code.DEADLINE_EXCEEDED, failure.getStatus().getCode(), failure::getMessage);
        assertNoneOfThemLives();
        assertEquals(137, client.await(ID, "more"));
        assertEquals(Status.RUNNING, client.status(ID));
        end();
    }

    /** Whoever is between the shim and the process that it is told of might be about to end. */
    @Test
    void aProcessOfOthersIsNotTakenForTheContainers() throws Exception {
        long ours = ProcessHandle.current().pid();
        TestRuntime.script(directory.resolve("hanging"), """
                #!/bin/sh
                while [ $# -gt 0 ]; do
                  if [ "$1" = --pid-file ]; then echo %d > "$2"; fi
                  shift
                done
                """.formatted(ours));

        StatusException failure = assertThrows(StatusException.class, () -> create("true"));
        client.deleteContainer(ID);

        String told = String.valueOf(failure.getStatus().getDescription());
        assertTrue(told.startsWith("hanging create: process %d is the child of process".formatted(ours)), told);
        assertEquals(List.of(), bench.bundles());
    }

    /** It is runc but for one verb. */
    private void hangsAt(String verb) {
        TestRuntime.script(
                directory.resolve("hanging"), """
                #!/bin/sh
                for word in "$@"; do
                  if [ "$word" = %s ]; then cd %s; %s; fi
                done
                exec %s "$@"
                """.formatted(verb, directory, HANG, TestRuntime.installed("runc")));
    }

    private void assertNoneOfThemLives() throws Exception {
        List<String> pids = Files.readAllLines(directory.resolve("pids"));
        assertFalse(pids.isEmpty());
        for (String pid : pids) {
            assertFalse(lives(Path.of("/proc", pid, "status")), "process " + pid + " lives");
        }
    }

    private static boolean lives(Path status) {
        try {
            return !Files.readString(status).contains("State:\tZ");
        } catch (IOException e) {
            // There is no such process; between open and read the kernel says so by an error too.
            return false;
        }
    }
}
