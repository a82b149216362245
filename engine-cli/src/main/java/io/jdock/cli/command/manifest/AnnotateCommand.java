package io.jdock.cli.command.manifest;

import io.jdock.cli.command.Cli;
import io.jdock.cli.command.Command;
import io.jdock.cli.command.CommandException;
import io.jdock.cli.command.image.ImageReference;
import io.jdock.cli.flags.Arity;
import io.jdock.cli.flags.FlagSet;
import io.jdock.cli.flags.ListFlag;
import io.jdock.cli.flags.TextFlag;
import io.jdock.cli.flags.ValueCheck;
import io.jdock.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code jdock manifest annotate}. */
public final class AnnotateCommand implements Command {

    /** What Go makes programs for, as docker has it. */
    private static final Map<String, Set<String>> KNOWN = Map.of(
            "darwin", Set.of("386", "amd64", "arm", "arm64"),
            "dragonfly", Set.of("amd64"),
            "freebsd", Set.of("386", "amd64", "arm"),
            "linux", Set.of("386", "amd64", "arm", "arm64", "ppc64le", "mips64", "mips64le", "riscv64", "s390x"),
            "netbsd", Set.of("386", "amd64", "arm"),
            "openbsd", Set.of("386", "amd64", "arm"),
            "plan9", Set.of("386", "amd64"),
            "solaris", Set.of("amd64"),
            "windows", Set.of("386", "amd64", "arm", "arm64"));

    private final FlagSet flags = new FlagSet(
            "[OPTIONS] MANIFEST_LIST MANIFEST",
            "Add additional information to a local image manifest",
            Arity.exactly(2));
    private final TextFlag arch = flags.text("arch", '\0', "Set architecture");
    private final TextFlag os = flags.text("os", '\0', "Set operating system");
    private final ListFlag osFeatures =
            flags.list("os-features", '\0', "strings", ValueCheck.NONE, "Set operating system feature");
    private final TextFlag osVersion = flags.text("os-version", '\0', "Set operating system version");
    private final TextFlag variant = flags.text("variant", '\0', "Set architecture variant");

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public int run(Cli cli, List<String> words) {
        ImageReference list = ImageReference.parse(words.get(0));
        ImageReference reference = ImageReference.parse(words.get(1));
        ManifestStore store = new ManifestStore(cli);
        ListedManifest manifest = store.find(list, reference);
        if (manifest == null) {
            throw new CommandException(
                    "manifest for image " + reference.canonical() + " does not exist in " + list.canonical());
        }
        JsonObject platform = annotated(manifest.platform());
        if (!KNOWN.getOrDefault(platform.text("os"), Set.of()).contains(platform.text("architecture"))) {
            throw new CommandException(
                    "manifest entry for image has unsupported os/arch combination: " + os.value() + "/" + arch.value());
        }
        store.put(list, reference, manifest.withPlatform(platform));
        return 0;
    }

    private JsonObject annotated(JsonObject platform) {
        List<String> features = new ArrayList<>(platform.array("os.features").texts());
        for (String value : osFeatures.values()) {
            for (String feature : value.split(",", -1)) {
                if (!features.contains(feature)) {
                    features.add(feature);
                }
            }
        }
        return JsonObject.builder()
                .put("architecture", chosen(arch, platform.text("architecture")))
                .put("os", chosen(os, platform.text("os")))
                .putUnlessEmpty("os.version", chosen(osVersion, platform.text("os.version")))
                .putUnlessEmpty("os.features", features)
                .putUnlessEmpty("variant", chosen(variant, platform.text("variant")))
                .build();
    }

    private static String chosen(TextFlag flag, String before) {
        return flag.value().isEmpty() ? before : flag.value();
    }
}
