package io.jdock.runc.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The lines that containerd and dockerd read. */
final class LogTest {

    @TempDir
    Path directory;

    @Test
    void aJsonLineHasLevelTextAndTime() throws IOException {
        Path file = directory.resolve("log.json");

        new Log(Optional.of(file), true, false, false).error("exec: \"x\": not found");

        String line = Files.readString(file);
        assertTrue(
                line.matches(
                        "\\{\"level\":\"error\",\"msg\":\"exec: \\\\\"x\\\\\": not found\",\"time\":\"[0-9-]+T[0-9:]+[^\"]*\"}\n"),
                line);
    }

    @Test
    void aTextLineIsAppended() throws IOException {
        Path file = directory.resolve("log");
        Files.writeString(file, "before\n");

        new Log(Optional.of(file), false, false, false).error("container does not exist");

        String text = Files.readString(file);
        assertTrue(
                text.matches("before\ntime=\"[0-9-]+T[0-9:]+[^\"]*\" level=error msg=\"container does not exist\"\n"),
                text);
    }

    @Test
    void moreIsToldOnlyWhenItIsAskedFor() throws IOException {
        Path file = directory.resolve("log");

        new Log(Optional.of(file), true, false, false).opened().debug("quiet");
        new Log(Optional.of(file), true, false, true).debug("loud");

        String text = Files.readString(file);
        assertTrue(text.startsWith("{\"level\":\"debug\",\"msg\":\"loud\","), text);
    }

    @Test
    void aFileThatCannotBeWrittenIsAnErrorAtOnce() {
        Log log = new Log(Optional.of(directory.resolve("none/log")), false, false, false);

        assertThrows(UncheckedIOException.class, log::opened);
    }

    @ParameterizedTest
    @CsvSource({"word,word", "two words,\"two words\"", "'',''", "a\"b,\"a\\\"b\"", "a/b-c_d.e,a/b-c_d.e"})
    void onlyABareWordGoesWithoutQuotes(String text, String written) {
        assertEquals(text.isEmpty() ? "\"\"" : written, Log.quoted(text));
    }
}
