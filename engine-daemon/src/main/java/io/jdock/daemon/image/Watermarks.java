package io.jdock.daemon.image;

import io.jdock.daemon.http.Timestamps;
import io.jdock.errdefs.InvalidArgumentException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * When images go by themselves, and which of them do not.
 *
 * @param high percent of the disk; when more is in use, images are removed
 * @param low percent of the disk; when no more is in use, no further image is removed
 * @param minimumAge what got a name or had a container within this time stays
 * @param keep names of images that stay, as globs like {@code base/*}
 */
public record Watermarks(int high, int low, Duration minimumAge, List<String> keep) {

    /** Long enough for whoever has pulled an image to make a container of it. */
    private static final Duration MINIMUM_AGE = Duration.ofMinutes(2);

    /** @throws InvalidArgumentException unless 0 &lt; low &lt; high &lt;= 100, or for what is no glob */
    public Watermarks {
        keep = List.copyOf(keep);
        if (low <= 0 || low >= high || high > 100) {
            throw new InvalidArgumentException(
                    "image-gc-low-threshold %d and image-gc-high-threshold %d: expected 0 < low < high <= 100"
                            .formatted(low, high));
        }
        patterns(keep);
    }

    /**
     * Reads what the options with these names say.
     *
     * @param minimumAge such as {@code 2m}, which is also what is meant without it
     * @throws InvalidArgumentException which option is wrong, and what is expected
     */
    public static Watermarks parse(int high, int low, Optional<String> minimumAge, List<String> keep) {
        return new Watermarks(high, low, minimumAge.map(Watermarks::age).orElse(MINIMUM_AGE), keep);
    }

    private static Duration age(String text) {
        try {
            return Timestamps.duration(text);
        } catch (InvalidArgumentException e) {
            throw new InvalidArgumentException(
                    "image-gc-minimum-age %s: expected a duration such as 2m or 1h30m".formatted(text), e);
        }
    }

    /** Whether the image has a name that is to stay. */
    boolean keeps(StoredImage image) {
        return patterns(keep).stream().anyMatch(pattern -> pattern.matches(image));
    }

    private static List<ReferencePattern> patterns(List<String> texts) {
        return texts.stream().map(Watermarks::pattern).toList();
    }

    private static ReferencePattern pattern(String text) {
        try {
            return new ReferencePattern(text);
        } catch (InvalidArgumentException e) {
            throw new InvalidArgumentException("image-gc-keep %s: expected a name, or a glob".formatted(text), e);
        }
    }
}
