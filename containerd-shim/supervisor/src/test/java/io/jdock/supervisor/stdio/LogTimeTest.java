package io.jdock.supervisor.stdio;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class LogTimeTest {

    @Test
    void leavesOutZerosAtTheEnd() {
        assertEquals("2009-02-13T23:31:30Z", LogTime.format(1234567890_000000000L));
        assertEquals("2009-02-13T23:31:30.5Z", LogTime.format(1234567890_500000000L));
        assertEquals("2009-02-13T23:31:30.000000001Z", LogTime.format(1234567890_000000001L));
        assertEquals("2009-02-13T23:31:30.123456789Z", LogTime.format(1234567890_123456789L));
    }

    @Test
    void writesTwoDigits() {
        assertEquals("1970-01-02T03:04:05.06Z", LogTime.format(97445_060000000L));
    }
}
