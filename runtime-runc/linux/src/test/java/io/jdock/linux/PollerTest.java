package io.jdock.linux;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.concurrent.Threads;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

final class PollerTest {

    @Test
    void wakesWhoWaitsWhenThereIsSomethingToRead() throws Exception {
        StreamCalls.Pipe pipe = StreamCalls.pipe();
        try (Fd read = pipe.read();
                Fd write = pipe.write();
                Poller.Watch watch = Poller.shared().watch(read, Poller.Interest.READABLE)) {
            CompletableFuture<Boolean> woken = inBackground(watch::await);

            StreamCalls.write(write, new byte[] {1}, 0, 1);

            assertTrue(woken.get(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void reportsEachTimeAnew() throws Exception {
        try (Fd event = StreamCalls.eventfd();
                Poller.Watch watch = Poller.shared().watch(event, Poller.Interest.READABLE)) {
            for (int i = 0; i < 100; i++) {
                StreamCalls.notify(event);
                assertTrue(inBackground(watch::await).get(10, TimeUnit.SECONDS));
                StreamCalls.read(event, 8);
            }
        }
    }

    @Test
    void wakesWhoWaitsWhenTheWatchIsClosed() throws Exception {
        try (Fd event = StreamCalls.eventfd()) {
            Poller.Watch watch = Poller.shared().watch(event, Poller.Interest.READABLE);
            CompletableFuture<Boolean> woken = inBackground(watch::await);

            watch.close();

            assertFalse(woken.get(10, TimeUnit.SECONDS));
            assertFalse(watch.await(), "and does not wait any more");
        }
    }

    @Test
    void severalCanWaitForTheSameDescriptor() throws Exception {
        try (Fd event = StreamCalls.eventfd()) {
            CompletableFuture<Boolean> first = inBackground(() -> awaitReadable(event));
            CompletableFuture<Boolean> second = inBackground(() -> awaitReadable(event));

            StreamCalls.notify(event);

            assertTrue(first.get(10, TimeUnit.SECONDS));
            assertTrue(second.get(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void waitsForEitherOfTwo() throws Exception {
        try (Fd never = StreamCalls.eventfd();
                Fd event = StreamCalls.eventfd()) {
            CompletableFuture<Boolean> woken = inBackground(() -> awaitReadable(never, event));

            StreamCalls.notify(event);

            assertTrue(woken.get(10, TimeUnit.SECONDS));
            Readiness.awaitReadable(never, event);
        }
    }

    @Test
    void givesUpWhenTheTimeIsOver() throws Exception {
        Duration brief = Duration.ofMillis(20);
        try (Fd never = StreamCalls.eventfd();
                Fd event = StreamCalls.eventfd()) {
            assertFalse(Readiness.awaitReadable(brief, never));
            assertFalse(
                    inBackground(() -> Readiness.awaitReadable(brief, never)).get(10, TimeUnit.SECONDS));

            StreamCalls.notify(event);

            assertTrue(Readiness.awaitReadable(brief, never, event));
            assertTrue(inBackground(() -> Readiness.awaitReadable(brief, never, event))
                    .get(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void refusesRegularFiles() {
        try (Fd file = FileCalls.open(At.FDCWD, "/etc/passwd", OpenFlags.RDONLY, 0)) {
            var error = assertThrows(ErrnoException.class, () -> Poller.shared().watch(file, Poller.Interest.READABLE));

            assertTrue(error.is(Errno.EPERM));
        }
    }

    private static boolean awaitReadable(Fd... descriptors) {
        Readiness.awaitReadable(descriptors);
        return true;
    }

    private static CompletableFuture<Boolean> inBackground(BooleanSupplier body) {
        CompletableFuture<Boolean> result = new CompletableFuture<>();
        Threads.startVirtual("test", () -> result.complete(body.getAsBoolean()));
        return result;
    }
}
