package io.jdock.runc.verb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jdock.errdefs.InvalidArgumentException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sizes on the command line. */
final class MemorySizeTest {

    @ParameterizedTest
    @CsvSource({"0,0", "17,17", "1k,1024", "64m,67108864", "1.5G,1610612736", "2 KiB,2048", "3mb,3145728", "-1,-1"})
    void aUnitIsAPowerOf1024(String text, long bytes) {
        assertEquals(bytes, MemorySize.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "1x", "m", "1mx", "1..2"})
    void whatIsNoSizeIsRefused(String text) {
        var error = assertThrows(InvalidArgumentException.class, () -> MemorySize.parse(text));

        assertEquals("invalid size: '%s'".formatted(text), error.text());
    }

    @Test
    void aNegativeSizeIsNone() {
        assertThrows(InvalidArgumentException.class, () -> MemorySize.parse("-2"));
    }
}
