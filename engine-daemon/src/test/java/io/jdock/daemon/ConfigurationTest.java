package io.jdock.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jdock.errdefs.InvalidArgumentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigurationTest {

    @TempDir
    private Path directory;

    private Configuration configuration;

    @BeforeEach
    void start() throws IOException {
        write("{\"registry-mirrors\": [\"http://a\"], \"max-concurrent-downloads\": 2, \"bip\": \"10.1.0.1/24\"}");
        configuration = new Configuration(List.of("--config-file", file().toString(), "--max-concurrent-uploads=9"));
    }

    private Path file() {
        return directory.resolve("daemon.json");
    }

    private void write(String json) throws IOException {
        Files.writeString(file(), json);
    }

    @Test
    void whatHasChangedInTheFileCounts() throws IOException {
        write("{\"registry-mirrors\": [\"http://b\"], \"insecure-registries\": [\"c:1\"], \"debug\": true,"
                + " \"max-download-attempts\": 1, \"bip\": \"10.1.0.1/24\"}");

        configuration.reload();

        assertEquals(List.of("http://b"), configuration.registries().mirrors());
        assertEquals(List.of("c:1"), configuration.registries().insecure());
        assertEquals(1, configuration.registries().limits().attempts());
        assertEquals("debug", configuration.logLevel());
        assertEquals(Set.of(), configuration.waiting());
    }

    @Test
    void whatIsGoneFromTheFileIsAsIfItHadNeverBeenThereAndFlagsStay() throws IOException {
        write("{\"bip\": \"10.1.0.1/24\"}");

        configuration.reload();

        assertEquals(List.of(), configuration.registries().mirrors());
        assertEquals(4, configuration.registries().limits().downloads());
        assertEquals(9, configuration.registries().limits().uploads());
    }

    @Test
    void aFileThatIsWrongChangesNothing() throws IOException {
        for (String wrong : List.of(
                "{",
                "{\"nonsense\": 1}",
                "{\"max-concurrent-downloads\": -1}",
                "{\"registry-mirrors\": [\"ftp://b\"]}",
                "{\"max-concurrent-uploads\": 1}",
                "{\"registry-mirrors\": [\"http://b\"], \"log-level\": \"loud\"}")) {
            write(wrong);
            assertThrows(InvalidArgumentException.class, configuration::reload, wrong);
        }
        Files.delete(file());
        assertThrows(InvalidArgumentException.class, configuration::reload);

        assertEquals(List.of("http://a"), configuration.registries().mirrors());
        assertEquals(2, configuration.registries().limits().downloads());
        assertEquals(9, configuration.registries().limits().uploads());
    }

    @Test
    void whatCannotChangeWhileItRunsIsNamed() throws IOException {
        write("{\"bip\": \"10.2.0.1/24\", \"runtimes\": {\"a\": {\"path\": \"/a\"}}, \"default-runtime\": \"a\"}");

        configuration.reload();

        assertEquals(Set.of("bip", "runtimes", "default-runtime"), configuration.waiting());
        assertEquals("10.1.0.1/24", configuration.started().bip().orElseThrow());
    }
}
