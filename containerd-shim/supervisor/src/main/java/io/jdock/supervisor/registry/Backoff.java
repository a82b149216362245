package io.jdock.supervisor.registry;

import io.jdock.errdefs.CanceledException;
import java.time.Duration;
import java.util.Optional;

/**
 * How often and after which pauses a call is tried again.
 *
 * @param attempts in all, the first included
 * @param first pause; each further one is twice as long
 */
record Backoff(int attempts, Duration first) {

    static final Backoff STANDARD = new Backoff(5, Duration.ofMillis(250));

    private static final Duration LONGEST = Duration.ofSeconds(30);
    /** Beyond the longest pause from any first one; more of them would leave the range of numbers. */
    private static final int MAX_DOUBLINGS = 20;

    /**
     * Waits before attempt number {@code next}, which counts from 2.
     *
     * @param asked what the server wants, a number of seconds; a date or nonsense counts as nothing
     */
    void pause(int next, Optional<String> asked) {
        try {
            Thread.sleep(length(next, asked));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CanceledException("canceled while waiting to try again", e);
        }
    }

    /** How long {@link #pause} waits. */
    Duration length(int next, Optional<String> asked) {
        Duration own = first.multipliedBy(1L << Math.min(next - 2, MAX_DOUBLINGS));
        Duration pause = asked.flatMap(Backoff::seconds).orElse(own);
        return pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
    }

    private static Optional<Duration> seconds(String text) {
        boolean number = !text.isEmpty() && text.length() < 6 && text.chars().allMatch(Character::isDigit);
        return number ? Optional.of(Duration.ofSeconds(Integer.parseInt(text))) : Optional.empty();
    }
}
