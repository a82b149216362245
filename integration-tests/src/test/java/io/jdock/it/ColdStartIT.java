package io.jdock.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The OCI runtime finds everything in its AOT cache. One class from an archive costs the opening of all archives of the class
 * path, one made at run time the building of method handles: each several milliseconds of a start that takes about fifty.
 */
@ExtendWith(LeakAudit.class)
final class ColdStartIT {

    private static final String RUNC =
            Path.of(System.getProperty("jdock.distribution"), "bin/jdock-runc").toString();
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path dir;

    private static Engine engine;

    @BeforeAll
    static void start() throws IOException {
        engine = Engine.start();
        engine.jdock("load", "-i", TestImages.busybox().toString()).expect(0);
        engine.jdock("run", "-d", "--network", "none", "jdock/httpd:embedded", "sleep", "600")
                .expect(0);
        makeBundle();
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    @Test
    void runsAContainerOfTheEnginesWithoutAClassFromElsewhere() throws IOException {
        Path log = dir.resolve("classes.txt");
        Command.run(
                        List.of(
                                RUNC,
                                "--root",
                                dir.resolve("state").toString(),
                                "run",
                                "--bundle",
                                dir.toString(),
                                "cold"),
                        Map.of("JDOCK_RUNC_JAVA_OPTS", "-Xlog:class+load:file=" + log))
                .expect(0);

        List<String> loaded = Files.readAllLines(log);
        assertTrue(loaded.stream().anyMatch(line -> line.contains(" io.jdock.runc.verb.RunVerb ")), "log of classes");
        assertEquals(
                List.of(),
                loaded.stream()
                        .filter(line -> !line.contains("shared objects file"))
                        .filter(line -> !line.contains("source: jrt:/java.base"))
                        .toList());
    }

    /** The engine's own configuration of a container, around a root of two files. */
    private static void makeBundle() throws IOException {
        ObjectNode spec = (ObjectNode) JSON.readTree(engineConfig().toFile());
        ((ObjectNode) spec.path("process")).putArray("args").add("true");
        ((ObjectNode) spec.path("root")).put("path", "rootfs");
        removeBinds((ArrayNode) spec.path("mounts"));
        ((ObjectNode) spec.path("linux")).put("cgroupsPath", "/jdock-cold-start");
        // As dockerd writes it for every container.
        ((ObjectNode) spec.at("/linux/resources")).putObject("blockIO").put("weight", 0);
        ((ObjectNode) spec.path("linux")).putObject("sysctl").put("net.ipv4.ip_unprivileged_port_start", "0");
        spec.putObject("hooks").putArray("prestart").addObject().put("path", "/bin/true");
        JSON.writeValue(dir.resolve("config.json").toFile(), spec);
        Path bin = Files.createDirectories(dir.resolve("rootfs/bin"));
        Files.copy(Path.of("/bin/busybox"), bin.resolve("true"));
    }

    private static void removeBinds(ArrayNode mounts) {
        for (int i = mounts.size() - 1; i >= 0; i--) {
            if (mounts.get(i).path("type").asText().equals("bind")) {
                mounts.remove(i);
            }
        }
    }

    private static Path engineConfig() throws IOException {
        try (Stream<Path> files = Files.walk(engine.execRoot())) {
            return files.filter(file -> file.endsWith("config.json"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
