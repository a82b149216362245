package io.jdock.ignore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.errdefs.InvalidArgumentException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a {@code .dockerignore} excludes. */
final class IgnorePatternsTest {

    private static final Duration HOSTILE = Duration.ofMinutes(2);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "a | a | true",
                "a | ab | false",
                "a | b/a | false",
                "a | a/b/c | true",
                "a/b | a | false",
                "a/b | a/b/c | true",
                "/a | a | true",
                "///a//b/ | a/b | true",
                "./a/./b | a/b | true",
                "a/../b | b | true",
                "/../b | b | true",
                "../b | b | false",
                ". | a | false",
                "/ | a | false",
                "\"  a  \" | a | true",
                "\"a\t\r\" | a | true",
                "a b | a b | true",
                "*.txt | a.txt | true",
                "*.txt | .txt | true",
                "*.txt | b/a.txt | false",
                "*/a | b/a | true",
                "*/a | a | false",
                "*/a | c/b/a | false",
                "*/*/a | c/b/a/d | true",
                "* | a/b | true",
                "a* | abc/d | true",
                "a*c | abbc | true",
                "a*c | ab/c | false",
                "*a*b | xaxxbxb | true",
                "? | a | true",
                "? | é | true",
                "? | 😀 | true",
                "? | ab | false",
                "a?c | a/c | false",
                "** | a/b | true",
                "**/ | a | true",
                "**/a | a | true",
                "**/a | b/a | true",
                "**/a | c/b/a/d | true",
                "**/a | c/ba | false",
                "**a | c/a | true",
                "**/*.go | x/y/z.go | true",
                "**/a/**/b | x/a/y/z/b | true",
                "**/a/**/b | x/a/b | true",
                "**/a/**/b | x/ay/b | false",
                "a/** | a | false",
                "a/** | a/b | true",
                "a/** | a/b/c | true",
                "a/**/b | a/b | true",
                "a/**/b | a/c/d/b/e | true",
                "a/**/b | ac/b | false",
                "a**b | ab | true",
                "a**b | ax/b | true",
                "a**b | axb | false",
                "a** | abc | true",
                "***/a | b/a | true",
                "[a-c] | b | true",
                "[a-c] | d | false",
                "[^a-c] | d | true",
                "[^a-c] | b | false",
                "[ac-] | a | error",
                "[a\\-z] | - | true",
                "[a\\-z] | b | false",
                "[a\\]] | ] | true",
                "[*] | * | true",
                "[*] | a | false",
                "[!a] | ! | true",
                "[é-ë] | ê | true",
                "x[ab]/y | xa/y/z | true",
                "] | ] | true",
                "^a$ | ^a$ | true",
                "(a|b) | a | false",
                "a.c | abc | false",
                "a+ | aa | false",
                "{a,b} | a | false",
                "\\* | * | true",
                "\\* | a | false",
                "\\d | 1 | false",
                "\\d | d | true",
                "\\#a | #a | true",
                "\\!a | !a | true",
                "#a | #a | false",
                "\" #a\" | #a | true",
                "a#b | a#b | true",
                "\"!  \" | a | error",
                "! | a | error",
                "[ | a | error",
                "[] | a | error",
                "[]a] | a | error",
                "[a | a | error",
                "[a- | a | error",
                "[-a] | a | error",
                "[z-a] | a | error",
                "[^] | a | error",
                "a\\ | a | error",
                "[\\ | a | error",
                "!b[ | a | error",
            })
    void aPatternMatchesAPathOrADirectoryAboveIt(String pattern, String path, String expected) {
        List<String> lines = List.of("", pattern);

        if (expected.equals("error")) {
            var error = assertThrows(InvalidArgumentException.class, () -> IgnorePatterns.parse(lines));
            assertTrue(error.text().contains(pattern.strip().replaceFirst("^!(?=.)", "")), error.text());
        } else {
            assertEquals(Boolean.valueOf(expected), IgnorePatterns.parse(lines).matches(path));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a,!a/b | a/b | false",
                "a,!a/b | a/c | true",
                "a,!a/b | a/b/c | false",
                "!a/b,a | a/b | true",
                "*,!*.md,README.md | x.md | false",
                "*,!*.md,README.md | README.md | true",
                "*.md,!README*.md,README-secret.md | README-secret.md | true",
                "*.md,!README*.md,README-secret.md | README-public.md | false",
                "**,!**/*.go | a/b/c.go | false",
                "**,!**/*.go | a/b/c.c | true",
                "a,!a/b,a/b/c | a/b/c/d | true",
                "a,!a/b,a/b/c,!a/b/c | a/b/c/d | false",
                "!a | a | false",
                "a,! a | a | false",
                "a,!/a/ | a | false",
            })
    void theLastPatternThatMatchesDecides(String patterns, String path, boolean excluded) {
        assertEquals(excluded, of(patterns.split(",")).matches(path));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a | a | false",
                "a,!b | a | false",
                "a,!ab | a | false",
                "a,!a/b/c | a | true",
                "a,!a/b/c | a/b | true",
                "a,!a/b/c | a/d | false",
                "a,!a | a/d | true",
                "!a/b,a | a | false",
                "*,!**/x | a/b | true",
                "*,!**/x,a/b | a/b | false",
                "*,!?/x | a | true",
                "*,!?/x | ab | false",
                "*,!a/*/x/y | a/b | true",
                "*,!a/*/x/y | a/b/c | false",
                "*,!a* | b | false",
                "*,!a/b* | a | true",
            })
    void directoriesWithoutExceptionNeedNotBeEntered(String patterns, String directory, boolean expected) {
        assertEquals(expected, of(patterns.split(",")).mayContainException(directory));
    }

    @Test
    void theFirstLineMayBeginWithAByteOrderMark() {
        assertTrue(of("\uFEFFa").matches("a"));
        assertFalse(of("\uFEFF#a").matches("#a"));
        assertFalse(of("b", "\uFEFFa").matches("a"));
    }

    @Test
    void saysWhenNothingIsExcluded() {
        assertTrue(of("# nothing", "", "!a", ".").isEmpty());
        assertFalse(of("!a", "b").isEmpty());
    }

    @Test
    void manyPatternsAreLookedUp() {
        List<String> lines = IntStream.range(0, 100_000)
                .mapToObj(i -> i % 2 == 0 ? "directory/file" + i : "*/*" + i)
                .toList();

        assertTimeoutPreemptively(HOSTILE, () -> {
            IgnorePatterns patterns = IgnorePatterns.parse(lines);
            for (int i = 0; i < 100; i++) {
                assertTrue(patterns.matches("directory/file" + 2 * i + "/a"));
                assertFalse(patterns.matches("other/file" + i + "x"));
            }
        });
    }

    @Test
    void wildcardsAreNotTriedInAllCombinations() {
        String stars = "*a".repeat(500) + "b";
        String deep = "**/a/".repeat(500) + "b";
        String classes = "[a-z]*".repeat(500) + "0";

        assertTimeoutPreemptively(HOSTILE, () -> {
            assertFalse(of(stars, deep, classes).matches("a".repeat(4000)));
            assertFalse(of(stars, deep, classes).matches("a/".repeat(2000) + "c"));
            assertFalse(of("*", "!" + stars).mayContainException("a".repeat(4000)));
            assertTrue(of("**", "!" + deep).mayContainException("a/".repeat(1999) + "a"));
        });
    }

    private static IgnorePatterns of(String... lines) {
        return IgnorePatterns.parse(List.of(lines));
    }
}
