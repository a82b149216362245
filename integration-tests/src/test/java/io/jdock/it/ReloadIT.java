package io.jdock.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A daemon that is told to read its configuration again. */
@ExtendWith(LeakAudit.class)
final class ReloadIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MANY = 100;

    @TempDir
    private static Path directory;

    private static Path file;
    private static Engine engine;

    @BeforeAll
    static void start() throws IOException {
        file = Files.writeString(directory.resolve("daemon.json"), "{}");
        engine = Engine.start("--config-file", file.toString());
    }

    @AfterAll
    static void stop() {
        if (engine != null) {
            engine.close();
        }
    }

    private static void reload(String json) throws IOException {
        Files.writeString(file, json);
        hangUp();
    }

    private static void hangUp() {
        Command.run("kill", "-HUP", Long.toString(engine.daemonPid())).expect(0);
    }

    private static JsonNode info(String pointer) {
        return engine.api("GET", "/info").json().at(pointer);
    }

    private static String events() {
        return Command.run(
                        List.of("docker", "events", "--since", "1", "--until", "0s", "--filter", "type=daemon"),
                        Map.of("DOCKER_HOST", "unix://" + engine.socket()))
                .expect(0)
                .out();
    }

    @Test
    void takesUpWhatIsRightAndKeepsWhatItHadOtherwise() throws IOException {
        reload("""
                {"registry-mirrors": ["http://127.0.0.1:1"], "insecure-registries": ["a.test:5000", "10.9.0.0/16"],
                 "max-concurrent-downloads": 2, "debug": true}
                """);
        Await.until(
                "the mirror counts",
                PATIENCE,
                () -> info("/RegistryConfig/Mirrors/0").asText().equals("http://127.0.0.1:1"));
        Await.until("the reload is told", PATIENCE, () -> events().contains("daemon reload"));

        assertTrue(info("/Debug").asBoolean());
        assertEquals(
                "10.9.0.0/16", info("/RegistryConfig/InsecureRegistryCIDRs/0").asText());
        assertEquals(
                "false", info("/RegistryConfig/IndexConfigs/a.test:5000/Secure").asText());
        assertTrue(events().contains("max-concurrent-downloads=2, max-concurrent-uploads=5, max-download-attempts=5"));

        reload("{\"max-concurrent-downloads\": -1}");
        Await.until(
                "the refusal is logged",
                PATIENCE,
                () -> engine.log().contains("the configuration stays as it was: invalid max concurrent downloads: -1"));

        assertEquals("http://127.0.0.1:1", info("/RegistryConfig/Mirrors/0").asText());

        reload("{\"default-runtime\": \"crun\"}");
        Await.until(
                "what has to wait is logged",
                PATIENCE,
                () -> engine.log().contains("these count from the next start: default-runtime"));

        assertEquals(0, info("/RegistryConfig/Mirrors").size());
    }

    @Test
    void aHundredReloadsDoNotDisturbIt() throws IOException {
        for (int i = 0; i < MANY; i++) {
            hangUp();
        }
        reload("{\"registry-mirrors\": [\"http://127.0.0.1:2\"]}");

        Await.until(
                "the last one counts",
                PATIENCE,
                () -> info("/RegistryConfig/Mirrors/0").asText().equals("http://127.0.0.1:2"));
    }

    @Test
    void aConfigurationCanBeTriedFirst() throws IOException {
        Path tried = directory.resolve("tried.json");
        String jdockd = Path.of(System.getProperty("jdock.distribution"), "bin", "jdockd")
                .toString();
        Files.writeString(tried, "{\"max-concurrent-downloads\": 3}");

        Command.Result right = Command.run(jdockd, "--validate", "--config-file", tried.toString());
        Files.writeString(tried, "{\"max-concurrent-downloads\": -3}");
        Command.Result wrong = Command.run(jdockd, "--validate", "--config-file", tried.toString());

        assertEquals("configuration OK\n", right.expect(0).err());
        assertEquals("jdockd: invalid max concurrent downloads: -3\n", wrong.err());
        assertTrue(wrong.status() != 0);
    }
}
