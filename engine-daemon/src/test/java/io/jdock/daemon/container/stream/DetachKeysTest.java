package io.jdock.daemon.container.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.errdefs.InvalidArgumentException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DetachKeysTest {

    private static final String P = "\u0010";
    private static final String Q = "\u0011";

    @Test
    void detachesWhenTheSequenceIsComplete() {
        var scan = DetachKeys.DEFAULT.scan();

        assertEquals("ab", text(accept(scan, "ab")));
        var last = accept(scan, "c" + P + Q + "dropped");

        assertEquals("c", text(last));
        assertTrue(last.detached());
    }

    @Test
    void findsASequenceThatArrivesInPieces() {
        var scan = DetachKeys.DEFAULT.scan();

        assertEquals("", text(accept(scan, P)));
        assertTrue(accept(scan, Q).detached());
    }

    @Test
    void passesOnWhatOnlyBeganLikeTheSequence() {
        var scan = DetachKeys.DEFAULT.scan();

        assertEquals("", text(accept(scan, P)));
        var next = accept(scan, "x");

        assertEquals(P + "x", text(next));
        assertFalse(next.detached());
    }

    @Test
    void startsAnewWithAKeyThatBreaksTheSequenceAndBeginsIt() {
        var scan = DetachKeys.DEFAULT.scan();

        var result = accept(scan, P + P + Q);

        assertEquals(P, text(result));
        assertTrue(result.detached());
    }

    @Test
    void givesBackWhatItHeldWhenTheInputEnds() {
        var scan = DetachKeys.DEFAULT.scan();
        accept(scan, "a" + P);

        assertEquals(P, new String(scan.rest(), US_ASCII));
    }

    @Test
    void readsCustomKeys() {
        var scan = DetachKeys.parse("ctrl-a,d,ctrl-@,ctrl-[").scan();

        assertTrue(accept(scan, "\u0001d\0\u001b").detached());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ctrl-", "ctrl-1", "foo", "a,", ",", "ctrl-P", "ä"})
    void refusesWhatIsNoKey(String keys) {
        assertThrows(InvalidArgumentException.class, () -> DetachKeys.parse(keys));
    }

    private static DetachKeys.Result accept(DetachKeys.Scan scan, String input) {
        byte[] bytes = input.getBytes(US_ASCII);
        return scan.accept(bytes, bytes.length);
    }

    private static String text(DetachKeys.Result result) {
        return new String(result.passed(), US_ASCII);
    }
}
