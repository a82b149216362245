package io.jdock.supervisor.received;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.linux.tree.Names;
import io.jdock.oci.image.Digest;
import java.time.Instant;
import java.util.Optional;

/**
 * A file to receive.
 *
 * @param name of one component
 * @param mode permission bits
 * @param modified its time, or that of its arrival
 * @param checksum that it must have
 */
public record NewFile(String name, int mode, Optional<Instant> modified, Optional<Digest> checksum) {

    private static final int LONGEST = 255;

    public NewFile {
        String bytes = Names.ofText(name);
        boolean special = name.isEmpty() || name.equals(".") || name.equals("..");
        if (special || name.indexOf('/') >= 0 || name.indexOf('\0') >= 0 || bytes.length() > LONGEST) {
            throw new InvalidArgumentException(
                    "receive file: \"%s\" cannot be its name".formatted(Names.display(bytes)));
        }
    }

    /**
     * Reads a checksum.
     *
     * @param text {@code sha256:HEX}, or empty for any
     */
    public static Optional<Digest> checksum(String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Digest.parse(text));
        } catch (IllegalArgumentException | InvalidArgumentException e) {
            throw new InvalidArgumentException("receive file: checksum %s: %s".formatted(text, e.getMessage()), e);
        }
    }
}
