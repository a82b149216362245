package io.jdock.cli.command.manifest;

import io.jdock.cli.command.Cli;
import io.jdock.cli.command.Command;
import io.jdock.cli.command.image.ImageReference;
import io.jdock.cli.flags.Arity;
import io.jdock.cli.flags.BoolFlag;
import io.jdock.cli.flags.FlagSet;
import io.jdock.json.JsonArray;
import io.jdock.json.JsonIndent;
import io.jdock.json.JsonObject;
import io.jdock.json.JsonReader;
import io.jdock.json.JsonValue;
import java.util.ArrayList;
import java.util.List;

/** {@code jdock manifest inspect}. */
public final class InspectListCommand implements Command {

    private static final String INDENT = "\t";

    private final FlagSet flags = new FlagSet(
            "[OPTIONS] [MANIFEST_LIST] MANIFEST", "Display an image manifest, or manifest list", new Arity(1, 2));
    private final BoolFlag insecure = flags.bool("insecure", '\0', "Allow communication with an insecure registry");
    private final BoolFlag verbose = flags.bool("verbose", 'v', "Output additional info including layers and platform");

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public int run(Cli cli, List<String> words) {
        ManifestStore store = new ManifestStore(cli);
        ImageReference reference = ImageReference.parse(words.get(words.size() - 1));
        if (words.size() == 2) {
            ListedManifest manifest = store.find(ImageReference.parse(words.get(0)), reference);
            if (manifest == null) {
                throw ManifestStore.missing(reference);
            }
            cli.out().println(text(manifest));
            return 0;
        }
        List<ListedManifest> local = store.list(reference);
        if (!local.isEmpty()) {
            cli.out().println(verbose.value() ? texts(local) : ManifestList.of(local));
            return 0;
        }
        cli.out().println(remote(new RemoteManifests(cli, insecure.value()), reference));
        return 0;
    }

    private String remote(RemoteManifests registry, ImageReference reference) {
        ListedManifest found = registry.get(reference);
        String mediaType = found.descriptor().text("mediaType");
        if (!ManifestList.isList(mediaType)) {
            return text(found);
        }
        JsonObject index = JsonReader.read(found.text()) instanceof JsonObject object ? object : JsonObject.EMPTY;
        if (!verbose.value()) {
            return ManifestList.of(index, mediaType);
        }
        List<ListedManifest> manifests = new ArrayList<>();
        for (JsonObject listed : index.array("manifests").objects()) {
            ImageReference each = new ImageReference(reference.name(), reference.tag(), listed.text("digest"));
            manifests.add(registry.get(each).withPlatform(listed.object("platform")));
        }
        return texts(manifests);
    }

    private String text(ListedManifest manifest) {
        return JsonIndent.indent(verbose.value() ? manifest.toJson().toJson() : manifest.text(), INDENT);
    }

    private static String texts(List<ListedManifest> manifests) {
        List<JsonValue> items = new ArrayList<>();
        for (ListedManifest manifest : manifests) {
            items.add(manifest.toJson());
        }
        return JsonIndent.indent(new JsonArray(items).toJson(), INDENT);
    }
}
