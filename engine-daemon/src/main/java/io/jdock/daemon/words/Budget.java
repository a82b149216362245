package io.jdock.daemon.words;

import io.jdock.errdefs.InvalidArgumentException;

/** How much one instruction may bring about: characters and comparisons. */
final class Budget {

    private static final int CHARACTERS = 16 << 20;
    private static final long COMPARISONS = 1L << 26;

    private int characters = CHARACTERS;
    private long comparisons = COMPARISONS;

    /** @throws InvalidArgumentException when so many are more than are left */
    void write(int count) {
        characters -= count;
        if (characters < 0) {
            throw new InvalidArgumentException("the result is longer than %d characters".formatted(CHARACTERS));
        }
    }

    /** @throws InvalidArgumentException when comparing a pattern with a value is more than is left */
    void compare(int pattern, int value) {
        comparisons -= (long) (pattern + 1) * (value + 1);
        if (comparisons < 0) {
            throw new InvalidArgumentException("patterns and values are too long");
        }
    }
}
