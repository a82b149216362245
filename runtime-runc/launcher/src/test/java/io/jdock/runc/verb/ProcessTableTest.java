package io.jdock.runc.verb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jdock.errdefs.InvalidArgumentException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The lines of ps that belong to a container. */
final class ProcessTableTest {

    private static final String PRINTED = """
            UID        PID  PPID CMD
            root         7     1 sleep 7
            root        17     1 sleep 9
            """;

    @Test
    void linesOfOtherProcessesAreLeftOut() {
        assertEquals("""
                UID        PID  PPID CMD
                root        17     1 sleep 9
                """, ProcessTable.only(List.of(17, 9), PRINTED));
    }

    @Test
    void withoutTheNumberNothingCanBeTold() {
        var error =
                assertThrows(InvalidArgumentException.class, () -> ProcessTable.only(List.of(1), "COMMAND\nsleep 1\n"));

        assertEquals("couldn't find PID field in ps output", error.text());
    }
}
