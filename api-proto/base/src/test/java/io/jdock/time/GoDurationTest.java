package io.jdock.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jdock.errdefs.InvalidArgumentException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Durations as Go spells them; the cases are those of its own tests. */
final class GoDurationTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "5s, 5000000000",
        "-5s, -5000000000",
        "+.5s, 500000000",
        "10.5s4m, 250500000000",
        "-2m3.4s, -123400000000",
        "39h9m14.425s, 140954425000000",
        "12µs, 12000",
        "12μs, 12000",
        "1ns, 1",
    })
    void numbersAndUnitsAlternate(String text, long nanos) {
        assertEquals(nanos, GoDuration.parseNanos(text));
    }

    @ParameterizedTest
    @CsvSource({
        "'', time: invalid duration \"\"",
        "3, time: missing unit in duration \"3\"",
        "-, time: invalid duration \"-\"",
        "s, time: invalid duration \"s\"",
        "., time: missing unit in duration \".\"",
        "1..s, time: invalid duration \"1..s\"",
        "3000d, time: unknown unit \"d\" in duration \"3000d\"",
    })
    void refusesTheRestInGosWords(String text, String problem) {
        var error = assertThrows(InvalidArgumentException.class, () -> GoDuration.parseNanos(text));

        assertEquals(problem, error.text());
    }
}
