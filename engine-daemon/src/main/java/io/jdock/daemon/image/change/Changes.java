package io.jdock.daemon.image.change;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.oci.image.ExecutionConfig;
import java.util.List;

/** Applies lines of a Dockerfile to the configuration of an image, as far as they need nothing built. */
public final class Changes {

    private Changes() {}

    /**
     * What the configuration becomes.
     *
     * @param lines each one instruction, or several with line ends between them
     * @throws InvalidArgumentException naming the line that is no such instruction
     */
    public static ExecutionConfig apply(ExecutionConfig config, List<String> lines) {
        Draft draft = new Draft(config);
        for (String line : lines) {
            line.lines().map(String::strip).filter(Changes::says).forEach(draft::change);
        }
        return draft.finish();
    }

    private static boolean says(String line) {
        return !line.isEmpty() && !line.startsWith("#");
    }
}
