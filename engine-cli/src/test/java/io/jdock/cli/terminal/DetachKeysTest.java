package io.jdock.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DetachKeysTest {

    private final ByteArrayOutputStream passed = new ByteArrayOutputStream();

    @Test
    void detachesOnTheDefaultKeysAndPassesOnWhatCameBefore() throws IOException {
        DetachKeys keys = DetachKeys.parse("");

        assertTrue(type(keys, "ls\u0010\u0011rest"));

        assertEquals("ls", passed.toString(StandardCharsets.UTF_8));
    }

    @Test
    void holdsAHalfTypedSequenceBackUntilTheNextKeyDecides() throws IOException {
        DetachKeys keys = DetachKeys.parse("ctrl-p,ctrl-q");

        assertFalse(type(keys, "a\u0010"));
        assertEquals("a", passed.toString(StandardCharsets.UTF_8));
        assertFalse(type(keys, "b"));
        assertEquals("a\u0010b", passed.toString(StandardCharsets.UTF_8));
        assertFalse(type(keys, "\u0010"));
        assertTrue(type(keys, "\u0011"));
    }

    @Test
    void startsOverWhenTheFirstKeyComesTwice() throws IOException {
        DetachKeys keys = DetachKeys.parse("a,b");

        assertTrue(type(keys, "aab"));

        assertEquals("a", passed.toString(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ctrl-", "ctrl-1", "ab", "a,,b", "CTRL-p", "é"})
    void refusesWhatIsNoKey(String text) {
        assertThrows(IllegalArgumentException.class, () -> DetachKeys.parse(text));
    }

    private boolean type(DetachKeys keys, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return keys.pass(bytes, bytes.length, passed);
    }
}
