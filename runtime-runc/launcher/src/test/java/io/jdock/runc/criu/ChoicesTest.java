package io.jdock.runc.criu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jdock.errdefs.FailedPreconditionException;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.programs.SearchPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is on the command line. */
final class ChoicesTest {

    @Test
    void aPageServerHasAnAddressAndAPort() {
        assertEquals(new PageServer("10.0.0.1", 27277), PageServer.parse("10.0.0.1:27277"));
        assertEquals(new PageServer("fe80::1", 1), PageServer.parse("[fe80::1]:1"));
        for (String bad : List.of("", "host", ":1", "host:", "host:x", "host:0", "host:65536", "fe80::1:1", "[]:1")) {
            assertThrows(InvalidArgumentException.class, () -> PageServer.parse(bad), bad);
        }
    }

    @Test
    void cgroupsAreTreatedInOneOfFiveWays() {
        assertEquals(CgroupMode.SOFT, CgroupMode.parse("soft"));
        assertEquals(CgroupMode.FULL, CgroupMode.parse("full"));
        assertEquals(CgroupMode.STRICT, CgroupMode.parse("strict"));
        assertEquals(CgroupMode.IGNORE, CgroupMode.parse("ignore"));
        assertEquals(CgroupMode.USUAL, CgroupMode.parse(""));
        assertThrows(InvalidArgumentException.class, () -> CgroupMode.parse("hard"));
    }

    @Test
    void criuIsFoundByItsNameOrPath(@TempDir Path directory) throws IOException {
        Path program = Files.writeString(directory.resolve("criu"), "#!/bin/sh\n");
        SearchPath path = new SearchPath(List.of(Path.of("/nonesuch"), directory));
        assertEquals(
                "restore: \"criu\" is not installed",
                assertThrows(FailedPreconditionException.class, () -> Criu.find("restore", "criu", path))
                        .getMessage());
        if (!program.toFile().setExecutable(true)) {
            throw new IOException("cannot make " + program + " executable");
        }

        assertEquals(new Criu(program.toString()), Criu.find("restore", "criu", path));
        assertEquals(new Criu(program.toString()), Criu.find("restore", program.toString(), path));
    }
}
