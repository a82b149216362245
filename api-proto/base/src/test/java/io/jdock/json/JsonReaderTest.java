package io.jdock.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.errdefs.InvalidArgumentException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonReaderTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "null",
                "true",
                "false",
                "0",
                "-1.5e+10",
                "\"a\\n\\\"\\\\\"",
                "{\"b\":[1,2,{\"a\":null}],\"a\":\"x\"}",
                "18446744073709551615",
                "1E400",
            })
    void writesWhatItRead(String text) {
        assertEquals(text, JsonReader.read(text).toJson());
    }

    @Test
    void skipsSpaceAndDecodesEscapes() {
        JsonObject object = (JsonObject) JsonReader.read(" { \"k\\u00e9\\/\" : [ 1 , \"\\t\\ud83d\\ude00\" ] }\n");

        assertEquals("[1 \t😀]".replace(" ", ", "), object.array("ké/").texts().toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[1,]",
                "{\"a\"}",
                "{\"a\":1,}",
                "{a:1}",
                "nul",
                "01",
                "1.",
                "-",
                "\"",
                "\"\\x\"",
                "\"\\u12g4\"",
                "1 2",
                "\"\n\"",
                "+1",
                "'a'",
                "\"\\",
                "\"\\\"",
                "\"\\u12\"",
                "\"\\u00e\u0661\"",
                "-01",
                "tru e",
                "\ufeff{}",
                "[1}",
            })
    void refusesWhatIsNotJson(String text) {
        assertThrows(JsonSyntaxException.class, () -> JsonReader.read(text));
        assertThrows(JsonSyntaxException.class, () -> JsonReader.readUnambiguous(text.getBytes(UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\\ud800\"",
                "\"\\udc00\"",
                "\"\\ud800x\"",
                "\"\\ud800\\n\"",
                "\"\\ud800\\ud800\"",
                "\"\\udc00\\ud800\"",
                "\"\\ud800\\u\"",
                "{\"\\udfff\":1}",
            })
    void refusesHalfASurrogatePair(String text) {
        assertThrows(JsonSyntaxException.class, () -> JsonReader.read(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ff", "c3", "c328", "c0af", "e28028", "eda080", "eda080edb080", "f4908080", "f8888080"})
    void refusesWhatIsNotUtf8(String hex) {
        byte[] text = HexFormat.of().parseHex("22" + hex + "22");

        var error = assertThrows(JsonSyntaxException.class, () -> JsonReader.readUnambiguous(text));

        assertEquals("invalid JSON at offset 1: a string that is not UTF-8", error.getMessage());
    }

    @Test
    void readsAllOfUnicode() {
        String text = "\"a\u00e9\u20ac\ud83d\ude00\\ud83d\\ude00\u0000\"".replace("\0", "\\u0000");

        assertEquals(new JsonText("aé€😀😀\0"), JsonReader.readUnambiguous(text.getBytes(UTF_8)));
    }

    @Test
    void takesTheLastOfTwoMembersWithOneNameUnlessToldToRefuse() {
        String text = "{\"a\":1,\"\\u0061\":2}";

        assertEquals("{\"a\":2}", JsonReader.read(text).toJson());
        var error = assertThrows(JsonSyntaxException.class, () -> JsonReader.readUnambiguous(text.getBytes(UTF_8)));
        assertEquals("invalid JSON at offset 17: a second \"a\" in one object", error.getMessage());
    }

    @Test
    void refusesASecondMemberAlsoWhenTheFirstIsNull() {
        byte[] text = "{\"a\":null,\"a\":null}".getBytes(UTF_8);

        assertThrows(JsonSyntaxException.class, () -> JsonReader.readUnambiguous(text));
    }

    @Test
    void endsDeepNestingInAnErrorAndNotInAStackOverflow() {
        assertThrows(JsonSyntaxException.class, () -> JsonReader.read("[".repeat(100_000)));
        assertThrows(JsonSyntaxException.class, () -> JsonReader.read("{\"a\":".repeat(100_000)));
        assertThrows(JsonSyntaxException.class, () -> JsonReader.read("[".repeat(201) + "]".repeat(201)));
        assertEquals(
                "[".repeat(200) + "]".repeat(200),
                JsonReader.read("[".repeat(200) + "]".repeat(200)).toJson());
    }

    @Test
    void readsAbsentNullAndForeignMembersAsEmpty() {
        JsonObject object = (JsonObject) JsonReader.read("{\"n\":null,\"t\":\"x\",\"i\":7}");

        assertEquals("", object.text("n"));
        assertEquals(0, object.number("t"));
        assertEquals(7, object.number("i"));
        assertEquals("7", object.text("i"));
        assertTrue(object.array("t").items().isEmpty());
        assertTrue(object.object("gone").isEmpty());
        assertFalse(object.bool("i"));
        assertTrue(object.has("n"));
        assertFalse(object.has("gone"));
    }

    @Test
    void escapesMarkupOnlyWhenAsked() {
        StringBuilder out = new StringBuilder();
        new JsonText("<a&b>\u2028").write(out, true);

        assertEquals("\"\\u003ca\\u0026b\\u003e\\u2028\"", out.toString());
        assertEquals("\"<a&b>\\u2028\"", new JsonText("<a&b>\u2028").toJson());
    }

    @Test
    void writesTextSoThatItIsReadBack() {
        String text = "\0\1\u001f \\\"/\u007f\u00e9\u2027\u2028\u2029\u202a\ud7ff\ue000\uffff😀x\t";

        String json = new JsonText(text).toJson();

        assertEquals(new JsonText(text), JsonReader.readUnambiguous(json.getBytes(UTF_8)));
        assertTrue(json.contains("\\u2028\\u2029\u202a"), json);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud800", "x\udc00y", "\ud83d\ud83d\ude00"})
    void refusesToWriteHalfASurrogatePair(String text) {
        assertThrows(InvalidArgumentException.class, () -> new JsonText(text).toJson());
    }

    @Test
    void leavesUnsetMembersOutWhenBuilding() {
        JsonObject object = JsonObject.builder()
                .putUnlessEmpty("a", "")
                .putUnlessZero("b", 0)
                .putIfTrue("c", false)
                .put("d", 1)
                .build();

        assertEquals("{\"d\":1}", object.toJson());
    }
}
