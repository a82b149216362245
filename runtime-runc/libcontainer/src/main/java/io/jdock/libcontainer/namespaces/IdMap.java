package io.jdock.libcontainer.namespaces;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.oci.runtime.IdMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * Which user or group ids inside a user namespace stand for which outside.
 *
 * @param ranges none for no map at all
 * @see <a href="https://man7.org/linux/man-pages/man7/user_namespaces.7.html">user_namespaces(7)</a>
 */
public record IdMap(List<Range> ranges) {

    public static final IdMap NONE = new IdMap(List.of());

    /** The kernel takes a map in one write of less than a page, and no more ranges than these. */
    private static final int MOST_BYTES = 4095;

    private static final int MOST_RANGES = 340;

    /** 4294967295 is "no id". */
    private static final long HIGHEST_ID = 4_294_967_294L;

    /** @param count ids from {@code inside} on are those from {@code outside} on */
    public record Range(long inside, long outside, long count) {}

    public IdMap {
        ranges = List.copyOf(ranges);
    }

    /**
     * The map that a spec asks for.
     *
     * @param field where it stands in the spec
     * @throws InvalidArgumentException for ids out of range, ranges that overlap, or more than the kernel takes
     */
    public static IdMap of(String field, List<IdMapping> wanted) {
        if (wanted.size() > MOST_RANGES) {
            throw new InvalidArgumentException(
                    "%s: %d ranges, at most %d are possible".formatted(field, wanted.size(), MOST_RANGES));
        }
        List<Range> ranges = new ArrayList<>();
        for (IdMapping mapping : wanted) {
            Range range = new Range(mapping.containerId(), mapping.hostId(), mapping.size());
            requireIds(field, range);
            ranges.forEach(other -> requireApart(field, other, range));
            ranges.add(range);
        }
        IdMap map = new IdMap(ranges);
        if (map.text().length() > MOST_BYTES) {
            throw new InvalidArgumentException(
                    "%s: written out it has more than %d bytes".formatted(field, MOST_BYTES));
        }
        return map;
    }

    /** The map of a namespace as {@code /proc/PID/uid_map} shows it. */
    public static IdMap parse(List<String> lines) {
        List<Range> ranges = new ArrayList<>();
        for (String line : lines) {
            String[] numbers = line.strip().split(" +");
            ranges.add(new Range(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]), Long.parseLong(numbers[2])));
        }
        return new IdMap(ranges);
    }

    public boolean isEmpty() {
        return ranges.isEmpty();
    }

    /** Whether ids are the same inside and outside. */
    public boolean isIdentity() {
        return ranges.stream().allMatch(range -> range.inside() == range.outside());
    }

    /** What the kernel wants to read. */
    public String text() {
        return ranges.stream()
                .map(range -> "%d %d %d\n".formatted(range.inside(), range.outside(), range.count()))
                .collect(Collectors.joining());
    }

    /** What an id inside is outside, or nothing if it is not mapped. */
    public OptionalLong outside(long id) {
        for (Range range : ranges) {
            if (id >= range.inside() && id - range.inside() < range.count()) {
                return OptionalLong.of(range.outside() + id - range.inside());
            }
        }
        return OptionalLong.empty();
    }

    private static void requireIds(String field, Range range) {
        boolean inRange = range.inside() >= 0
                && range.outside() >= 0
                && range.count() > 0
                && range.count() <= HIGHEST_ID + 1
                && range.inside() + range.count() - 1 <= HIGHEST_ID
                && range.outside() + range.count() - 1 <= HIGHEST_ID;
        if (!inRange) {
            throw new InvalidArgumentException("%s: %d ids from %d on as those from %d on: ids are 0 to %d"
                    .formatted(field, range.count(), range.inside(), range.outside(), HIGHEST_ID));
        }
    }

    private static void requireApart(String field, Range a, Range b) {
        if (overlap(a.inside(), b.inside(), a.count(), b.count())
                || overlap(a.outside(), b.outside(), a.count(), b.count())) {
            throw new InvalidArgumentException(
                    "%s: the ranges from %d and from %d overlap".formatted(field, a.inside(), b.inside()));
        }
    }

    private static boolean overlap(long a, long b, long countOfA, long countOfB) {
        return a < b + countOfB && b < a + countOfA;
    }
}
