package io.jdock.cli.command.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jdock.cli.command.CapturedOutput;
import io.jdock.cli.command.CommandException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class ProgressStreamTest {

    private static final String PULL = """
            {"status":"Pulling from x","id":"latest"}
            {"status":"Pulling fs layer","progressDetail":{},"id":"aa"}
            {"status":"Pulling fs layer","progressDetail":{},"id":"bb"}
            {"status":"Downloading","progressDetail":{"current":500,"total":1000},"id":"aa"}
            {"status":"Pull complete","progressDetail":{},"id":"aa"}
            {"status":"Status: done"}
            """;

    private final CapturedOutput captured = new CapturedOutput();

    private void show(String stream, int columns) throws IOException {
        new ProgressStream(captured.output(), columns)
                .show(new ByteArrayInputStream(stream.getBytes(StandardCharsets.UTF_8)), 125);
    }

    @Test
    void printsALineForEachStateAndNoBarsOutsideOfATerminal() throws IOException {
        show(PULL, 0);

        assertEquals("""
                latest: Pulling from x
                aa: Pulling fs layer
                bb: Pulling fs layer
                aa: Pull complete
                Status: done
                """, captured.text());
    }

    @Test
    void rewritesTheLineOfEachLayerOnATerminal() throws IOException {
        show(PULL, 120);

        String bar = "[=========================>                         ]     500B/1kB";
        assertEquals(
                "latest: Pulling from x\n"
                        + "\n\u001b[1A\u001b[2K\raa: Pulling fs layer \r\u001b[1B"
                        + "\n\u001b[1A\u001b[2K\rbb: Pulling fs layer \r\u001b[1B"
                        + "\u001b[2A\u001b[2K\raa: Downloading " + bar + "\r\u001b[2B"
                        + "\u001b[2A\u001b[2K\raa: Pull complete \r\u001b[2B"
                        + "Status: done\n",
                captured.text());
    }

    @Test
    void leavesTheBarOutWhereThereIsNoRoom() throws IOException {
        show("{\"status\":\"D\",\"progressDetail\":{\"current\":500,\"total\":1000},\"id\":\"aa\"}", 80);

        assertEquals("\n\u001b[1A\u001b[2K\raa: D     500B/1kB\r\u001b[1B", captured.text());
    }

    @Test
    void failsWithTheErrorThatTheEngineSends() {
        CommandException error = assertThrows(
                CommandException.class, () -> show("{\"errorDetail\":{\"message\":\"no\"},\"error\":\"no\"}", 0));

        assertEquals("no", error.getMessage());
        assertEquals(125, error.exitCode());
    }

    @Test
    void refusesAStreamThatIsNotJson() {
        assertThrows(IOException.class, () -> show("hello", 0));
    }
}
