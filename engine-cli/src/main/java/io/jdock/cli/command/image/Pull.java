package io.jdock.cli.command.image;

import io.jdock.cli.client.Query;
import io.jdock.cli.command.Cli;
import io.jdock.cli.command.CommandException;
import io.jdock.cli.command.Output;
import io.jdock.cli.command.credentials.AuthHeader;
import io.jdock.cli.command.progress.ProgressStream;
import io.jdock.cli.http.HttpRequest;
import io.jdock.cli.http.HttpResponse;
import io.jdock.cli.terminal.Tty;
import java.io.IOException;
import java.io.InputStream;

/** Has the engine pull an image and shows how it gets on. */
public final class Pull {

    private static final int COLUMNS_WHEN_UNKNOWN = 200;

    private final Cli cli;
    private final String platform;

    /**
     * Prepares a pull.
     *
     * @param platform what to choose from an image for several; empty for the engine's own
     */
    public Pull(Cli cli, String platform) {
        this.cli = cli;
        this.platform = platform;
    }

    /**
     * Pulls, and returns when the engine has the image.
     *
     * @param out where progress goes
     * @param quiet whether progress is left out
     * @param exitCode status of the failure when a pull that had begun fails
     */
    public void run(ImageReference image, Output out, boolean quiet, int exitCode) {
        Query query = new Query()
                .add("fromImage", image.name())
                .addUnlessEmpty("platform", platform)
                .add("tag", image.version());
        follow(query, image.registry(), out, quiet, exitCode);
    }

    /** Pulls all tags of a repository. */
    void runAllTags(ImageReference image, Output out, boolean quiet) {
        Query query = new Query().add("fromImage", image.name()).addUnlessEmpty("platform", platform);
        follow(query, image.registry(), out, quiet, 1);
    }

    private void follow(Query query, String registry, Output out, boolean quiet, int exitCode) {
        HttpRequest request = HttpRequest.of("POST", "/images/create" + query);
        request.headers().add(AuthHeader.NAME, AuthHeader.of(cli, registry));
        try (HttpResponse response = cli.client().open(request)) {
            show(response.body(), out, quiet, exitCode);
        } catch (IOException e) {
            throw new CommandException("pull: " + e.getMessage(), exitCode);
        }
    }

    /** Quiet or not, the stream is read: the engine tells failures in it. */
    private static void show(InputStream progress, Output out, boolean quiet, int exitCode) throws IOException {
        if (quiet) {
            new ProgressStream(Output.discard(), 0).show(progress, exitCode);
        } else {
            new ProgressStream(out, columns(out)).show(progress, exitCode);
        }
    }

    /** Width of the terminal behind an output; 0 when it is none. */
    public static int columns(Output out) {
        if (!Tty.isTerminal(out.descriptor())) {
            return 0;
        }
        int columns = Tty.size(out.descriptor()).columns();
        return columns == 0 ? COLUMNS_WHEN_UNKNOWN : columns;
    }
}
