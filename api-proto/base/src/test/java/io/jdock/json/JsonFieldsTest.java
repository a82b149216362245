package io.jdock.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.errdefs.InvalidArgumentException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonFieldsTest {

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"a\":null}", "{\"A\":1,\"b\":[1e400,{}]}"})
    void readsAbsentMembersAsNullOrEmpty(String document) {
        read(document, in -> {
            assertNull(in.text("a"));
            assertNull(in.bool("a"));
            assertFalse(in.isTrue("a"));
            assertNull(in.int32("a"));
            assertNull(in.uint32("a"));
            assertNull(in.int64("a"));
            assertNull(in.uint63("a"));
            assertNull(in.uint64("a"));
            assertNull(in.object("a", ignored -> "x"));
            assertEquals(List.of(), in.texts("a"));
            assertEquals(List.of(), in.uint32s("a"));
            assertEquals(List.of(), in.objects("a", ignored -> "x"));
            assertEquals(Map.of(), in.textMap("a"));
            assertEquals(Map.of(), in.objectMap("a", ignored -> "x"));
            return "";
        });
    }

    @Test
    void readsEachKind() {
        read("{\"t\":\"x\",\"b\":true,\"n\":-5,\"ts\":[\"\",\"y\"],\"ns\":[4294967295],\"m\":{\"k\":\"v\"}}", in -> {
            assertEquals("x", in.requiredText("t"));
            assertTrue(in.isTrue("b"));
            assertEquals(-5, in.int32("n"));
            assertEquals(List.of("", "y"), in.texts("ts"));
            assertEquals(List.of(4294967295L), in.uint32s("ns"));
            assertEquals(Map.of("k", "v"), in.textMap("m"));
            return "";
        });
    }

    @Test
    void keepsAllBitsOfTheLargestNumbers() {
        read("{\"u\":18446744073709551615,\"i\":-9223372036854775808,\"w\":4294967295}", in -> {
            assertEquals(-1L, in.uint64("u"));
            assertEquals(Long.MIN_VALUE, in.int64("i"));
            assertEquals(4294967295L, in.uint32("w"));
            return "";
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "18446744073709551616",
                "-1",
                "-0",
                "1.0",
                "1e2",
                "1e400",
                "99999999999999999999999999999999999999999999999999999999999999999999999999",
                "\"1\"",
                "true",
                "[]",
            })
    void refusesWhatIsNoUnsignedNumber(String value) {
        String error = refused(value, in -> in.uint64("a"));

        assertTrue(error.startsWith("a: want a whole number from 0 to 18446744073709551615, got "), error);
        assertTrue(error.length() < 150, error);
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775808", "-9223372036854775809", "1.5", "1E400", "{}"})
    void refusesWhatIsNoSignedNumber(String value) {
        String error = refused(value, in -> in.int64("a"));

        assertTrue(error.startsWith("a: want a whole number from -9223372036854775808 to"), error);
    }

    @ParameterizedTest
    @CsvSource({"-1", "4294967296"})
    void refusesNumbersOutOfRange(String value) {
        assertEquals("a: want a whole number from 0 to 4294967295, got " + value, refused(value, in -> in.uint32("a")));
        assertEquals("a: want a whole number from 1 to 5, got " + value, refused(value, in -> in.integer("a", 1, 5)));
    }

    @Test
    void saysWhatItWantedAndWhatItGot() {
        assertEquals("a: want a string, got 7", refused("7", in -> in.text("a")));
        assertEquals("a: want true or false, got \"yes\"", refused("\"yes\"", in -> in.bool("a")));
        assertEquals("a: want an array, got an object", refused("{}", in -> in.texts("a")));
        assertEquals("a: want an object, got an array", refused("[1]", in -> in.textMap("a")));
        assertEquals("a[1]: want a string, got null", refused("[\"x\",null]", in -> in.texts("a")));
        assertEquals("a[\"k\"]: want a string, got false", refused("{\"k\":false}", in -> in.textMap("a")));
        assertEquals("\"b\" is missing", refused("1", in -> in.requiredText("b")));
    }

    @Test
    void refusesTextThatSystemCallsWouldCut() {
        assertEquals("a: a NUL character in a text", refused("\"/tmp/\\u0000\"", in -> in.text("a")));
        assertEquals("a[0]: a NUL character in a text", refused("[\"\\u0000\"]", in -> in.texts("a")));
        assertEquals("a: a NUL character in a text", refused("{\"k\\u0000\":\"\"}", in -> in.textMap("a")));
    }

    @Test
    void namesTheWholePath() {
        String document = "{\"a\":{\"b\":[{},{\"c\":{\"x y\":{\"d\":1}}}]}}";

        String error = error(
                document, in -> in.object("a", a -> a.objects("b", b -> b.objectMap("c", c -> c.requiredText("d")))));

        assertEquals("a.b[1].c[\"x y\"].d: want a string, got 1", error);
    }

    @Test
    void addsThePathToWhatAValueSaysOfItself() {
        String error = refused(
                "{}",
                in -> in.object("a", ignored -> {
                    throw new IllegalArgumentException("too odd");
                }));

        assertEquals("a: too odd", error);
    }

    @Test
    void refusesADocumentThatIsNoObject() {
        var error = assertThrows(
                InvalidArgumentException.class, () -> JsonFields.read(JsonReader.read("[]"), ignored -> ""));

        assertEquals("want an object, got an array", error.text());
    }

    private static void read(String document, JsonFields.Reader<String> reader) {
        assertEquals("", JsonFields.read(JsonReader.read(document), reader));
    }

    /** What is said of {@code value} as member {@code a}. */
    private static String refused(String value, Consumer<JsonFields> reader) {
        return error("{\"a\":" + value + "}", reader);
    }

    private static String error(String document, Consumer<JsonFields> reader) {
        return assertThrows(
                        InvalidArgumentException.class,
                        () -> JsonFields.read(JsonReader.read(document), in -> {
                            reader.accept(in);
                            return "";
                        }))
                .text();
    }
}
