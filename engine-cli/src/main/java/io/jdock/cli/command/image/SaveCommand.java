package io.jdock.cli.command.image;

import io.jdock.cli.client.Query;
import io.jdock.cli.command.Cli;
import io.jdock.cli.command.Command;
import io.jdock.cli.command.CommandException;
import io.jdock.cli.flags.Arity;
import io.jdock.cli.flags.FlagSet;
import io.jdock.cli.flags.TextFlag;
import io.jdock.cli.http.HttpRequest;
import io.jdock.cli.http.HttpResponse;
import io.jdock.cli.terminal.Tty;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** {@code jdock save}. A file appears under its name only when the archive is whole. */
public final class SaveCommand implements Command {

    private static final int BUFFER = 1 << 17;

    private final FlagSet flags = new FlagSet(
                    "[OPTIONS] IMAGE [IMAGE...]",
                    "Save one or more images to a tar archive (streamed to STDOUT by default)",
                    Arity.atLeast(1))
            .aliases("image save", "save");
    private final TextFlag output = flags.text("output", 'o', "Write to a file, instead of STDOUT");
    private final TextFlag platform = flags.text(
            "platform",
            '\0',
            "Save only the given platform variant. Formatted as \"os[/arch[/variant]]\" (e.g., \"linux/amd64\")");

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public int run(Cli cli, List<String> words) {
        if (output.value().isEmpty()) {
            if (Tty.isTerminal(cli.out().descriptor())) {
                throw new CommandException("cowardly refusing to save to a terminal. Use the -o flag or redirect");
            }
            copy(cli, words, cli.out()::write);
            return 0;
        }
        Path file = target(output.value());
        save(cli, words, file);
        return 0;
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

    private void save(Cli cli, List<String> words, Path file) {
        try {
            Path partial = Files.createTempFile(file.resolveSibling(""), ".tmp-" + file.getFileName(), "");
            try {
                try (var out = Files.newOutputStream(partial)) {
                    copy(cli, words, (bytes, length) -> out.write(bytes, 0, length));
                }
                Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(partial);
            }
        } catch (IOException e) {
            throw new CommandException("write " + file + ": " + e.getMessage());
        }
    }

    private void copy(Cli cli, List<String> words, Sink sink) {
        Query query = new Query();
        words.forEach(word -> query.add("names", word));
        if (platform.given()) {
            query.add("platform", PlatformParameter.of(platform.value()));
        }
        try (HttpResponse response = cli.client().open(HttpRequest.of("GET", "/images/get" + query))) {
            InputStream archive = response.body();
            byte[] buffer = new byte[BUFFER];
            for (int count = archive.read(buffer); count >= 0; count = archive.read(buffer)) {
                sink.write(buffer, count);
            }
        } catch (IOException e) {
            throw new CommandException("save: " + e.getMessage());
        }
    }

    /** Where the archive goes. */
    @FunctionalInterface
    private interface Sink {
        void write(byte[] bytes, int length) throws IOException;
    }
}
