package io.jdock.daemon.image.change;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.oci.image.ExecutionConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Applies instructions of a Dockerfile to the configuration of an image, as far as they need nothing built. */
public final class Changes {

    private static final char ESCAPE = '\\';

    private Changes() {}

    /**
     * A changed configuration.
     *
     * @param text the instruction with its values expanded, as Docker's histories show it: {@code CMD ["a" "b"]}
     */
    public record Changed(ExecutionConfig config, String text) {}

    /**
     * What the configuration becomes by one instruction of a build.
     *
     * @param arguments build arguments in scope; variables of the configuration win over them
     * @param escape of the Dockerfile
     * @param cmdGiven whether the same stage had a CMD before; otherwise a new ENTRYPOINT takes away the one of the base
     * @throws InvalidArgumentException when a value is none that the instruction can have
     */
    public static Changed apply(
            ExecutionConfig config, Change change, Map<String, String> arguments, char escape, boolean cmdGiven) {
        Draft draft = new Draft(config, arguments, escape, cmdGiven);
        String text = draft.change(change);
        return new Changed(draft.finish(), text);
    }

    /**
     * What the configuration becomes by lines that a client gives with a commit or an import.
     *
     * @param lines each one instruction, or several with line ends between them
     * @throws InvalidArgumentException naming the line that is no such instruction
     */
    public static ExecutionConfig apply(ExecutionConfig config, List<String> lines) {
        Draft draft = new Draft(config, Map.of(), ESCAPE, false);
        for (String line : lines) {
            line.lines()
                    .map(String::strip)
                    .filter(Changes::says)
                    .map(Changes::parse)
                    .forEach(draft::change);
        }
        return draft.finish();
    }

    /** The environment of a configuration by names, in its order; the caller may change the map. */
    public static Map<String, String> variables(ExecutionConfig config) {
        Map<String, String> variables = new LinkedHashMap<>();
        for (String variable : config.env()) {
            int equals = variable.indexOf('=');
            variables.put(equals < 0 ? variable : variable.substring(0, equals), variable.substring(equals + 1));
        }
        return variables;
    }

    private static boolean says(String line) {
        return !line.isEmpty() && !line.startsWith("#");
    }

    private static Change parse(String line) {
        String[] parts = line.split("\\s+", 2);
        String name = parts[0].toUpperCase(Locale.ROOT);
        // An image of files alone has no author and no later instructions that a shell could be for.
        if (!ChangeParser.knows(name) || name.equals("SHELL") || name.equals("MAINTAINER")) {
            throw new InvalidArgumentException("%s is not a valid change command".formatted(name));
        }
        return ChangeParser.parse(name, parts.length < 2 ? "" : parts[1], ESCAPE);
    }
}
