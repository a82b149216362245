package io.jdock.cli.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
            })
    void refusesWhatIsNotJson(String text) {
        assertThrows(JsonSyntaxException.class, () -> JsonReader.read(text));
    }

    @Test
    void endsDeepNestingInAnErrorAndNotInAStackOverflow() {
        assertThrows(JsonSyntaxException.class, () -> JsonReader.read("[".repeat(100_000)));
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
