package io.jdock.daemon.commit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jdock.daemon.container.store.Container;
import io.jdock.engine.api.container.ContainerConfig;
import io.jdock.engine.api.container.HostConfig;
import io.jdock.engine.api.json.EngineJson;
import io.jdock.oci.image.Documents;
import io.jdock.oci.image.ImageConfig;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class CommittedConfigTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final ImageConfig BASE = Documents.config("""
            {"created":"2020-01-01T00:00:00Z","author":"first","architecture":"arm64","os":"linux","variant":"v8",
             "config":{"Env":["A=1"],"Cmd":["image"],"Volumes":{"/v":{}},"Shell":["/bin/ash","-c"],
                       "Healthcheck":{"Test":["CMD","x"],"Retries":2}},
             "rootfs":{"type":"layers","diff_ids":[]},
             "history":[{"created":"2020-01-01T00:00:00Z","created_by":"make"}]}
            """.getBytes(StandardCharsets.UTF_8), "base");

    private static <T> T read(String json, Class<T> type) {
        return EngineJson.read(json.getBytes(StandardCharsets.UTF_8), type);
    }

    private static Container container(String config) {
        return Container.creating(
                "c".repeat(64),
                "name",
                NOW,
                "sha256:" + "0".repeat(64),
                read(config, ContainerConfig.class),
                read("{}", HostConfig.class));
    }

    private static ImageConfig commit(String container, CommittedConfig wanted) {
        return wanted.of(container(container), BASE, NOW);
    }

    @Test
    void theImageRunsWhatTheContainerRan() {
        ImageConfig config = commit(
                "{\"Cmd\":[\"run\",\"this\"],\"Env\":[\"A=1\",\"B=2\"],\"Labels\":{\"l\":\"m\"},\"User\":\"u\"}",
                new CommittedConfig("me", "why", List.of(), null));

        assertEquals(List.of("run", "this"), config.config().cmd());
        assertEquals(List.of("A=1", "B=2"), config.config().env());
        assertEquals(Map.of("l", "m"), config.config().labels());
        assertEquals("u", config.config().user());
        assertEquals("arm64/v8", config.architecture() + "/" + config.variant());
        assertEquals("me", config.author());
        assertEquals("2026-01-02T03:04:05Z", config.created());
        assertEquals(2, config.history().size());
        assertEquals("run this", config.history().getLast().createdBy());
        assertEquals("why", config.history().getLast().comment());
    }

    @Test
    void whatContainersDoNotHaveStaysAsTheImageHasIt() {
        ImageConfig config = commit("{\"Cmd\":[\"x\"]}", new CommittedConfig("", "", List.of(), null));

        assertEquals(Set.of("/v"), config.config().volumes());
        assertEquals(List.of("/bin/ash", "-c"), config.config().shell());
        assertEquals(2, Objects.requireNonNull(config.config().healthcheck()).retries());
    }

    @Test
    void changesComeOnTop() {
        ImageConfig config = commit(
                "{\"Cmd\":[\"x\"],\"Env\":[\"A=1\"]}",
                new CommittedConfig("", "", List.of("ENV A=2 B=3", "CMD y"), null));

        assertEquals(List.of("A=2", "B=3"), config.config().env());
        assertEquals(List.of("/bin/ash", "-c", "y"), config.config().cmd());
    }

    @Test
    void aConfigurationOfTheClientsGoesBeforeTheContainers() {
        ImageConfig config = commit(
                "{\"Cmd\":[\"x\"],\"Env\":[\"A=1\"],\"User\":\"u\"}",
                new CommittedConfig("", "", List.of(), read("{\"Cmd\":[\"y\"]}", ContainerConfig.class)));

        assertEquals(List.of("y"), config.config().cmd());
        assertEquals(List.of("A=1"), config.config().env());
        assertEquals("u", config.config().user());
    }

    @Test
    void theImageTellsOfWhichContainerItWasMadeAndHowThatWas() {
        ImageConfig config = commit(
                "{\"Cmd\":[\"x\"],\"Hostname\":\"h\",\"Image\":\"busybox\"}",
                new CommittedConfig("", "", List.of("CMD y"), null));

        ImageConfig stored = Documents.config(Documents.write(config), "committed");

        assertEquals("c".repeat(64), stored.source().id());
        ObjectNode container = Objects.requireNonNull(stored.source().config());
        assertEquals("busybox", container.get("Image").asText());
        assertEquals("h", container.get("Hostname").asText());
        assertEquals("[\"x\"]", container.get("Cmd").toString());
    }
}
