package io.jdock.daemon.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.ignore.IgnorePatterns;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ExclusionsTest {

    @Test
    void areRelativeToWhatIsCopied() {
        assertEquals(List.of("src/*.o", "!src/keep.o"), Exclusions.of(List.of("./src/"), List.of("*.o", "!keep.o")));
        assertEquals(List.of("*.o", "**/x"), Exclusions.of(List.of("."), List.of("*.o", "**/x")));
        assertEquals(List.of("a/x", "b/c/x"), Exclusions.of(List.of("/a", "b/d/../c"), List.of("x")));
        assertEquals(List.of(), Exclusions.of(List.of("a", "b*"), List.of()));
    }

    @Test
    void holdForFilesThatAWildcardFinds() {
        assertEquals(List.of("d/hom*/*.txt", "d/*.txt"), Exclusions.of(List.of("d/hom*"), List.of("*.txt")));
    }

    @Test
    void excludeAtTheTopOfASourceOnly() {
        IgnorePatterns patterns = IgnorePatterns.parse(Exclusions.of(List.of("dir1"), List.of("*.1")));

        assertTrue(patterns.matches("dir1/a.1"));
        assertFalse(patterns.matches("dir1/dir2/a.1"));
        assertFalse(patterns.matches("a.1"));
    }

    @Test
    void anyDepthIsSaidWithTwoStars() {
        IgnorePatterns patterns =
                IgnorePatterns.parse(Exclusions.of(List.of("dir1", "x*"), List.of("**/*.1", "!**/keep.1")));

        assertTrue(patterns.matches("dir1/dir2/a.1"));
        assertTrue(patterns.matches("xy/z/a.1"));
        assertTrue(patterns.matches("x.1"));
        assertFalse(patterns.matches("dir1/dir2/keep.1"));
        assertFalse(patterns.matches("xy/keep.1"));
    }
}
