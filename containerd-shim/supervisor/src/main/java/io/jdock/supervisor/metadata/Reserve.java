package io.jdock.supervisor.metadata;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Room on the disk that nobody else can take: without it nothing could be removed from a full disk, since the removal has to be
 * written down first.
 */
final class Reserve {

    private static final Logger LOG = LoggerFactory.getLogger(Reserve.class);
    /** Some dozens of removals; each makes room for more. */
    private static final int BYTES = 256 << 10;

    private final Path file;

    Reserve(Path file) {
        this.file = file;
    }

    /** Takes the room if it is not held already and there is as much; otherwise the next call may. */
    void take() {
        try {
            if (!Files.exists(file) || Files.size(file) < BYTES) {
                Files.write(file, new byte[BYTES]);
            }
        } catch (IOException e) {
            LOG.debug("nothing is reserved in {}: {}", file, e.getMessage());
            release();
        }
    }

    /** Gives the room up; false if there was none. */
    boolean release() {
        try {
            return Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("release " + file, e);
        }
    }
}
