package io.jdock.daemon.build;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Output that comes in pieces. */
final class ProcessTextTest {

    @Test
    void aCharacterMayComeInPieces() {
        byte[] bytes = "a€😀z".getBytes(UTF_8);
        ProcessText text = new ProcessText();
        StringBuilder all = new StringBuilder();

        for (int i = 0; i < bytes.length; i++) {
            all.append(text.of(Arrays.copyOfRange(bytes, i, i + 1)));
        }

        assertEquals("a€😀z", all.toString());
    }

    @Test
    void whatIsNoTextIsMarked() {
        ProcessText text = new ProcessText();

        assertEquals("a\ufffdb", text.of(new byte[] {'a', (byte) 0xff, 'b'}));
    }
}
