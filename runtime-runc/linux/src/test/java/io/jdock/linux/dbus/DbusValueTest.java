package io.jdock.linux.dbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DbusValueTest {

    /** Every type, each in a place where it needs padding. */
    private static final List<DbusValue> ALL = List.of(
            new DbusValue.Fixed('y', 255),
            new DbusValue.Fixed('n', -2),
            new DbusValue.Fixed('y', 1),
            new DbusValue.Fixed('q', 65_535),
            DbusValue.of(true),
            new DbusValue.Fixed('i', -3),
            new DbusValue.Fixed('y', 2),
            DbusValue.uint32(4_000_000_000L),
            new DbusValue.Fixed('x', Long.MIN_VALUE),
            DbusValue.uint64(-1),
            new DbusValue.Fixed('d', Double.doubleToRawLongBits(1.5)),
            DbusValue.of("grüße"),
            new DbusValue.Text('o', "/a/b"),
            new DbusValue.Text('g', "a(ss)"),
            new DbusValue.Array("t", List.of()),
            DbusValue.bytes(new byte[] {1, -1}),
            DbusValue.struct(new DbusValue.Fixed('y', 3), new DbusValue.Variant(DbusValue.texts(List.of("x", "")))));

    @Test
    void readsEveryTypeAsItWasWritten() {
        assertEquals(ALL, new Decoder(ByteBuffer.wrap(Encoder.bytes(ALL)).order(ByteOrder.LITTLE_ENDIAN)).all(types()));
    }

    private static String types() {
        StringBuilder types = new StringBuilder();
        ALL.forEach(value -> types.append(value.signature()));
        return types.toString();
    }

    @Test
    void readsADictionaryAsAnArrayOfPairs() {
        byte[] entry = Encoder.bytes(List.of(
                new DbusValue.Array("(su)", List.of(DbusValue.struct(DbusValue.of("one"), DbusValue.uint32(1))))));

        DbusValue read = new Decoder(ByteBuffer.wrap(entry).order(ByteOrder.LITTLE_ENDIAN))
                .all("a{su}")
                .getFirst();

        assertEquals(
                new DbusValue.Array("{su}", List.of(DbusValue.struct(DbusValue.of("one"), DbusValue.uint32(1)))), read);
    }

    @Test
    void readsTheOtherByteOrder() {
        ByteBuffer bytes = ByteBuffer.wrap(new byte[] {0, 0, 1, 2}).order(ByteOrder.BIG_ENDIAN);

        assertEquals(List.of(DbusValue.uint32(258)), new Decoder(bytes).all("u"));
    }

    @Test
    void growsWithWhatIsWritten() {
        String longText = "x".repeat(5000);

        byte[] bytes = Encoder.bytes(List.of(DbusValue.of(longText)));

        assertEquals(5005, bytes.length);
    }

    @Test
    void refusesAnArrayThatWouldNeverEnd() {
        byte[] bytes = {8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};

        var error = assertThrows(
                DbusException.class,
                () -> new Decoder(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN)).all("a()"));

        assertEquals("an array of values without a size", error.getMessage());
    }

    @Test
    void tellsWhatItIsNot() {
        assertThrows(DbusException.class, () -> DbusValue.of("x").number());
        assertThrows(DbusException.class, () -> DbusValue.uint32(1).text());
    }
}
