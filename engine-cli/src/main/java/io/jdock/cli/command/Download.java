package io.jdock.cli.command;

import io.jdock.cli.http.HttpRequest;
import io.jdock.cli.http.HttpResponse;
import io.jdock.cli.terminal.Tty;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** An archive that the engine sends, to standard output or into a file, which has its name only when it is whole. */
public final class Download {

    private static final int BUFFER = 1 << 17;

    private final Cli cli;
    private final HttpRequest request;

    public Download(Cli cli, HttpRequest request) {
        this.cli = cli;
        this.request = request;
    }

    /**
     * Fetches the archive.
     *
     * @param output name of the file; empty for standard output
     * @throws CommandException when it cannot be put there; the engine is not asked then
     */
    public void to(String output) {
        if (!output.isEmpty()) {
            toFile(target(output));
            return;
        }
        if (Tty.isTerminal(cli.out().descriptor())) {
            throw new CommandException("cowardly refusing to save to a terminal. Use the -o flag or redirect");
        }
        copy(cli.out()::write);
    }

    private static Path target(String name) {
        Path file = Path.of(name).toAbsolutePath();
        Path directory = file.getParent();
        if (directory == null || !Files.isDirectory(directory)) {
            throw new CommandException("invalid output path: directory \"" + directory + "\" does not exist");
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new CommandException("invalid output path: \"" + name + "\" must be a regular file");
        }
        return file;
    }

    private void toFile(Path file) {
        try {
            Path partial = Files.createTempFile(file.resolveSibling(""), ".tmp-" + file.getFileName(), "");
            try {
                try (var out = Files.newOutputStream(partial)) {
                    copy((bytes, length) -> out.write(bytes, 0, length));
                }
                Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(partial);
            }
        } catch (IOException e) {
            throw new CommandException("write " + file + ": " + e.getMessage());
        }
    }

    private void copy(Sink sink) {
        try (HttpResponse response = cli.client().open(request)) {
            InputStream archive = response.body();
            byte[] buffer = new byte[BUFFER];
            for (int count = archive.read(buffer); count >= 0; count = archive.read(buffer)) {
                sink.write(buffer, count);
            }
        } catch (IOException e) {
            throw new CommandException("read the archive: " + e.getMessage());
        }
    }

    /** Where the archive goes. */
    @FunctionalInterface
    private interface Sink {
        void write(byte[] bytes, int length) throws IOException;
    }
}
