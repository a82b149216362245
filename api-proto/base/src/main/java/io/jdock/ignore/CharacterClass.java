package io.jdock.ignore;

import java.util.List;

/**
 * {@code [a-z]}, or {@code [^a-z]}.
 *
 * @param ranges each of two code points, both included
 */
record CharacterClass(boolean negated, List<Range> ranges) {

    record Range(int from, int to) {}

    CharacterClass {
        ranges = List.copyOf(ranges);
    }

    boolean contains(int character) {
        return negated != ranges.stream().anyMatch(range -> range.from() <= character && character <= range.to());
    }
}
