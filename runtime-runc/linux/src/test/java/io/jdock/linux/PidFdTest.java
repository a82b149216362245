package io.jdock.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PidFdTest {

    @Test
    void signalsAndSeesTheEnd() throws Exception {
        Process child = new ProcessBuilder("sleep", "60").start();
        try (PidFd process = PidFd.open((int) child.pid()).orElseThrow()) {
            assertEquals(Optional.of((int) child.pid()), process.pid());

            assertTrue(process.signal(Signal.TERM.number()));

            Readiness.awaitReadable(process.fd());
            assertEquals(143, child.waitFor());
            assertFalse(process.signal(0));
            assertTrue(process.pid().isEmpty());
        }
    }

    @Test
    void takesADescriptorOfAnotherProcess() throws Exception {
        Process child = new ProcessBuilder("sleep", "60").start();
        try (PidFd process = PidFd.open((int) child.pid()).orElseThrow();
                Fd stdout = process.take(1)) {
            StreamCalls.write(stdout, new byte[] {'x'}, 0, 1);

            assertEquals('x', child.getInputStream().read());
        } finally {
            child.destroyForcibly().waitFor();
        }
    }

    @Test
    void nobodyHasANumberBeyondTheLast() {
        assertTrue(PidFd.open(Integer.MAX_VALUE).isEmpty());
    }
}
