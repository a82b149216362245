package io.jdock.runc.criu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.errdefs.DataLossException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Messages on their way out and in. */
final class FieldsTest {

    @Test
    void numbersAndTextsAreWrittenAsTheFormatSays() {
        // The examples of the format's own description.
        assertArrayEquals(hex("089601"), new Message().put(1, 150).bytes());
        assertArrayEquals(
                hex("120774657374696e67"), new Message().put(2, "testing").bytes());
        assertArrayEquals(
                hex("1a03089601"),
                new Message().put(3, new Message().put(1, 150)).bytes());
        assertArrayEquals(
                hex("08ffffffffffffffffff01"), new Message().put(1, -1).bytes());
        assertArrayEquals(hex("a00601"), new Message().put(100, true).bytes());
    }

    @Test
    void whatIsWrittenIsRead() {
        Message message = new Message()
                .put(1, -2)
                .put(2, "a")
                .put(2, "bé")
                .put(3, false)
                .put(63, new Message().put(1, Long.MAX_VALUE));

        Fields fields = Fields.parse(message.bytes());

        assertEquals(Optional.of(-2L), fields.number(1));
        assertEquals(List.of("a", "bé"), fields.texts(2));
        assertEquals(Optional.of("bé"), fields.text(2));
        assertEquals(Optional.of(0L), fields.number(3));
        assertEquals(
                Optional.of(Long.MAX_VALUE), fields.nested(63).orElseThrow().number(1));
        assertEquals(Optional.empty(), fields.number(4));
    }

    @Test
    void numbersOfFixedSizeAreSkipped() {
        Fields fields = Fields.parse(hex("09" + "0102030405060708" + "15" + "01020304" + "1801"));

        assertTrue(fields.isTrue(3));
    }

    @Test
    void whatIsNoMessageIsRefused() {
        for (String bad : List.of("08", "0880", "1205", "120a61", "0b", "08ffffffffffffffffffffff01", "12ffffffff0f")) {
            assertThrows(DataLossException.class, () -> Fields.parse(hex(bad)), bad);
        }
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }
}
