package io.jdock.linux.dbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.linux.Errno;
import io.jdock.linux.ErrnoException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Talks to a real bus. */
final class DbusConnectionTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir
    Path directory;

    @Test
    void getsAnAnswer() {
        try (TestBus bus = TestBus.start(directory);
                DbusConnection connection = bus.connect()) {
            List<DbusValue> answer =
                    connection.call(DbusCall.ofBus("GetConnectionUnixProcessID", DbusValue.of("org.freedesktop.DBus")));

            assertTrue(answer.getFirst().number() > 1, answer.toString());
        }
    }

    @Test
    void tellsAnErrorByItsName() {
        try (TestBus bus = TestBus.start(directory);
                DbusConnection connection = bus.connect()) {
            var error = assertThrows(
                    DbusException.class,
                    () -> connection.call(new DbusCall("org.none", "/org/none", "org.none", "Do", List.of())));

            assertEquals("org.freedesktop.DBus.Error.ServiceUnknown", error.name());
            assertTrue(String.valueOf(error.getMessage()).contains("org.none"), error.getMessage());
        }
    }

    /** One is called for our name; the other comes while an answer is awaited. */
    @Test
    void keepsSignalsThatComeWhileAnAnswerIsAwaited() {
        try (TestBus bus = TestBus.start(directory);
                DbusConnection listener = bus.connect();
                DbusConnection other = bus.connect()) {
            listener.listen("type='signal',member='NameOwnerChanged',arg0='org.jdock.test'");
            other.call(DbusCall.ofBus("RequestName", DbusValue.of("org.jdock.test"), DbusValue.uint32(0)));
            listener.call(DbusCall.ofBus("ListNames"));

            assertEquals(
                    "NameAcquired", listener.awaitSignal(LONG).orElseThrow().member());
            DbusMessage signal = listener.awaitSignal(LONG).orElseThrow();
            assertEquals("NameOwnerChanged", signal.member());
            assertEquals("org.jdock.test", signal.body().getFirst().text());
        }
    }

    @Test
    void doesNotWaitLongerThanItIsTold() {
        try (TestBus bus = TestBus.start(directory);
                DbusConnection connection = bus.connect()) {
            connection.awaitSignal(LONG);

            assertEquals(Optional.empty(), connection.awaitSignal(Duration.ofMillis(20)));
        }
    }

    @Test
    void tellsThatTheBusIsGone() {
        try (TestBus bus = TestBus.start(directory);
                DbusConnection connection = bus.connect()) {
            bus.stop();

            assertThrows(RuntimeException.class, () -> connection.call(DbusCall.ofBus("ListNames")));
        }
    }

    @Test
    void saysThatThereIsNoBus() {
        Path nowhere = directory.resolve("nowhere");

        var error = assertThrows(ErrnoException.class, () -> DbusConnection.open(nowhere.toString()));

        assertEquals(Errno.ENOENT, error.errno());
    }
}
