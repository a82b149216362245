package io.jdock.daemon.build;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The end of what a quiet build has said. */
final class KeptLinesTest {

    private final KeptLines kept = new KeptLines();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void linesComeOutAsTheyWentIn() throws IOException {
        kept.write("one\n".getBytes(UTF_8));
        kept.write("two\n".getBytes(UTF_8));
        kept.moveTo(out);

        assertEquals("one\ntwo\n", out.toString(UTF_8));
        assertTrue(kept.isEmpty());
    }

    @Test
    void theOldestGiveWayInOnePiece() throws IOException {
        byte[] line = "x".repeat(300_000).getBytes(UTF_8);
        for (int i = 0; i < 10; i++) {
            kept.write(line);
        }
        kept.moveTo(out);

        assertEquals(3 * line.length, out.size());
    }
}
