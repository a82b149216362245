package io.jdock.cli.command.manifest;

import io.jdock.cli.command.Cli;
import io.jdock.cli.command.Command;
import io.jdock.cli.command.image.ImageReference;
import io.jdock.cli.flags.Arity;
import io.jdock.cli.flags.BoolFlag;
import io.jdock.cli.flags.FlagSet;
import java.util.ArrayList;
import java.util.List;

/** {@code jdock manifest push}. */
public final class PushListCommand implements Command {

    private final FlagSet flags =
            new FlagSet("[OPTIONS] MANIFEST_LIST", "Push a manifest list to a repository", Arity.exactly(1));
    private final BoolFlag insecure = flags.bool("insecure", '\0', "Allow push to an insecure registry");
    private final BoolFlag purge = flags.bool("purge", 'p', "Remove the local manifest list after push");

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public int run(Cli cli, List<String> words) {
        ImageReference list = ImageReference.parse(words.get(0));
        ManifestStore store = new ManifestStore(cli);
        List<ListedManifest> manifests = store.list(list);
        if (manifests.isEmpty()) {
            throw ManifestStore.missing(list);
        }
        List<String> sources = new ArrayList<>();
        List<String> brought = new ArrayList<>();
        for (ListedManifest manifest : manifests) {
            ImageReference source = at(ImageReference.parse(manifest.reference()), manifest.digest());
            sources.add(source.canonical());
            ImageReference here = at(list, manifest.digest());
            if (!source.canonical().equals(here.canonical())) {
                brought.add("Pushed ref " + here.canonical() + " with digest: " + manifest.digest());
            }
        }
        String digest = new RemoteManifests(cli, insecure.value()).put(list, ManifestList.of(manifests), sources);
        for (String line : brought) {
            cli.out().println(line);
        }
        cli.out().println(digest);
        if (purge.value()) {
            store.remove(list);
        }
        return 0;
    }

    private static ImageReference at(ImageReference reference, String digest) {
        return new ImageReference(reference.name(), "", digest);
    }
}
