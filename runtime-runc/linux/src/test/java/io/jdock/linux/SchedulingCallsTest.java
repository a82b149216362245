package io.jdock.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jdock.concurrent.Threads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class SchedulingCallsTest {

    @Test
    void aThreadIsAsNiceAsItIsTold() {
        int usual = nice();

        int told = Threads.callOnPlatformThread("nice", () -> {
            SchedulingCalls.setNice(0, 13);
            return nice();
        });

        assertEquals(13, told);
        assertEquals(usual, nice(), "other threads are not");
    }

    /** Field 19 of proc_pid_stat(5); what comes before the parenthesis may hold blanks. */
    private static int nice() {
        try {
            String stat = Files.readString(Path.of("/proc/thread-self/stat"));
            return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[16]);
        } catch (IOException e) {
            throw new UncheckedIOException("read the own priority", e);
        }
    }
}
