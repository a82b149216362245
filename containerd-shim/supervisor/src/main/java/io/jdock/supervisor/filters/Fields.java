package io.jdock.supervisor.filters;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An object as a filter sees it. */
@FunctionalInterface
public interface Fields {

    /** The value at a path such as {@code [labels, tier]}, or nothing when the object has no such field. */
    Optional<String> value(List<String> path);

    /** For fields that are maps: the rest of the path, dots and all, is the key. */
    static Optional<String> inMap(Map<String, String> map, List<String> path) {
        return Optional.ofNullable(map.get(String.join(".", path.subList(1, path.size()))));
    }
}
