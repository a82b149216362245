package io.jdock.cli.command.manifest;

import io.jdock.cli.command.Cli;
import io.jdock.cli.command.Command;
import io.jdock.cli.command.CommandException;
import io.jdock.cli.command.image.ImageReference;
import io.jdock.cli.flags.Arity;
import io.jdock.cli.flags.BoolFlag;
import io.jdock.cli.flags.FlagSet;
import java.util.List;

/** {@code jdock manifest create}. */
public final class CreateListCommand implements Command {

    private final FlagSet flags = new FlagSet(
            "MANIFEST_LIST MANIFEST [MANIFEST...]",
            "Create a local manifest list for annotating and pushing to a registry",
            Arity.atLeast(2));
    private final BoolFlag amend = flags.bool("amend", 'a', "Amend an existing manifest list");
    private final BoolFlag insecure = flags.bool("insecure", '\0', "Allow communication with an insecure registry");

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public int run(Cli cli, List<String> words) {
        ImageReference list = ImageReference.parse(words.get(0));
        ManifestStore store = new ManifestStore(cli);
        if (!amend.value() && !store.list(list).isEmpty()) {
            throw new CommandException("refusing to amend an existing manifest list with no --amend flag");
        }
        RemoteManifests remote = new RemoteManifests(cli, insecure.value());
        for (String word : words.subList(1, words.size())) {
            ImageReference reference = ImageReference.parse(word);
            ListedManifest known = store.find(list, reference);
            ListedManifest manifest = known == null ? remote.get(reference) : known;
            if (ManifestList.isList(manifest.descriptor().text("mediaType"))) {
                throw new CommandException(reference.canonical() + " is a manifest list");
            }
            store.put(list, reference, manifest);
        }
        cli.out().println("Created manifest list " + list.canonical());
        return 0;
    }
}
