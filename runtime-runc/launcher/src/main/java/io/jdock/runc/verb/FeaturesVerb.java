package io.jdock.runc.verb;

import io.jdock.json.JsonIndent;
import io.jdock.oci.runtime.SpecJson;
import io.jdock.runc.flags.FlagSet;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Prints what this runtime can do, see features.md of the runtime specification. */
public final class FeaturesVerb implements Verb {

    private final FlagSet set = new FlagSet();

    @Override
    public Usage usage() {
        return new Usage(
                "features",
                "print what this runtime can do",
                "",
                Usage.Arity.exactly(0),
                "Prints JSON as features.md of the OCI runtime specification describes it.");
    }

    @Override
    public FlagSet flags() {
        return set;
    }

    @Override
    public int run(Cli cli, List<String> words) {
        String json = new String(SpecJson.write(RuntimeFeatures.all()), StandardCharsets.UTF_8);
        cli.out().print(JsonIndent.indent(json, "    ") + "\n");
        return 0;
    }
}
