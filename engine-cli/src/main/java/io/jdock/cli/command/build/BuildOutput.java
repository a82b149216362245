package io.jdock.cli.command.build;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jdock.cli.command.Cli;
import io.jdock.cli.command.CommandException;
import io.jdock.cli.command.Output;
import io.jdock.cli.command.image.Pull;
import io.jdock.cli.command.progress.ProgressStream;
import io.jdock.cli.flags.InvalidValueException;
import io.jdock.cli.http.HttpResponse;
import io.jdock.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Shows how a build gets on, and keeps its result. A silent build shows what it said only when it failed. */
final class BuildOutput implements ProgressStream.Listener {

    private static final List<String> STYLES = List.of("", "auto", "plain", "tty", "quiet");

    private final Cli cli;
    private final boolean silent;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final ByteArrayOutputStream keptProgress = new ByteArrayOutputStream();
    private final Output out;
    private final int columns;
    private String imageId = "";

    /** @param style one of {@link #checkStyle}'s */
    BuildOutput(Cli cli, boolean silent, String style) {
        this.cli = cli;
        this.silent = silent;
        this.out = silent ? Output.to(kept) : cli.out();
        this.columns = silent || style.equals("plain") ? 0 : Pull.columns(cli.out());
    }

    static void checkStyle(String style) {
        if (!STYLES.contains(style)) {
            throw new InvalidValueException("must be one of auto, plain, tty, quiet");
        }
    }

    /** The same bytes; tells how many they are. */
    InputStream counting(InputStream body) {
        return new SentBytes(body, silent ? Output.to(keptProgress) : out, columns > 0);
    }

    /** Shows the answer to its end. */
    void show(HttpResponse response) {
        try {
            new ProgressStream(out, columns).show(response.body(), this);
        } catch (IOException e) {
            throw new CommandException("build: " + response.reason(e).getMessage());
        }
        out.flush();
        cli.out().print(kept.toString(UTF_8));
    }

    /** After a failure shows what was kept. */
    void tellAll() {
        out.flush();
        cli.err().print(keptProgress.toString(UTF_8) + kept.toString(UTF_8));
    }

    /** Empty until the engine has told it. */
    String imageId() {
        return imageId;
    }

    @Override
    public void result(JsonObject aux) {
        imageId = aux.text("ID");
    }

    @Override
    public int exitCode(int code) {
        return code == 0 ? 1 : code;
    }
}
