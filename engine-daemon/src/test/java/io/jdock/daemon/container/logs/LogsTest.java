package io.jdock.daemon.container.logs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.jdock.concurrent.Threads;
import io.jdock.daemon.container.stream.StreamWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogsTest {

    private static final long SECOND = 1_000_000_000L;

    /** 2026-01-01T00:00:00Z. */
    private static final long START = 1_767_225_600L;

    @TempDir
    Path directory;

    private Path log;
    private FileWatcher watcher;
    private Logs logs;

    @BeforeEach
    void open() throws IOException {
        log = directory.resolve("c-json.log");
        watcher = FileWatcher.open();
        logs = new Logs(watcher);
    }

    @AfterEach
    void close() throws IOException {
        watcher.close();
    }

    @Test
    void showsBothStreamsInTheOrderTheyWereWritten() throws IOException {
        append(line("a\\n", "stdout", 0), line("b\\n", "stderr", 1), line("c\\n", "stdout", 2));

        assertEquals("a\nb\nc\n", read(LogQuery.everything(true, true)));
        assertEquals("a\nc\n", read(LogQuery.everything(true, false)));
        assertEquals("b\n", read(LogQuery.everything(false, true)));
    }

    @Test
    void undoesEscapes() throws IOException {
        append(line("q\\\" s\\\\ t\\t \\u003c \\u00e4 \\u20ac \\ud83d\\ude00 \\/ é\\r\\n", "stdout", 0));

        assertEquals("q\" s\\ t\t < ä € 😀 / é\r\n", read(LogQuery.everything(true, true)));
    }

    @Test
    void skipsALineThatIsTornOrNotComplete() throws IOException {
        append(line("a\\n", "stdout", 0), "{\"log\":\"torn\n", line("b\\n", "stdout", 1), "{\"log\":\"half\\n\",\"str");

        assertEquals("a\nb\n", read(LogQuery.everything(true, true)));
    }

    @Test
    void readsFieldsInAnyOrderAndAttributes() throws IOException {
        append(
                "{\"stream\":\"stderr\",\"attrs\":{\"tag\":\"x}\\\"y\"},\"time\":\"2026-01-01T00:00:00.5Z\",\"log\":\"a\\n\"}\n");

        assertEquals("a\n", read(LogQuery.everything(false, true)));
    }

    @Test
    void startsAtTheLastLines() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            text.append(line(i + "\\n", "stdout", i));
        }
        append(text.toString());

        assertEquals("9998\n9999\n", read(tail(2)));
        assertEquals("", read(tail(0)));
        assertEquals(10_000, read(tail(20_000)).lines().count());
        assertEquals(5_000, read(tail(5_000)).lines().count());
    }

    @Test
    void showsLinesBetweenTwoTimes() throws IOException {
        append(line("a\\n", "stdout", 0), line("b\\n", "stdout", 1), line("c\\n", "stdout", 2));

        var query = new LogQuery(true, true, (START + 1) * SECOND, (START + 1) * SECOND, LogQuery.ALL, false);

        assertEquals("b\n", read(query));
    }

    @Test
    void writesTimesWithNineDigits() throws IOException {
        append(
                "{\"log\":\"a\\n\",\"stream\":\"stdout\",\"time\":\"2026-01-01T00:00:00.12Z\"}\n",
                line("b\\n", "stdout", 1));

        var query = new LogQuery(true, true, Long.MIN_VALUE, Long.MAX_VALUE, LogQuery.ALL, true);

        assertEquals("2026-01-01T00:00:00.120000000Z a\n2026-01-01T00:00:01.000000000Z b\n", read(query));
    }

    @Test
    void showsALineThatIsLongerThanTheBuffer() throws IOException {
        String longText = "x".repeat(1 << 20);
        append(line(longText + "\\n", "stdout", 0));

        assertEquals(longText + "\n", read(LogQuery.everything(true, true)));
    }

    @Test
    void showsNothingOfAContainerThatNeverRan() throws IOException {
        assertEquals("", read(LogQuery.everything(true, true)));
    }

    @Test
    void followsUntilTheContainerHasEnded() throws Exception {
        append(line("a\\n", "stdout", 0));
        CompletableFuture<String> ended = new CompletableFuture<>();
        PipedInputStream client = new PipedInputStream();
        PipedOutputStream out = new PipedOutputStream(client);
        Threads.startVirtual("follow", () -> follow(out, ended));

        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            assertEquals("a\n", new String(client.readNBytes(2), UTF_8));
            append(line("b\\n", "stdout", 1));
            assertEquals("b\n", new String(client.readNBytes(2), UTF_8));
            append(line("c\\n", "stdout", 2));
            ended.complete("exit");
            assertEquals("c\n", new String(client.readAllBytes(), UTF_8));
        });
    }

    private void follow(PipedOutputStream out, CompletableFuture<String> ended) {
        try (out) {
            logs.follow(log, LogQuery.everything(true, true), new StreamWriter(out, false), ended);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static LogQuery tail(long lines) {
        return new LogQuery(true, true, Long.MIN_VALUE, Long.MAX_VALUE, lines, false);
    }

    private static String line(String escaped, String stream, int second) {
        return "{\"log\":\"%s\",\"stream\":\"%s\",\"time\":\"2026-01-01T%02d:%02d:%02dZ\"}\n"
                .formatted(escaped, stream, second / 3600, second / 60 % 60, second % 60);
    }

    private void append(String... lines) throws IOException {
        Files.writeString(log, String.join("", lines), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private String read(LogQuery query) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        logs.copy(log, query, new StreamWriter(out, false));
        return out.toString(UTF_8);
    }
}
