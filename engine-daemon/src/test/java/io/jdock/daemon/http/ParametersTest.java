package io.jdock.daemon.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.errdefs.InvalidArgumentException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Query parameters, filters and times. */
final class ParametersTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a=", "a=0", "a=no", "a=FALSE", "a=none", "b=1"})
    void falseIsWhatDockerTakesForFalse(String query) {
        assertFalse(Query.parse(query).flag("a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=1", "a=true", "a=yes", "a=2", "a=anything"})
    void everythingElseIsTrue(String query) {
        assertTrue(Query.parse(query).flag("a"));
    }

    @Test
    void decodesEscapesAndKeepsRepeatedParameters() {
        Query query = Query.parse("name=a%2Fb+c&t=1&t=2&utf=%C3%A4");

        assertEquals(Optional.of("a/b c"), query.text("name"));
        assertEquals(List.of("1", "2"), query.all("t"));
        assertEquals(Optional.of("ä"), query.text("utf"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%", "a=%1", "a=%zz", "a=%00"})
    void refusesBrokenEscapesAndZeroBytes(String query) {
        assertThrows(InvalidArgumentException.class, () -> Query.parse(query));
    }

    @Test
    void readsFiltersInBothForms() {
        Filters now = Filters.parse(Optional.of("{\"label\":[\"a=b\",\"c\"]}"), Set.of("label"));
        Filters older = Filters.parse(Optional.of("{\"label\":{\"a=b\":true}}"), Set.of("label"));

        assertTrue(now.matchesLabels("label", Map.of("a", "b", "c", "")));
        assertFalse(now.matchesLabels("label", Map.of("a", "b")));
        assertTrue(older.matchesLabels("label", Map.of("a", "b")));
        assertFalse(older.matchesLabels("label", Map.of("a", "x")));
        assertTrue(Filters.parse(Optional.empty(), Set.of()).matches("status", "exited"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"x\":[\"1\"]}", "[1]", "{", "{\"label\":\"a\"}", "{\"label\":null}"})
    void refusesUnknownKeysAndOtherShapes(String json) {
        assertThrows(InvalidArgumentException.class, () -> Filters.parse(Optional.of(json), Set.of("label")));
    }

    @ParameterizedTest
    @CsvSource({
        "1136073845, 2006-01-01T00:04:05Z",
        "1136073845.000000001, 2006-01-01T00:04:05.000000001Z",
        "2006-01-01T01:04:05+01:00, 2006-01-01T00:04:05Z",
        "10m, 2026-01-02T02:54:05Z",
        "1h30m, 2026-01-02T01:34:05Z",
        "1.5s, 2026-01-02T03:04:03.500Z",
    })
    void readsTimes(String text, Instant expected) {
        assertEquals(expected, Timestamps.parse(text, NOW));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "10mx", "m", "2006-01-01T"})
    void refusesOtherTimes(String text) {
        assertThrows(InvalidArgumentException.class, () -> Timestamps.parse(text, NOW));
    }
}
