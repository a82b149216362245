package io.jdock.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of how a process ended. */
final class EndingTest {

    @ParameterizedTest
    @CsvSource({
        "0, exit status 0",
        "0x0300, exit status 3",
        "9, signal: killed",
        "11, signal: segmentation fault",
        "139, signal: segmentation fault",
        "31, signal: bad system call",
        "34, signal: 34"
    })
    void isInTheWordsOfRunc(String status, String text) {
        assertEquals(text, Ending.ofWaitStatus(Integer.decode(status)).text());
    }
}
