package io.jdock.cli.command.manifest;

import io.jdock.cli.command.Cli;
import io.jdock.cli.command.Command;
import io.jdock.cli.command.CommandException;
import io.jdock.cli.command.image.ImageReference;
import io.jdock.cli.flags.Arity;
import io.jdock.cli.flags.FlagSet;
import java.util.List;

/** {@code jdock manifest rm}. */
public final class RemoveListCommand implements Command {

    private final FlagSet flags = new FlagSet(
            "MANIFEST_LIST [MANIFEST_LIST...]",
            "Delete one or more manifest lists from local storage",
            Arity.atLeast(1));

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public int run(Cli cli, List<String> words) {
        ManifestStore store = new ManifestStore(cli);
        boolean failed = false;
        for (String word : words) {
            try {
                store.remove(ImageReference.parse(word));
            } catch (CommandException e) {
                cli.err().println(String.valueOf(e.getMessage()));
                failed = true;
            }
        }
        return failed ? 1 : 0;
    }
}
