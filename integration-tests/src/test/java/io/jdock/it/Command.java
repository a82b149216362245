package io.jdock.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a program of the host to its end, with nothing on stdin, and gives its status and what it printed. */
final class Command {

    private static final int TIMEOUT_SECONDS = 180;

    private Command() {}

    /** How a program ended. */
    record Result(List<String> command, int status, String out, String err) {

        /** @throws AssertionError with everything it printed unless it ended with {@code expected} */
        Result expect(int expected) {
            if (status != expected) {
                throw new AssertionError("%s ended with %d instead of %d%nstdout: %s%nstderr: %s"
                        .formatted(String.join(" ", command), status, expected, out, err));
            }
            return this;
        }

        /** Its standard output without the last line feed, after checking that it ended well. */
        String text() {
            return expect(0).out.strip();
        }
    }

    static Result run(String... command) {
        return run(List.of(command), Map.of());
    }

    static Result run(List<String> command, Map<String, String> environment) {
        try {
            Path out = Files.createTempFile("it-out", null);
            Path err = Files.createTempFile("it-err", null);
            try {
                ProcessBuilder builder = new ProcessBuilder(command)
                        .redirectInput(Path.of("/dev/null").toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
                builder.environment().putAll(environment);
                return await(builder.start(), command, out, err);
            } finally {
                Files.delete(out);
                Files.delete(err);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("run " + command, e);
        }
    }

    private static Result await(Process process, List<String> command, Path out, Path err) throws IOException {
        try {
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("%s did not end within %d s%nstdout: %s%nstderr: %s"
                        .formatted(command, TIMEOUT_SECONDS, read(out), read(err)));
            }
            return new Result(command, process.exitValue(), read(out), read(err));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + command, e);
        }
    }

    private static String read(Path file) throws IOException {
        return new String(Files.readAllBytes(file), UTF_8);
    }
}
