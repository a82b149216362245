package io.jdock.supervisor.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.concurrent.Threads;
import io.jdock.oci.image.Digest;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class GarbageCollectorTest {

    private static final byte[] GARBAGE = {1, 2, 3};

    @TempDir
    Path root;

    private final SlowClock clock = new SlowClock();
    private Warehouse warehouse;

    @BeforeEach
    void open() {
        warehouse = new Warehouse(root, clock);
        warehouse.content.put(Digest.of(GARBAGE), GARBAGE);
    }

    @AfterEach
    void close() {
        clock.goOn.countDown();
        warehouse.close();
    }

    @Test
    void waitsForARunningCollectionWhenClosed() throws InterruptedException {
        Thread collection = Threads.startDaemon("collection", warehouse.garbage::collect);
        clock.asked.await();

        Thread closing = Threads.startDaemon("closing", warehouse.garbage::close);
        while (!Set.of(Thread.State.WAITING, Thread.State.TERMINATED).contains(closing.getState())) {
            Thread.onSpinWait();
        }
        assertTrue(closing.isAlive());

        clock.goOn.countDown();
        closing.join();
        collection.join();
    }

    @Test
    void collectsNoMoreOnceClosed() {
        clock.goOn.countDown();
        warehouse.garbage.close();
        warehouse.garbage.collect();
        assertEquals(1, warehouse.content.list().size());
    }

    @Test
    void endsItsHourlyCollectionsWhenClosed() throws InterruptedException {
        clock.goOn.countDown();
        Thread hourly = Threads.startDaemon("hourly", warehouse.garbage::collectEachHour);
        clock.asked.await();

        warehouse.garbage.close();
        assertTrue(hourly.join(Duration.ofSeconds(30)));
    }

    /** Keeps whoever asks for the time until it is told to go on. */
    private static final class SlowClock extends Clock {

        private final CountDownLatch asked = new CountDownLatch(1);
        private final CountDownLatch goOn = new CountDownLatch(1);

        @Override
        public Instant instant() {
            asked.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Instant.EPOCH;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("a clock of one zone");
        }
    }
}
