package io.jdock.oci.runtime;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a collection that a document leaves out reads as: the empty one, so that nobody has to ask. */
final class Absent {

    private Absent() {}

    static <T> List<T> asEmpty(@Nullable List<T> values) {
        return values == null ? List.of() : List.copyOf(values);
    }

    /** Keeps the document's order: sysctls and annotations are shown to people. */
    static <T> Map<String, T> asEmpty(@Nullable Map<String, T> values) {
        return values == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** Guards a property that the spec demands; the text reaches the user through {@link SpecJson}. */
    static void refuse(String property, @Nullable Object value) {
        if (value == null) {
            throw new IllegalArgumentException("\"%s\" is missing".formatted(property));
        }
    }
}
