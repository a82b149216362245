package io.jdock.cli.command.build;

import io.jdock.cli.client.DaemonException;
import io.jdock.cli.client.Query;
import io.jdock.cli.command.Cli;
import io.jdock.cli.command.Command;
import io.jdock.cli.command.CommandException;
import io.jdock.cli.command.build.context.BuildContext;
import io.jdock.cli.command.build.context.ContextSource;
import io.jdock.cli.command.build.context.GzipSource;
import io.jdock.cli.command.credentials.RegistryConfigHeader;
import io.jdock.cli.flags.Arity;
import io.jdock.cli.flags.BoolFlag;
import io.jdock.cli.flags.FlagSet;
import io.jdock.cli.flags.TextFlag;
import io.jdock.cli.http.HttpRequest;
import io.jdock.cli.http.HttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** {@code jdock build}. */
public final class BuildCommand implements Command {

    private static final String ARCHIVE = "application/x-tar";

    private final FlagSet flags = new FlagSet(
                    "[OPTIONS] PATH | URL | -", "Build an image from a Dockerfile", Arity.exactly(1))
            .aliases("image build", "build", "builder build");
    private final TextFlag file = flags.text("file", 'f', "Name of the Dockerfile (Default is \"PATH/Dockerfile\")");
    private final BoolFlag compress = flags.bool("compress", '\0', "Compress the build context using gzip");
    private final BoolFlag quiet = flags.bool("quiet", 'q', "Suppress the build output and print image ID on success");
    private final TextFlag idFile = flags.text("iidfile", '\0', "Write the image ID to the file");
    private final TextFlag progress = flags.text(
            "progress",
            '\0',
            "string",
            BuildOutput::checkStyle,
            "Set type of progress output (\"auto\", \"plain\", \"tty\", \"quiet\")");
    private final BuildParameters parameters = new BuildParameters(flags);
    private final LimitParameters limits = new LimitParameters(flags);
    private final OtherBuilders others = new OtherBuilders(flags);

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public int run(Cli cli, List<String> words) {
        others.refuse(flags);
        boolean silent = quiet.value() || progress.value().equals("quiet");
        IdFile id = new IdFile(idFile.value());
        id.clear();
        BuildOutput output = new BuildOutput(cli, silent, progress.value());
        try (BuildContext context = new ContextSource(cli, file.value()).open(words.get(0))) {
            build(cli, query(cli, context, silent), body(context, output), output);
        } catch (IOException e) {
            throw new CommandException("build: " + e.getMessage());
        }
        id.write(output.imageId());
        return 0;
    }

    private String query(Cli cli, BuildContext context, boolean silent) {
        Query query = new Query()
                .add("version", "1")
                .addUnlessEmpty("dockerfile", context.dockerfile())
                .addUnlessEmpty("remote", context.remote())
                .addIfTrue("q", silent);
        parameters.addTo(query, cli);
        limits.addTo(query);
        return query.toString();
    }

    private InputStream body(BuildContext context, BuildOutput output) {
        if (!context.isSent()) {
            return context.body();
        }
        InputStream archive = compress.value() ? new GzipSource(context.body()) : context.body();
        return output.counting(archive);
    }

    private static void build(Cli cli, String query, InputStream body, BuildOutput output) {
        HttpRequest request = HttpRequest.of("POST", "/build" + query).withUpload(ARCHIVE, body);
        request.headers().add(RegistryConfigHeader.NAME, RegistryConfigHeader.of(cli));
        try (HttpResponse response = cli.client().open(request)) {
            output.show(response);
        } catch (CommandException | DaemonException e) {
            output.tellAll();
            throw e;
        } catch (IOException e) {
            throw new CommandException("build: " + e.getMessage());
        }
    }
}
