package io.jdock.supervisor.filters;

import io.jdock.errdefs.InvalidArgumentException;
import java.util.List;

/** Conditions on one object that must all hold, or, as {@link #any}, several such lists of which one must. */
@FunctionalInterface
public interface Filter {

    boolean matches(Fields object);

    /**
     * Reads {@code field}, {@code field==value}, {@code field!=value} or {@code field~=regex}, joined by commas. Parts of a
     * field's path and values may be quoted, with Go's escapes.
     *
     * @throws InvalidArgumentException naming the place where {@code text} is not understood
     */
    static Filter parse(String text) {
        List<Condition> conditions = new FilterParser(text).parse();
        return object -> conditions.stream().allMatch(condition -> condition.matches(object));
    }

    /** Matches what any of {@code texts} matches; everything when there is none. */
    static Filter any(List<String> texts) {
        List<Filter> filters = texts.stream().map(Filter::parse).toList();
        return object -> filters.isEmpty() || filters.stream().anyMatch(filter -> filter.matches(object));
    }
}
