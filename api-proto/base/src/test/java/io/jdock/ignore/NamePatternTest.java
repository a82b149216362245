package io.jdock.ignore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.errdefs.InvalidArgumentException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NamePatternTest {

    @ParameterizedTest
    @CsvSource({
        "*.txt, a.txt, true",
        "*.txt, .txt, true",
        "*.txt, a.txts, false",
        "a**b, ab, true",
        "a**b, axxb, true",
        "\\**, *x, true",
        "\\**, xx, false",
        "[**], *, true",
        "?, ü, true",
        "?, ab, false",
        "[a-c]x, bx, true",
        "[^a-c]x, bx, false",
        "arr[[]0].txt, arr[0].txt, true",
        "' x ', ' x ', true",
        "' x ', x, false",
        "!x, !x, true",
    })
    void matchesAsGoDoes(String pattern, String name, boolean expected) {
        assertEquals(expected, NamePattern.parse(pattern).matches(name));
    }

    @Test
    void tellsPatternsFromNames() {
        assertTrue(NamePattern.isPattern("a*"));
        assertTrue(NamePattern.isPattern("\\\\*"));
        assertFalse(NamePattern.isPattern("a\\*\\["));
        assertFalse(NamePattern.isPattern("a]b"));
    }

    @Test
    void refusesWhatIsNotComplete() {
        for (String pattern : new String[] {"[", "[a", "a\\", "[]"}) {
            assertThrows(InvalidArgumentException.class, () -> NamePattern.parse(pattern), pattern);
        }
    }

    @Test
    void manyStarsTakeNoLonger() {
        NamePattern pattern = NamePattern.parse("*a".repeat(2000) + "b");

        // With backtracking this would not end while anybody is there to see it.
        assertFalse(pattern.matches("a".repeat(255)));
    }
}
