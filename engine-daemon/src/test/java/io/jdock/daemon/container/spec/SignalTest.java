package io.jdock.daemon.container.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jdock.errdefs.InvalidArgumentException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SignalTest {

    @ParameterizedTest
    @CsvSource({
        "9,9",
        "SIGTERM,15",
        "term,15",
        "HUP,1",
        "SIGSYS,31",
        "WINCH,28",
        "RTMIN,34",
        "SIGRTMIN+3,37",
        "RTMAX-1,63",
        "64,64"
    })
    void readsNamesAndNumbers(String text, int number) {
        assertEquals(number, Signal.parse(text).number());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "65", "-1", "FOO", "SIG", "SIGKILL;x", "RTMIN+31", "RTMAX-x", "99999999999"})
    void refusesEverythingElse(String text) {
        var error = assertThrows(InvalidArgumentException.class, () -> Signal.parse(text));

        assertEquals("Invalid signal: " + text, error.text());
    }
}
