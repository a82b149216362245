package io.jdock.supervisor.stdio;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jdock.shim.Shim;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form; {@link KillLoop} runs longer ones. */
final class KillLoopTest {

    private static final int KILLS = 6;

    @TempDir
    private Path directory;

    @BeforeEach
    void requireRoot() {
        assumeTrue(Files.isWritable(Path.of("/proc/sys/kernel/hostname")), "needs root: makes namespaces");
    }

    @AfterEach
    void endShim() {
        Shim.adopt(directory).ifPresent(shim -> {
            shim.release();
            shim.close();
        });
    }

    @Test
    void killedPumpNeitherLosesNorDoublesALine() throws Exception {
        var loop = new KillLoop(directory, false, KILLS);

        loop.run();

        assertTrue(loop.killedInTheMiddle() > 0, "no kill hit the middle of the output");
    }

    @Test
    void killedPumpOfATerminalNeitherLosesNorDoublesALine() throws Exception {
        var loop = new KillLoop(directory, true, KILLS);

        loop.run();

        assertTrue(loop.killedInTheMiddle() > 0, "no kill hit the middle of the output");
    }
}
