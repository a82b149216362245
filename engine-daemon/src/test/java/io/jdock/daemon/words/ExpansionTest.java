package io.jdock.daemon.words;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jdock.errdefs.InvalidArgumentException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExpansionTest {

    private static final Map<String, String> VARIABLES = Map.of(
            "NAME", "jdock",
            "EMPTY", "",
            "PATH", "/usr/bin:/bin",
            "FILE", "a.tar.gz",
            "STARS", "a*b?c",
            "WORDS", "two  words",
            "DOLLAR", "$NAME",
            "LINES", "one\ntwo",
            "GRÜN", "g",
            "SMILE", "a😀b");

    private static String expand(String text) {
        return new Expansion(VARIABLES, '\\').text(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "plain|plain",
                "$NAME|jdock",
                "${NAME}|jdock",
                "x${NAME}y$NAME.z|xjdockyjdock.z",
                "$NAME_x|§§",
                "$UNSET|§§",
                "a$|a$",
                "a$.b|a$.b",
                "$1NAME|NAME",
                "$12x|x",
                "$$NAME|NAME",
                "$@x$*y$#z$?|xyz",
                "${1}a|a",
                "$GRÜN|g",
                "$DOLLAR|$NAME",
                "'$NAME'|$NAME",
                "\"$NAME\"|jdock",
                "\"'$NAME'\"|'jdock'",
                "'a\"b'|a\"b",
                "a\"b c\"'d e'f|ab cd ef",
                "a b  c|a b  c",
                "\\$NAME|$NAME",
                "\\\\$NAME|\\jdock",
                "\"\\$NAME\"|$NAME",
                "'\\$NAME'|\\$NAME",
                "a\\b|ab",
                "\"a\\b\"|a\\b",
                "\"a\\\"b\"|a\"b",
                "\"a\\\\b\"|a\\b",
                "a\\|a",
                "\\'a|'a",
                "''|§§",
                "$NAME'$NAME'\"$NAME\"|jdock$NAMEjdock",
                "${UNSET:-b}|b",
                "${UNSET-b}|b",
                "${EMPTY:-b}|b",
                "${EMPTY-b}|§§",
                "${NAME:-b}|jdock",
                "${NAME-b}|jdock",
                "${UNSET:-}|§§",
                "${UNSET:-a b}|a b",
                "${UNSET:-\"}\"}|}",
                "${UNSET:-'}'}|}",
                "${UNSET:-\\}}|}",
                "${UNSET:-$NAME}|jdock",
                "${UNSET:-${EMPTY:-${NAME}}x}|jdockx",
                "${UNSET:-${UNSET2-c}}}|c}",
                "\"${UNSET:-a b}\"|a b",
                "${NAME:+b}|b",
                "${NAME+b}|b",
                "${EMPTY:+b}|§§",
                "${EMPTY+b}|b",
                "${UNSET+b}|§§",
                "${UNSET:+b}|§§",
                "${NAME:+$FILE}|a.tar.gz",
                "${NAME:?gone}|jdock",
                "${NAME?gone}|jdock",
                "${EMPTY?gone}|§§",
                "${FILE%.*}|a.tar",
                "${FILE%%.*}|a",
                "${FILE#*.}|tar.gz",
                "${FILE##*.}|gz",
                "${FILE%.zip}|a.tar.gz",
                "${FILE#b*}|a.tar.gz",
                "${FILE%}|a.tar.gz",
                "${FILE#}|a.tar.gz",
                "${FILE##*}|§§",
                "${FILE#*}|a.tar.gz",
                "${FILE%%*}|§§",
                "${FILE#?}|.tar.gz",
                "${FILE%?z}|a.tar.",
                "${FILE#a*a}|r.gz",
                "${FILE##a*r*}|§§",
                "${UNSET#x}|§§",
                "${STARS#a\\*}|b?c",
                "${STARS%\\?c}|a*b",
                "${STARS#a?b}|?c",
                "${PATH##*/}|bin",
                "${PATH%%:*}|/usr/bin",
                "${PATH%\\/bin}|/usr/bin:",
                "${FILE#${NAME:+a}}|.tar.gz",
                "${PATH/bin/sbin}|/usr/sbin:/bin",
                "${PATH//bin/sbin}|/usr/sbin:/sbin",
                "${PATH//\\//-}|-usr-bin:-bin",
                "${PATH/:*/}|/usr/bin",
                "${PATH/b?n/x}|/usr/x:/bin",
                "${PATH//nothing/x}|/usr/bin:/bin",
                "${PATH///x}|/usr/bin:/bin",
                "${FILE//a/$NAME}|jdock.tjdockr.gz",
                "${FILE//?/x}|xxxxxxxx",
                "${FILE/*/x}|x",
                "${FILE//*/x}|x",
                "${EMPTY//*/x}|x",
                "${SMILE/?b/x}|ax",
                "${LINES#o*t}|wo",
            })
    void knowsEveryForm(String text, String expanded) {
        assertEquals(expanded, expand(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "${|syntax error: missing '}'",
                "${NAME|syntax error: missing '}'",
                "${NAME:|syntax error: missing '}'",
                "${NAME:-x|syntax error: missing '}'",
                "${NAME:-${UNSET}|syntax error: missing '}'",
                "${}|syntax error: bad substitution",
                "${:x}|syntax error: bad substitution",
                "${{x}}|syntax error: bad substitution",
                "${NAME!x}|unsupported modifier (!) in substitution",
                "${NAME:#x}|unsupported modifier (:#) in substitution",
                "${NAME:x}|unsupported modifier (:x) in substitution",
                "${NA ME}|unsupported modifier ( ) in substitution",
                "${UNSET?}|UNSET: is not allowed to be unset",
                "${UNSET:?}|UNSET: is not allowed to be unset",
                "${EMPTY:?}|EMPTY: is not allowed to be empty",
                "${UNSET:?set it to ${NAME}}|UNSET: set it to jdock",
                "${NAME/x}|syntax error: missing '/' in ${}",
                "${NAME/x/y|syntax error: missing '}'",
                "${NAME#\\x}|invalid pattern in substitution: invalid escape '\\x'",
                "'a|unexpected end of statement while looking for matching single-quote",
                "\"a|unexpected end of statement while looking for matching double-quote",
                "\"a\\\"|unexpected end of statement while looking for matching double-quote",
            })
    void saysWhatIsWrong(String text, String problem) {
        var error = assertThrows(InvalidArgumentException.class, () -> expand(text));

        assertEquals("failed to process %s: %s".formatted(GoText.quote(text), problem), error.text());
    }

    @Test
    void dividesWordsAfterExpansion() {
        Expansion expansion = new Expansion(VARIABLES, '\\');

        assertEquals(List.of("a", "two", "words", "b"), expansion.words(" a $WORDS\tb "));
        assertEquals(List.of("two  words", "a b", "c d"), expansion.words("\"$WORDS\" 'a b' c\\ d"));
        assertEquals(List.of(), expansion.words("$EMPTY '' \"\""));
    }

    @Test
    void theEscapeCharacterIsThatOfTheDockerfile() {
        Expansion expansion = new Expansion(VARIABLES, '`');

        assertEquals("C:\\dir\\$NAME jdock", expansion.text("C:\\dir\\`$NAME $NAME"));
        assertEquals("a`b\"", expansion.text("\"a``b`\"\""));
        assertEquals("b?c", expansion.text("${STARS#a`*}"));
    }

    @Test
    void quotesMeanNothingInDocuments() {
        Expansion expansion = new Expansion(VARIABLES, '\\');

        assertEquals("it's \"jdock\" $NAME\n", expansion.document("it's \"$NAME\" \\$NAME\n"));
    }

    @Test
    void valuesThatGrowEndInAnError() {
        Map<String, String> variables = new HashMap<>(Map.of("A", "0123456789"));

        var error = assertThrows(InvalidArgumentException.class, () -> {
            // Sixty doublings would be ten quintillion characters.
            for (int i = 0; i < 60; i++) {
                variables.put("A", new Expansion(variables, '\\').text("$A$A"));
            }
        });

        assertEquals("failed to process \"$A$A\": the result is longer than 16777216 characters", error.text());
    }

    @Test
    void allTextsOfAnInstructionTogetherAreLimited() {
        Expansion expansion = new Expansion(Map.of("A", "x".repeat(1 << 20)), '\\');

        assertThrows(InvalidArgumentException.class, () -> {
            for (int i = 0; i < 17; i++) {
                expansion.text("$A");
            }
        });
    }

    @Test
    void nestingIsLimited() {
        String text = "${A:-".repeat(1_000_000) + "}".repeat(1_000_000);

        var error = assertThrows(InvalidArgumentException.class, () -> expand(text));

        assertEquals(
                "failed to process %s: substitutions are nested more than 100 deep"
                        .formatted(GoText.quote(text.substring(0, 200) + "…")),
                error.text());
    }

    @Test
    void longTextsAreReadOnce() {
        // Anything quadratic would take hours here.
        String text = "a$NAME'q'\"$FILE\"\\x${UNSET:-b}".repeat(100_000);

        assertEquals("ajdockqa.tar.gzxb".length() * 100_000, expand(text).length());
    }

    @Test
    void patternsWithManyStarsDoNotGoBack() {
        Map<String, String> variables = Map.of("A", "a".repeat(100_000));
        String pattern = "*a".repeat(250) + "b";

        assertEquals(
                100_000,
                new Expansion(variables, '\\').text("${A##" + pattern + "}").length());
        assertEquals(
                100_000,
                new Expansion(variables, '\\').text("${A//" + pattern + "/x}").length());
    }

    @Test
    void workForPatternsIsLimited() {
        Map<String, String> variables = Map.of("A", "a".repeat(100_000));
        String text = "${A#" + "a".repeat(50_000) + "b}";

        var error = assertThrows(InvalidArgumentException.class, () -> new Expansion(variables, '\\').text(text));

        assertEquals(
                "patterns and values are too long",
                error.text().substring(error.text().lastIndexOf(": ") + 2));
    }
}
