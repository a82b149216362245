package io.jdock.daemon.words;

import io.jdock.errdefs.InvalidArgumentException;

/** How much work the patterns of one text may make. */
final class PatternBudget {

    private static final long MOST = 1L << 26;

    private long left = MOST;

    /** @throws InvalidArgumentException when comparing that much is more than is left */
    void spend(int pattern, int value) {
        left -= (long) (pattern + 1) * (value + 1);
        if (left < 0) {
            throw new InvalidArgumentException("patterns and values are too long");
        }
    }
}
