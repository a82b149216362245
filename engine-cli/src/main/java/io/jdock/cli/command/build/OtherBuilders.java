package io.jdock.cli.command.build;

import io.jdock.cli.flags.BoolFlag;
import io.jdock.cli.flags.Flag;
import io.jdock.cli.flags.FlagSet;
import io.jdock.cli.flags.UsageException;
import io.jdock.cli.flags.ValueCheck;
import java.util.LinkedHashMap;
import java.util.Map;

/** Flags that other builders have, known so that they can be refused by name; the help does not show them. */
final class OtherBuilders {

    private final Map<String, Flag> refused = new LinkedHashMap<>();
    private final BoolFlag push;

    OtherBuilders(FlagSet flags) {
        refused.put("-o, --output", flags.hidden(flags.text("output", 'o', "Output destination")));
        for (String name : new String[] {"secret", "ssh", "build-context", "cache-to"}) {
            refused.put("--" + name, flags.hidden(flags.list(name, '\0', "list", ValueCheck.NONE, "")));
        }
        push = flags.hidden(flags.bool("push", '\0', "Push the image"));
        // Every image goes into the engine's own store, and nothing was ever signed.
        flags.hidden(flags.bool("load", '\0', "Load the image"));
        flags.hidden(flags.bool("disable-content-trust", '\0', true, "Skip image verification"));
    }

    /** @throws UsageException when one of them was given */
    void refuse(FlagSet flags) {
        refused.forEach((name, flag) -> {
            if (flag.given()) {
                throw unsupported(flags, name);
            }
        });
        if (push.value()) {
            throw unsupported(flags, "--push");
        }
    }

    private static UsageException unsupported(FlagSet flags, String name) {
        return flags.error(name + " is not supported by this builder");
    }
}
