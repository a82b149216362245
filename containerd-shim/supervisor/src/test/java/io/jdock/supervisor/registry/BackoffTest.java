package io.jdock.supervisor.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class BackoffTest {

    private final Backoff backoff = new Backoff(1000, Duration.ofMillis(250));

    private Duration before(int attempt, String asked) {
        return backoff.length(attempt, Optional.of(asked).filter(text -> !text.isEmpty()));
    }

    @Test
    void eachPauseIsTwiceAsLongUpToHalfAMinute() {
        assertEquals(Duration.ofMillis(250), before(2, ""));
        assertEquals(Duration.ofMillis(500), before(3, ""));
        assertEquals(Duration.ofSeconds(16), before(8, ""));
        assertEquals(Duration.ofSeconds(30), before(9, ""));
        assertEquals(Duration.ofSeconds(30), before(66, ""));
        assertEquals(Duration.ofSeconds(30), before(1000, ""));
    }

    @Test
    void theServerMayAskForAnotherPause() {
        assertEquals(Duration.ofSeconds(3), before(2, "3"));
        assertEquals(Duration.ofSeconds(30), before(2, "99999"));
        assertEquals(Duration.ofMillis(250), before(2, "Fri, 31 Dec 1999 23:59:59 GMT"));
    }
}
