package io.jdock.supervisor.filters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.errdefs.InvalidArgumentException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** containerd's filter language. */
final class FilterTest {

    private static final Map<String, String> LABELS = Map.of("tier", "front", "io.jdock/role", "a,b");
    private static final Fields OBJECT = path -> switch (path.getFirst()) {
        case "id" -> Optional.of("web-1");
        case "empty" -> Optional.of("");
        case "labels" -> Fields.inMap(LABELS, path);
        default -> Optional.empty();
    };

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "id;true",
                "empty;false",
                "other;false",
                "id==web-1;true",
                "id==web;false",
                "id!=web;true",
                "other!=web;true",
                "id~=web;true",
                "id~=^eb;false",
                "id~=/^web-\\d$/;true",
                "id~=|^/|;false",
                "labels.tier==front;true",
                "labels.\"io.jdock/role\"==\"a,b\";true",
                "id==web-1,labels.tier==front;true",
                "id==web-1,labels.tier==back;false",
            })
    void aFilterMatchesWhatItSays(String text, boolean matches) {
        assertEquals(matches, Filter.parse(text).matches(OBJECT), text);
    }

    @Test
    void oneOfSeveralFiltersIsEnoughAndNoneMatchesAll() {
        assertTrue(Filter.any(List.of("id==x", "id==web-1")).matches(OBJECT));
        assertTrue(Filter.any(List.of()).matches(OBJECT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"==x", "id=x", "id<>x", "id~=[", "id==\"open", "id==a,,id==b", "id~=/open"})
    void whatIsNotUnderstoodIsRefusedWithItsText(String text) {
        String refusal = assertThrows(InvalidArgumentException.class, () -> Filter.parse(text))
                .text();

        assertTrue(refusal.startsWith("parse filter \"" + text + "\" at "), refusal);
    }

    @Test
    void aFilterIsBounded() {
        assertThrows(InvalidArgumentException.class, () -> Filter.parse("id==" + "x".repeat(5000)));
    }
}
