package io.jdock.daemon.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jdock.errdefs.CanceledException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Ending a build from elsewhere. */
final class CancellationTest {

    private final Cancellation cancellation = new Cancellation();
    private final AtomicInteger stops = new AtomicInteger();

    @Test
    void stopsWhatGoesOn() {
        try (var _ = cancellation.during(stops::incrementAndGet)) {
            cancellation.cancel();
        }

        assertEquals(1, stops.get());
        assertThrows(CanceledException.class, cancellation::check);
    }

    @Test
    void leavesWhatIsOverAlone() {
        cancellation.during(stops::incrementAndGet).close();
        cancellation.check();
        cancellation.cancel();

        assertEquals(0, stops.get());
    }

    @Test
    void nothingBeginsAfterwards() {
        cancellation.cancel();

        assertThrows(CanceledException.class, () -> cancellation.during(stops::incrementAndGet));
        assertEquals(1, stops.get());
    }
}
