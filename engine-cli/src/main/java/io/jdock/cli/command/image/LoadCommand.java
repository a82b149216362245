package io.jdock.cli.command.image;

import io.jdock.cli.client.Query;
import io.jdock.cli.command.Cli;
import io.jdock.cli.command.Command;
import io.jdock.cli.command.CommandException;
import io.jdock.cli.command.progress.ProgressStream;
import io.jdock.cli.flags.Arity;
import io.jdock.cli.flags.BoolFlag;
import io.jdock.cli.flags.FlagSet;
import io.jdock.cli.flags.ListFlag;
import io.jdock.cli.flags.TextFlag;
import io.jdock.cli.flags.ValueCheck;
import io.jdock.cli.http.HttpRequest;
import io.jdock.cli.http.HttpResponse;
import io.jdock.cli.terminal.Tty;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** {@code jdock load}. */
public final class LoadCommand implements Command {

    private final FlagSet flags = new FlagSet("[OPTIONS]", "Load an image from a tar archive or STDIN", Arity.NONE)
            .aliases("image load", "load");
    private final TextFlag input = flags.text("input", 'i', "Read from tar archive file, instead of STDIN");
    private final ListFlag platforms = flags.list(
            "platform",
            '\0',
            "strings",
            ValueCheck.NONE,
            "Load only the given platform(s). Formatted as a comma-separated list of \"os[/arch[/variant]]\" (e.g., \"linux/amd64,linux/arm64/v8\")");
    private final BoolFlag quiet = flags.bool("quiet", 'q', "Suppress the load output");

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public int run(Cli cli, List<String> words) {
        if (input.value().isEmpty()) {
            if (Tty.isTerminal(0)) {
                throw new CommandException("requested load from stdin, but stdin is empty");
            }
            load(cli, cli.in());
            return 0;
        }
        try (InputStream file = Files.newInputStream(Path.of(input.value()))) {
            load(cli, file);
            return 0;
        } catch (NoSuchFileException e) {
            throw new CommandException("open " + input.value() + ": no such file or directory");
        } catch (IOException e) {
            throw new CommandException("open " + input.value() + ": " + e.getMessage());
        }
    }

    private void load(Cli cli, InputStream archive) {
        int columns = Pull.columns(cli.out());
        Query query = new Query().add("quiet", quiet.value() || columns == 0);
        PlatformParameter.addAll(query, "platform", platforms.values());
        HttpRequest request = HttpRequest.of("POST", "/images/load" + query).withUpload("application/x-tar", archive);
        try (HttpResponse response = cli.client().open(request)) {
            new ProgressStream(cli.out(), columns).show(response.body(), 1);
        } catch (IOException e) {
            throw new CommandException("load: " + e.getMessage());
        }
    }
}
