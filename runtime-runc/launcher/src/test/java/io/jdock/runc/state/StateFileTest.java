package io.jdock.runc.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.errdefs.DataLossException;
import io.jdock.libcontainer.cgroups.CgroupDriver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one invocation leaves for the next. */
final class StateFileTest {

    @TempDir
    Path directory;

    @Test
    void whatWasWrittenIsRead() {
        StateFile.write(directory, state());

        assertEquals(Optional.of(state()), StateFile.read(directory));
    }

    @Test
    void aContainerThatIsBeingMadeHasNoProcess() {
        ContainerState making = new ContainerState(
                "1.2.0",
                "c",
                Path.of("/b"),
                Path.of("/b/r"),
                Instant.EPOCH,
                Map.of(),
                Optional.empty(),
                "",
                CgroupDriver.DISABLED,
                Map.of(),
                List.of(),
                false);

        StateFile.write(directory, making);

        assertEquals(Optional.of(making), StateFile.read(directory));
    }

    @Test
    void othersFindWhatRuncWrites() {
        String json = StateFile.json(state());

        for (String part : new String[] {
            "\"id\":\"c1\"",
            "\"init_process_pid\":42,\"init_process_start\":4711,\"created\":\"2026-01-02T03:04:05.678Z\"",
            "\"config\":{\"rootfs\":\"/b/rootfs\",\"labels\":[\"bundle=/b\"]",
            "\"cgroups\":{\"path\":\":jdock:c1\",\"systemd\":true}",
            "\"cgroup_paths\":{\"memory\":\"/sys/fs/cgroup/memory/c1\"}",
            "\"NEWNET\":\"/proc/42/ns/net\"",
        }) {
            assertTrue(json.contains(part), part + " is not in " + json);
        }
    }

    @Test
    void aFileOfALaterFormatIsRefused() throws IOException {
        Files.writeString(
                directory.resolve("state.json"), StateFile.json(state()).replace("\"format\":1", "\"format\":2"));

        var error = assertThrows(DataLossException.class, () -> StateFile.read(directory));

        assertTrue(error.text().endsWith("format 2, this version knows format 1"), error.text());
    }

    @Test
    void aContainerOfAnEarlierVersionIsNotTakenForAPlainOne() throws IOException {
        Files.writeString(
                directory.resolve("state.json"), StateFile.json(state()).replace(",\"plain\":true", ""));

        assertFalse(StateFile.read(directory).orElseThrow().plain());
    }

    @Test
    void memberThatALaterVersionAddsAreIgnored() throws IOException {
        Files.writeString(
                directory.resolve("state.json"),
                StateFile.json(state()).replace("\"format\":1", "\"format\":1,\"more\":{\"a\":[1,{}]}"));

        assertEquals(Optional.of(state()), StateFile.read(directory));
    }

    @Test
    void aFileOfAnEarlierVersionIsOfTheUsualDriver() throws IOException {
        Files.writeString(
                directory.resolve("state.json"), StateFile.json(state()).replace("\"cgroupManager\":\"systemd\",", ""));

        assertEquals(
                CgroupDriver.CGROUPFS, StateFile.read(directory).orElseThrow().driver());
    }

    @Test
    void halfAFileIsAnError() throws IOException {
        Files.writeString(directory.resolve("state.json"), "{\"id\":\"c1\",");

        assertThrows(DataLossException.class, () -> StateFile.read(directory));
    }

    private static ContainerState state() {
        return new ContainerState(
                "1.0.2",
                "c1",
                Path.of("/b"),
                Path.of("/b/rootfs"),
                Instant.parse("2026-01-02T03:04:05.678Z"),
                Map.of("org.example/a.b", "x"),
                Optional.of(new InitProcess(42, 4711)),
                ":jdock:c1",
                CgroupDriver.SYSTEMD,
                Map.of("memory", "/sys/fs/cgroup/memory/c1"),
                List.of("/dev/null", "pipe:[7]", "/dev/null"),
                true);
    }
}
