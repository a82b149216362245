package io.jdock.cli.command.build.context;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What does not fit a ustar header is said before it. */
final class TarHeaderTest {

    private static String text(TarHeader header) {
        return new String(header.bytes(), ISO_8859_1);
    }

    @Test
    void onePlainBlockIsEnoughForMostFiles() {
        assertEquals(
                512,
                new TarHeader('0', "n".repeat(100), 0644).size(077777777777L).bytes().length);
    }

    @Test
    void sizesFromEightGibibytesOnAreInAPaxHeader() {
        String header = text(new TarHeader('0', "a", 0644).size(8L << 30));

        assertEquals(3 * 512, header.length());
        assertTrue(header.contains("19 size=8589934592\n"));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 500000000, 13 mtime=1.5",
        "-2, 750000000, 15 mtime=-1.25",
        "-1, 0, 12 mtime=-1",
        "0, 1, 21 mtime=0.000000001",
        "8589934592, 0, 20 mtime=8589934592"
    })
    void timesBetweenSecondsOrBefore1970AreInAPaxHeader(long second, int nanos, String record) {
        String header = text(new TarHeader('0', "a", 0644).modified(second, nanos));

        assertTrue(header.contains(record + "\n"));
    }

    @Test
    void theLengthOfARecordCountsItself() {
        assertTrue(text(new TarHeader('0', "n".repeat(101), 0644)).contains("111 path=" + "n".repeat(101) + "\n"));
        assertTrue(text(new TarHeader('2', "a", 0777).target("n".repeat(986)))
                .contains("1001 linkpath=" + "n".repeat(986) + "\n"));
    }
}
