package io.jdock.it;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Keeps docs/run-walkthrough.md true. */
final class WalkthroughTest {

    private static final Pattern CLASS = Pattern.compile("`(io\\.jdock\\.[a-z.]+\\.[A-Z]\\w+)`");

    @Test
    void everyClassItNamesExists() throws IOException {
        String text = Files.readString(Path.of("..", "docs", "run-walkthrough.md"));
        List<String> names =
                CLASS.matcher(text).results().map(match -> match.group(1)).toList();
        assertTrue(names.size() > 20, "found only " + names);
        for (String name : names) {
            assertDoesNotThrow(() -> Class.forName(name, false, WalkthroughTest.class.getClassLoader()), name);
        }
    }
}
