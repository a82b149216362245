package io.jdock.cli.command.build.context;

import io.jdock.cli.command.Cli;
import io.jdock.cli.command.CommandException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds what a build is made of from the one word on the command line. */
public final class ContextSource {

    static final String STDIN = "-";

    private final Cli cli;
    private final String dockerfile;

    /**
     * Prepares the search.
     *
     * @param dockerfile a path, {@code -} for standard input, empty for the usual name
     */
    public ContextSource(Cli cli, String dockerfile) {
        this.cli = cli;
        this.dockerfile = dockerfile;
    }

    /**
     * The context that {@code word} names: a directory, {@code -} for standard input, a git repository, or a URL.
     *
     * @throws CommandException when there is none
     */
    public BuildContext open(String word) {
        if (word.equals(STDIN)) {
            return StandardInput.context(cli.in(), dockerfile);
        }
        if (Files.exists(Path.of(word))) {
            return LocalContext.ofUser(cli, Path.of(word), dockerfile).open();
        }
        if (GitAddress.isOne(word)) {
            return GitContext.open(cli, GitAddress.parse(word), dockerfile);
        }
        if (word.startsWith("http://") || word.startsWith("https://")) {
            return remote(word);
        }
        throw unprepared("path \"" + word + "\" not found");
    }

    private BuildContext remote(String url) {
        if (dockerfile.equals(STDIN)) {
            throw unprepared(
                    "the Dockerfile cannot come from standard input when the engine gets the context from a URL");
        }
        return BuildContext.remote(dockerfile, url);
    }

    static CommandException unprepared(String why) {
        return new CommandException("unable to prepare context: " + why);
    }
}
