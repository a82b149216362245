package io.jdock.cli.flags;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NumberFormTest {

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "17,17",
        "1b,1",
        "64k,65536",
        "64K,65536",
        "64kb,65536",
        "64KiB,65536",
        "64m,67108864",
        "1 g,1073741824",
        "0.5m,524288",
        "2t,2199023255552",
    })
    void readsSizes(String text, long bytes) {
        assertEquals(bytes, NumberForm.BYTES.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "m", "-1", "1x", "1mm", "1.2.3k", "1bb"})
    void refusesWhatIsNoSize(String text) {
        assertThrows(InvalidValueException.class, () -> NumberForm.BYTES.parse(text));
    }

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "1s,1000000000",
        "1m30s,90000000000",
        "1.5h,5400000000000",
        "-2ms,-2000000",
        "3us,3000",
        "7ns,7",
    })
    void readsDurations(String text, long nanos) {
        assertEquals(nanos, NumberForm.DURATION.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "s", "1d", "-", "1.2.3s"})
    void refusesWhatIsNoDuration(String text) {
        assertThrows(InvalidValueException.class, () -> NumberForm.DURATION.parse(text));
    }

    @ParameterizedTest
    @CsvSource({"0.5,500000000", "2,2000000000", "1.000000001,1000000001"})
    void readsProcessors(String text, long nano) {
        assertEquals(nano, NumberForm.CPUS.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "0.0000000001"})
    void refusesProcessorsThatCannotBeCounted(String text) {
        assertThrows(InvalidValueException.class, () -> NumberForm.CPUS.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "65536", "x"})
    void refusesWhatDoesNotFitSixteenBits(String text) {
        assertThrows(InvalidValueException.class, () -> NumberForm.UINT16.parse(text));
    }
}
