package io.jdock.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Names and numbers of the kernel, checked where they are known for certain. */
final class NamesTest {

    @Test
    void signalsAreReadAsUsersWriteThem() {
        for (String text : List.of("9", "KILL", "SIGKILL", "sigkill", "kill")) {
            assertEquals(OptionalInt.of(9), Signal.parse(text), text);
        }
        assertEquals(OptionalInt.of(34), Signal.parse("RTMIN"));
        assertEquals(OptionalInt.of(37), Signal.parse("SIGRTMIN+3"));
        assertEquals(OptionalInt.of(61), Signal.parse("RTMAX-3"));
        assertEquals(OptionalInt.of(6), Signal.parse("IOT"));
    }

    @Test
    void whatIsNoSignalIsRefused() {
        for (String text :
                List.of("", "0", "65", "-9", "999999999999", "SIGFOO", "RTMIN+99", "RTMAX-40", "RTMIN3", "SIG")) {
            assertTrue(Signal.parse(text).isEmpty(), text);
        }
    }

    @Test
    void signalNumbersHaveNoGaps() {
        assertEquals(1, Signal.HUP.number());
        assertEquals(17, Signal.CHLD.number());
        assertEquals(28, Signal.WINCH.number());
        assertEquals(31, Signal.SYS.number());
    }

    @Test
    void capabilitiesHaveTheirNumbers() {
        assertEquals(0, Capability.CHOWN.number());
        assertEquals(21, Capability.SYS_ADMIN.number());
        assertEquals(40, Capability.CHECKPOINT_RESTORE.number());
        assertEquals(Optional.of(Capability.NET_RAW), Capability.named("CAP_NET_RAW"));
        assertEquals(Optional.of(Capability.NET_RAW), Capability.named("NET_RAW"));
        assertTrue(Capability.named("CAP_FOO").isEmpty());
        assertEquals(0x3L, Capability.mask(List.of(Capability.CHOWN, Capability.DAC_OVERRIDE)));
    }

    @Test
    void limitsHaveTheirNumbers() {
        assertEquals(7, ResourceLimit.NOFILE.number());
        assertEquals(15, ResourceLimit.RTTIME.number());
        assertEquals(Optional.of(ResourceLimit.AS), ResourceLimit.named("RLIMIT_AS"));
        assertTrue(ResourceLimit.named("NOFILE").isEmpty());
        assertTrue(ResourceLimit.NOFILE.of(0).soft() > 0);
    }

    @Test
    void errorsHaveTheirTexts() {
        assertEquals("operation not permitted", Errno.of(1).text());
        assertEquals(Errno.EOPNOTSUPP, Errno.of(95));
        assertEquals(Errno.UNKNOWN, Errno.of(4000));
        assertEquals(Errno.UNKNOWN, Errno.of(41), "the kernel skips 41");
    }
}
