package io.jdock.runc.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.errdefs.DataLossException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
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
                "/c",
                false,
                Map.of());

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
    void memberThatALaterVersionAddsAreIgnored() throws IOException {
        Files.writeString(
                directory.resolve("state.json"),
                StateFile.json(state()).replace("\"format\":1", "\"format\":1,\"more\":{\"a\":[1,{}]}"));

        assertEquals(Optional.of(state()), StateFile.read(directory));
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
                "/c1",
                false,
                Map.of("memory", "/sys/fs/cgroup/memory/c1"));
    }
}
