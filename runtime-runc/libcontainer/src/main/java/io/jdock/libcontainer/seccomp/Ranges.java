package io.jdock.libcontainer.seccomp;

import java.util.ArrayList;
import java.util.List;

/** Ranges of system call numbers without gaps, each with its verdict; neighbours differ. Numbers have no sign. */
final class Ranges {

    private final List<Range> ranges = new ArrayList<>();

    /** All numbers from {@code first} to the one before the next range. */
    record Range(int first, Verdict verdict) {}

    /** From {@code first} on, which is not below the last range's, numbers get this verdict. */
    void add(int first, Verdict verdict) {
        while (!ranges.isEmpty() && ranges.getLast().first() == first) {
            ranges.removeLast();
        }
        if (ranges.isEmpty() || !ranges.getLast().verdict().equals(verdict)) {
            ranges.add(new Range(first, verdict));
        }
    }

    void addAll(Ranges others) {
        others.ranges.forEach(range -> add(range.first(), range.verdict()));
    }

    List<Range> list() {
        return ranges;
    }
}
