package io.jdock.cli.command.image;

import io.jdock.cli.client.Query;
import io.jdock.cli.command.Cli;
import io.jdock.cli.command.Command;
import io.jdock.cli.command.CommandException;
import io.jdock.cli.command.Output;
import io.jdock.cli.command.credentials.AuthHeader;
import io.jdock.cli.command.progress.ProgressStream;
import io.jdock.cli.flags.Arity;
import io.jdock.cli.flags.BoolFlag;
import io.jdock.cli.flags.FlagSet;
import io.jdock.cli.flags.TextFlag;
import io.jdock.cli.http.HttpRequest;
import io.jdock.cli.http.HttpResponse;
import java.io.IOException;
import java.util.List;

/** {@code jdock push}. */
public final class PushCommand implements Command {

    private final FlagSet flags = new FlagSet("[OPTIONS] NAME[:TAG]", "Upload an image to a registry", Arity.exactly(1))
            .aliases("image push", "push");
    private final BoolFlag allTags = flags.bool("all-tags", 'a', "Push all tags of an image to the repository");
    private final TextFlag platform = flags.text(
            "platform",
            '\0',
            "Push a platform-specific manifest as a single-platform image to the registry."
                    + " Formatted as \"os[/arch[/variant]]\" (e.g., \"linux/amd64\")");
    private final BoolFlag quiet = flags.bool("quiet", 'q', "Suppress verbose output");

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public int run(Cli cli, List<String> words) {
        ImageReference image = ImageReference.parse(words.get(0));
        if (!image.digest().isEmpty()) {
            throw new CommandException("cannot push a digest reference");
        }
        if (allTags.value() && !image.tag().isEmpty()) {
            throw new CommandException("tag can't be used with --all-tags/-a");
        }
        if (!allTags.value() && image.tag().isEmpty() && !quiet.value()) {
            cli.out().println("Using default tag: latest");
            cli.out().flush();
        }
        push(cli, image);
        if (quiet.value()) {
            cli.out().println(allTags.value() ? image.name() : image.canonical());
        }
        return 0;
    }

    private void push(Cli cli, ImageReference image) {
        Query query = new Query().addUnlessEmpty("tag", allTags.value() ? "" : image.version());
        if (platform.given()) {
            query.add("platform", PlatformParameter.of(platform.value()));
        }
        HttpRequest request = HttpRequest.of("POST", "/images/" + image.name() + "/push" + query);
        request.headers().add(AuthHeader.NAME, AuthHeader.of(cli, image.registry()));
        Output out = quiet.value() ? Output.discard() : cli.out();
        try (HttpResponse response = cli.client().open(request)) {
            new ProgressStream(out, quiet.value() ? 0 : Pull.columns(out)).show(response.body(), 1);
        } catch (IOException e) {
            throw new CommandException("push: " + e.getMessage());
        }
    }
}
