package io.jdock.daemon.container.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jdock.daemon.database.Database;
import io.jdock.engine.api.container.ContainerConfig;
import io.jdock.engine.api.container.HostConfig;
import io.jdock.engine.api.json.EngineJson;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImageUsesTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    private Path directory;

    private Instant now = NOW;

    @Test
    void anImageWasUsedUntilItsLastContainerWasRemoved() {
        try (Database database = open()) {
            ContainerStore store = ContainerStore.open(new SqliteContainerTable(database, () -> now));
            store.add(container("a", "sha256:1"));
            store.add(container("b", "sha256:1"));
            store.add(container("c", "sha256:2"));

            store.remove(id("a"));
            now = NOW.plusSeconds(1);
            store.remove(id("b"));
        }

        try (Database database = open()) {
            ImageUses uses = new ImageUses(database);
            assertEquals(Map.of("sha256:1", NOW.plusSeconds(1)), uses.all());
            uses.forget("sha256:1");
            assertEquals(Map.of(), uses.all());
        }
    }

    private Database open() {
        return Database.open(directory.resolve("jdock.db"));
    }

    private static String id(String letter) {
        return letter.repeat(64);
    }

    private static Container container(String letter, String image) {
        return Container.creating(id(letter), letter, NOW, image, read(ContainerConfig.class), read(HostConfig.class));
    }

    private static <T> T read(Class<T> type) {
        return EngineJson.read("{}".getBytes(UTF_8), type);
    }
}
