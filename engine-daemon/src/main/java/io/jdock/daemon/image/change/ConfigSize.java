package io.jdock.daemon.image.change;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.oci.image.Documents;
import io.jdock.oci.image.ExecutionConfig;
import java.util.Collection;

/** Keeps a configuration short enough for the document that it becomes part of. */
final class ConfigSize {

    /** Half of it is left to what else an image says, such as its history. */
    private static final int MOST = Documents.MAX_BYTES / 2;

    private ConfigSize() {}

    /** @throws InvalidArgumentException when it is too long */
    static ExecutionConfig checked(ExecutionConfig config) {
        long characters = of(config.env())
                + of(config.labels().keySet())
                + of(config.labels().values())
                + of(config.exposedPorts())
                + of(config.volumes())
                + of(config.onBuild())
                + of(config.cmd())
                + of(config.entrypoint());
        if (characters > MOST) {
            throw new InvalidArgumentException(
                    "the configuration of the image would be longer than %d characters".formatted(MOST));
        }
        return config;
    }

    private static long of(Collection<String> texts) {
        return texts.stream().mapToLong(text -> text.length() + 1L).sum();
    }
}
