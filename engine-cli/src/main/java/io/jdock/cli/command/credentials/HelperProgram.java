package io.jdock.cli.command.credentials;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jdock.cli.command.CommandException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A program {@code docker-credential-NAME}, found on the user's PATH. */
final class HelperProgram {

    private final String name;
    private final String path;

    /**
     * @param helper what follows {@code docker-credential-}
     * @param path directories separated by colons
     */
    HelperProgram(String helper, String path) {
        this.name = "docker-credential-" + helper;
        this.path = path;
    }

    String name() {
        return name;
    }

    /**
     * What the program did.
     *
     * @param problem why it failed; empty when it did not
     */
    record Answer(String output, String problem) {

        boolean isFailure() {
            return !problem.isEmpty();
        }

        CommandException failure(String attempted) {
            return new CommandException(
                    "error %s credentials - err: %s, out: `%s`".formatted(attempted, problem, output));
        }
    }

    /** Runs the program: {@code input} goes to its standard input, its standard error is ours. */
    Answer run(String action, String input) {
        Optional<Path> program = find();
        if (program.isEmpty()) {
            return new Answer("", "exec: \"" + name + "\": executable file not found in $PATH");
        }
        try {
            Process process = new ProcessBuilder(program.get().toString(), action)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            return talk(process, input);
        } catch (IOException e) {
            return new Answer("", String.valueOf(e.getMessage()));
        }
    }

    private static Answer talk(Process process, String input) throws IOException {
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(UTF_8));
        }
        String output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
        try {
            int status = process.waitFor();
            return new Answer(output, status == 0 ? "" : "exit status " + status);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted").initCause(e);
        }
    }

    private Optional<Path> find() {
        for (String directory : path.split(":", -1)) {
            Path program = Path.of(directory, name);
            if (!directory.isEmpty() && Files.isExecutable(program) && Files.isRegularFile(program)) {
                return Optional.of(program);
            }
        }
        return Optional.empty();
    }
}
