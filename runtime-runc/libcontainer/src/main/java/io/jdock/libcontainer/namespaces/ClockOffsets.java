package io.jdock.libcontainer.namespaces;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.oci.runtime.TimeOffset;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How far the clocks of a new time namespace are ahead of the host's.
 *
 * @param values by the clock's name
 * @see <a href="https://man7.org/linux/man-pages/man7/time_namespaces.7.html">time_namespaces(7)</a>
 */
public record ClockOffsets(Map<String, TimeOffset> values) {

    private static final Set<String> CLOCKS = Set.of("monotonic", "boottime");
    private static final int NANOS_PER_SECOND = 1_000_000_000;

    public ClockOffsets {
        values = Map.copyOf(values);
    }

    /** @throws InvalidArgumentException for a clock that no namespace has, or nanoseconds beyond a second */
    static ClockOffsets of(Map<String, TimeOffset> wanted) {
        wanted.forEach((clock, offset) -> {
            if (!CLOCKS.contains(clock)) {
                throw new InvalidArgumentException(
                        "linux.timeOffsets: clock \"%s\" has no offset, only monotonic and boottime have"
                                .formatted(clock));
            }
            if (offset.nanosecs() < 0 || offset.nanosecs() >= NANOS_PER_SECOND) {
                throw new InvalidArgumentException("linux.timeOffsets: %s: %d nanoseconds are not below one second"
                        .formatted(clock, offset.nanosecs()));
            }
        });
        return new ClockOffsets(wanted);
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    /** What {@code /proc/PID/timens_offsets} takes. */
    String text() {
        return new TreeMap<>(values)
                .entrySet().stream()
                        .map(entry -> "%s %d %d\n"
                                .formatted(
                                        entry.getKey(),
                                        entry.getValue().secs(),
                                        entry.getValue().nanosecs()))
                        .collect(Collectors.joining());
    }
}
