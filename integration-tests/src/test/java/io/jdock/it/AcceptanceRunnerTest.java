package io.jdock.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runner of outside suites, on a suite of one program whose verdicts depend on the runtime it is given. */
final class AcceptanceRunnerTest {

    private static final Path RUNNER = Path.of("acceptance", "oci-runtime").toAbsolutePath();

    @TempDir
    private Path dir;

    private Path known;

    @BeforeEach
    void makeRuntimes() throws IOException {
        known = dir.resolve("known");
        script(dir.resolve("real"), "echo null");
        script(dir.resolve("ours"), "echo null");
    }

    @Test
    void holdsWhenOursPassesWhatTheReferencePasses() throws IOException {
        suite("ok 1 - both", "ok 1 - both", "not ok 2 - hard", "ok 2 - hard");

        Command.Result result = compare();

        assertTrue(result.expect(0).out().contains("passes with ours only: life: hard"), result.out());
        assertTrue(result.out().contains("score    2 of the 2 that real passes here"), result.out());
    }

    @Test
    void failsWhenOursFailsWhatTheReferencePasses() throws IOException {
        suite("ok 1 - steady", "ok 1 - steady", "ok 2 - lost", "not ok 2 - lost");

        assertTrue(compare().expect(1).out().contains("REGRESSION: life: lost"));
    }

    @Test
    void failsWhenOursStopsEarly() throws IOException {
        suite("ok 1 - steady", "ok 1 - steady", "ok 2 - lost", "");

        Command.Result result = compare();

        assertTrue(result.expect(1).out().contains("ok       missing  life: lost"), result.out());
    }

    @Test
    void toleratesAFailureThatIsKnownWithItsReason() throws IOException {
        suite("ok 1 - steady", "ok 1 - steady", "ok 2 - lost", "not ok 2 - lost");
        Files.writeString(known, "life: lost :: the specification leaves it open\n");

        assertTrue(compare().expect(0).out().contains("known failure: life: lost"));
    }

    @Test
    void failsWhenAKnownFailurePasses() throws IOException {
        suite("ok 1 - steady", "ok 1 - steady");
        Files.writeString(known, "life: steady :: was broken once\n");

        assertTrue(compare().expect(1).out().contains("UNEXPECTED PASS, take it off the list: life: steady"));
    }

    @Test
    void failsWhenAKnownFailureNamesNoCase() throws IOException {
        suite("ok 1 - steady", "ok 1 - steady");
        Files.writeString(known, "life: gone :: was broken once\n");

        assertTrue(compare().expect(1).out().contains("STALE, no such case: life: gone"));
    }

    @Test
    void refusesAKnownFailureWithoutAReason() throws IOException {
        suite("ok 1 - steady", "ok 1 - steady");
        Files.writeString(known, "life: steady\n");

        assertTrue(compare().expect(1).err().contains("known:1: want \"CASE :: reason\""));
    }

    @Test
    void tellsRepeatedDescriptionsApartAndReadsSkips() throws IOException {
        suite("ok 1 - twice", "ok 1 - twice", "ok 2 - twice", "not ok 2 - twice", "ok 3 # SKIP no such device", "");

        String out = compare().expect(1).out();

        assertTrue(out.contains("ok       ok       life: twice\n"), out);
        assertTrue(out.contains("ok       not ok   life: twice (2)\n"), out);
        assertTrue(out.contains("skip     missing  life: skip no such device\n"), out);
        assertEquals(
                1, out.lines().filter(line -> line.startsWith("REGRESSION")).count(), out);
    }

    /** A suite of one program, given what it prints for the real runtime and for ours, in turn. */
    private void suite(String... lines) throws IOException {
        Path program =
                Files.createDirectories(dir.resolve("suite/validation/life")).resolve("life.t");
        StringBuilder real = new StringBuilder();
        StringBuilder ours = new StringBuilder();
        for (int i = 0; i < lines.length; i += 2) {
            real.append("echo '%s'\n".formatted(lines[i]));
            ours.append("echo '%s'\n".formatted(lines[i + 1]));
        }
        script(program, "case $RUNTIME in\n*/real)\n%s;;\n*/ours)\n%s;;\nesac".formatted(real, ours));
    }

    private Command.Result compare() {
        return Command.run(
                List.of(
                        RUNNER.toString(),
                        dir.resolve("suite").toString(),
                        "--reference",
                        dir.resolve("real").toString(),
                        "--runtime",
                        dir.resolve("ours").toString(),
                        "--known",
                        known.toString()),
                Map.of());
    }

    private static void script(Path file, String body) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
