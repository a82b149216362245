package io.jdock.daemon.words;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jdock.errdefs.InvalidArgumentException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WordsTest {

    private static final Set<String> NONE = Set.of();

    @Test
    void blanksDivideUnlessTheyAreQuotedOrEscaped() {
        assertEquals(List.of("a=1", "b=\"x y\"z", "c='q r'", "d=e\\ f"), unquoted("a=1  b=\"x y\"z\tc='q r' d=e\\ f "));
        assertEquals(List.of("a=\"x\\\" y\"", "b"), unquoted("a=\"x\\\" y\" b"));
        assertEquals(List.of("a='x\\'", "b"), unquoted("a='x\\' b"));
        assertEquals(List.of("a=\"open b"), unquoted("a=\"open b"));
        assertEquals(List.of("a"), unquoted("a \\"));
        assertEquals(List.of("\"a", "b\""), Words.divide(" \"a b\" "));
        assertEquals(List.of(), Words.divide(" "));
    }

    private static List<String> unquoted(String text) {
        return Words.divideUnquoted(text, '\\');
    }

    @Test
    void commandsAreJsonOrForAShell() {
        assertEquals(new CommandLine(List.of("a", "b \"c]"), true), CommandLine.parse("[ \"a\", \"b \\\"c]\" ]"));
        assertEquals(new CommandLine(List.of("a"), true), CommandLine.parse("[\"a\"] # and more"));
        assertEquals(new CommandLine(List.of(), true), CommandLine.parse("[]"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[ -f x ] && y", "['a']", "[\"a\" \"b\"]", "[\"a\"", "[[", "a [\"b\"]", "[\"\\d\"]"})
    void whatOnlyLooksLikeJsonIsForAShell(String text) {
        assertEquals(new CommandLine(List.of(text), false), CommandLine.parse(text));
        assertEquals(List.of("/bin/sh", "-c", text), CommandLine.parse(text).vector(List.of()));
        assertEquals(List.of("bash", text), CommandLine.parse(text).vector(List.of("bash")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1]", "[\"a\", null]", "[[\"a\"]]", "[{\"a\": \"]\"}]", "[true]"})
    void jsonOfOtherThingsIsRefused(String text) {
        var error = assertThrows(InvalidArgumentException.class, () -> CommandLine.parse(text));

        assertEquals("when using JSON array syntax, arrays must be comprised of strings only", error.text());
    }

    @Test
    void flagsStandBeforeTheRest() {
        Flags flags = Flags.parse(" --a=1  --b='x y'\\ z --c  -d --e", '\\');

        assertEquals(List.of("--a=1", "--b=x y z", "--c"), flags.given());
        assertEquals("-d --e", flags.rest());
        assertEquals(
                Map.of("a", List.of("1"), "b", List.of("x y z"), "c", List.of("true")),
                flags.values(Set.of("a", "b", "c"), Set.of("c"), NONE));
        assertEquals("--x", Flags.parse("--a=1 -- --x", '\\').rest());
    }

    @Test
    void someFlagsMayBeRepeated() {
        Flags flags = Flags.parse("--x=1 --x=2", '\\');

        assertEquals(Map.of("x", List.of("1", "2")), flags.values(Set.of("x"), NONE, Set.of("x")));
    }

    @ParameterizedTest
    @CsvSource({
        "--y=1, unknown flag: --y",
        "--x=1 --x=2, duplicate flag specified: --x",
        "--x, missing a value on flag: --x",
        "--s=maybe, 'expecting boolean value for flag --s, not: maybe'",
    })
    void saysWhichFlagIsWrong(String text, String problem) {
        Flags flags = Flags.parse(text, '\\');

        var error =
                assertThrows(InvalidArgumentException.class, () -> flags.values(Set.of("x", "s"), Set.of("s"), NONE));

        assertEquals(problem, error.text());
    }

    @Test
    void textsLookAsGoWritesThem() {
        assertEquals("\"a\\\"b\\\\c\\n\\x01\\u200bé\"", GoText.quote("a\"b\\c\n\u0001\u200bé"));
        assertEquals("'\\x00'", GoText.quote(0));
        assertEquals("'\\x04'", GoText.quote(4));
        assertEquals("'\\t'", GoText.quote(9));
        assertEquals("'\\''", GoText.quote(39));
        assertEquals("'A'", GoText.quote(65));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0s",
        "1, 1ns",
        "1500, 1.5µs",
        "2000000, 2ms",
        "5000000000, 5s",
        "1500000000, 1.5s",
        "60000000000, 1m0s",
        "90500000000, 1m30.5s",
        "3600000000000, 1h0m0s",
        "90061000000000, 25h1m1s"
    })
    void durationsLookAsGoWritesThem(long nanos, String text) {
        assertEquals(text, GoText.duration(nanos));
    }
}
