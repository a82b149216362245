package io.jdock.cli.command.image;

import io.jdock.cli.client.Query;
import io.jdock.cli.command.Cli;
import io.jdock.cli.command.Command;
import io.jdock.cli.command.CommandException;
import io.jdock.cli.command.progress.ProgressStream;
import io.jdock.cli.flags.Arity;
import io.jdock.cli.flags.FlagSet;
import io.jdock.cli.flags.ListFlag;
import io.jdock.cli.flags.TextFlag;
import io.jdock.cli.http.HttpRequest;
import io.jdock.cli.http.HttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** {@code jdock import}. */
public final class ImportCommand implements Command {

    private static final String STDIN = "-";

    private final FlagSet flags = new FlagSet(
                    "[OPTIONS] file|URL|- [REPOSITORY[:TAG]]",
                    "Import the contents from a tarball to create a filesystem image",
                    new Arity(1, 2))
            .aliases("image import", "import");
    private final ListFlag changes = flags.list("change", 'c', "Apply Dockerfile instruction to the created image");
    private final TextFlag message = flags.text("message", 'm', "Set commit message for imported image");
    private final TextFlag platform = flags.text("platform", '\0', "Set platform if server is multi-platform capable");

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public int run(Cli cli, List<String> words) {
        String source = words.get(0);
        String name = words.size() > 1 ? words.get(1) : "";
        if (source.equals(STDIN)) {
            send(cli, STDIN, cli.in(), name);
        } else if (source.startsWith("http://") || source.startsWith("https://")) {
            send(cli, source, InputStream.nullInputStream(), name);
        } else {
            try (InputStream file = Files.newInputStream(Path.of(source))) {
                send(cli, STDIN, file, name);
            } catch (NoSuchFileException e) {
                throw new CommandException("open " + source + ": no such file or directory");
            } catch (IOException e) {
                throw new CommandException("open " + source + ": " + e.getMessage());
            }
        }
        return 0;
    }

    private void send(Cli cli, String source, InputStream archive, String name) {
        Query query = new Query().add("fromSrc", source).addUnlessEmpty("message", message.value());
        changes.values().forEach(change -> query.add("changes", change));
        String wanted = platform.given() ? platform.value() : cli.environment("DOCKER_DEFAULT_PLATFORM");
        query.addUnlessEmpty("platform", wanted);
        if (!name.isEmpty()) {
            ImageReference reference = ImageReference.parse(name);
            query.add("repo", reference.name()).add("tag", reference.version());
        }
        HttpRequest request = HttpRequest.of("POST", "/images/create" + query).withUpload("text/plain", archive);
        try (HttpResponse response = cli.client().open(request)) {
            new ProgressStream(cli.out(), Pull.columns(cli.out())).show(response.body(), 1);
        } catch (IOException e) {
            throw new CommandException("import: " + e.getMessage());
        }
    }
}
