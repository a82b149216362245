package io.jdock.oci.runtime;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Unmodifiable copies that keep the document's order, unlike {@link Map#copyOf}: people read sysctls and annotations. */
final class Ordered {

    private Ordered() {}

    static <T> Map<String, T> copyOf(Map<String, T> values) {
        return values.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
}
