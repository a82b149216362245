package io.jdock.oci.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/spec-conformance.md} says of every property what becomes of it. */
final class ConformanceDocumentTest {

    private static final Path DOCUMENT = Path.of("..", "..", "docs", "spec-conformance.md");

    private static final Pattern ROW = Pattern.compile("\\| (`[^|]+) \\| ([^|]*) \\| ([^|]*) ?\\|");
    private static final Pattern NAME = Pattern.compile("`([^`]+)`");

    private static final Set<String> STATES = Set.of("done", "partly", "refused", "ignored", "absent");

    @Test
    void everyPropertyHasARow() throws IOException {
        Set<String> missing = new TreeSet<>();
        collect("", Spec.class, missing);

        missing.removeAll(named());

        assertEquals(Set.of(), missing);
    }

    @Test
    void everyRowHasAStateAndAReasonWhereItNeedsOne() throws IOException {
        for (String line : Files.readAllLines(DOCUMENT)) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                assertTrue(STATES.contains(row.group(2)), line);
                boolean needsReason = Set.of("partly", "ignored", "absent").contains(row.group(2));
                assertTrue(!needsReason || !row.group(3).isBlank(), line);
            }
        }
    }

    private static Set<String> named() throws IOException {
        Set<String> names = new HashSet<>();
        for (String line : Files.readAllLines(DOCUMENT)) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                NAME.matcher(row.group(1)).results().forEach(name -> names.add(name.group(1)));
            }
        }
        return names;
    }

    private static void collect(String above, Class<?> type, Set<String> found) {
        for (RecordComponent part : type.getRecordComponents()) {
            String name = SpecFieldsTest.RENAMED.getOrDefault(part.getName(), part.getName());
            String path = above.isEmpty() ? name : above + "." + name;
            found.add(path);
            Class<?> inside = element(part.getGenericType());
            if (inside.isRecord()) {
                collect(path, inside, found);
            }
        }
    }

    /** Lists and maps are read for what they hold. */
    private static Class<?> element(Type type) {
        return type instanceof ParameterizedType generic
                ? element(Arrays.asList(generic.getActualTypeArguments()).getLast())
                : (Class<?>) type;
    }
}
