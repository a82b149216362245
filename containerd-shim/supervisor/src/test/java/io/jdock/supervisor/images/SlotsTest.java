package io.jdock.supervisor.images;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class SlotsTest {

    private final Slots slots = new Slots(2);

    @Test
    void noMoreAreTakenThanThereAre() {
        assertTrue(slots.tryAcquire());
        assertTrue(slots.tryAcquire());
        assertFalse(slots.tryAcquire());

        slots.release();

        assertTrue(slots.tryAcquire());
    }

    @Test
    void moreMayBeAllowedAtAnyTime() {
        assertTrue(slots.tryAcquire());
        assertTrue(slots.tryAcquire());

        slots.allow(3);

        assertTrue(slots.tryAcquire());
        assertFalse(slots.tryAcquire());
    }

    @Test
    void whenFewerAreAllowedAsManyHaveToComeBackFirst() {
        assertTrue(slots.tryAcquire());
        assertTrue(slots.tryAcquire());

        slots.allow(1);
        slots.release();
        assertFalse(slots.tryAcquire());
        slots.release();

        assertTrue(slots.tryAcquire());
        assertFalse(slots.tryAcquire());
    }

    @Test
    void theMostThatCanBeAllowedIsNotTooMuch() {
        assertTrue(slots.tryAcquire());

        slots.allow(Integer.MAX_VALUE);
        slots.release();
        slots.allow(1);

        assertTrue(slots.tryAcquire());
        assertFalse(slots.tryAcquire());
    }
}
