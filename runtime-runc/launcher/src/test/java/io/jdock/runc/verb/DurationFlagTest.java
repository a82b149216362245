package io.jdock.runc.verb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jdock.runc.flags.Flag;
import io.jdock.runc.flags.FlagSet;
import io.jdock.runc.flags.UsageException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Durations on the command line. */
final class DurationFlagTest {

    @ParameterizedTest
    @CsvSource({"300ms,PT0.3S", "1.5h,PT1H30M", "2h45m,PT2H45M", "-1s,PT-1S", "0,PT0S", "10s,PT10S"})
    void numbersAndUnitsAlternate(String text, Duration duration) {
        assertEquals(duration, parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "s", "5x", "1..s", ""})
    void whatIsNoDurationIsRefused(String text) {
        var error = assertThrows(UsageException.class, () -> parse(text));

        assertEquals("invalid value \"%s\" for flag -interval: parse error".formatted(text), error.text());
    }

    @Test
    void withoutTheFlagTheUsualOneCounts() {
        Flag flag = new FlagSet().text("interval", "", "");

        assertEquals(Duration.ofSeconds(5), DurationFlag.of(flag, Duration.ofSeconds(5)));
    }

    private static Duration parse(String text) {
        FlagSet set = new FlagSet();
        Flag flag = set.text("interval", "", "");
        set.parse(List.of("--interval=" + text));
        return DurationFlag.of(flag, Duration.ZERO);
    }
}
