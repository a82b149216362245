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

    /**
     * Waits before attempt number {@code next}, which counts from 2.
     *
     * @param asked what the server wants, a number of seconds; a date or nonsense counts as nothing
     */
    void pause(int next, Optional<String> asked) {
        Duration own = first.multipliedBy(1L << (next - 2));
        Duration pause = asked.flatMap(Backoff::seconds).orElse(own);
        try {
            Thread.sleep(pause.compareTo(LONGEST) > 0 ? LONGEST : pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CanceledException("canceled while waiting to try again", e);
        }
    }

    private static Optional<Duration> seconds(String text) {
        boolean number = !text.isEmpty() && text.length() < 6 && text.chars().allMatch(Character::isDigit);
        return number ? Optional.of(Duration.ofSeconds(Integer.parseInt(text))) : Optional.empty();
    }
}
