package io.jdock.runc.criu;

import io.jdock.errdefs.InternalException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The directories that criu is given.
 *
 * @param images where images are
 * @param others where its log and other files go, if elsewhere
 */
public record WorkFiles(ImageDirectory images, Optional<ImageDirectory> others) implements AutoCloseable {

    /** Where criu's log and other files go. */
    ImageDirectory work() {
        return others.orElse(images);
    }

    /** The same failure with what criu's log says of it. */
    public InternalException explained(InternalException failure, String log) {
        ImageDirectory place = work();
        Path file = place.path().resolve(log);
        List<String> errors = place.errors(log);
        String why = errors.isEmpty() ? "" : ": " + String.join("; ", errors);
        return new InternalException("%s%s; see %s".formatted(failure.getMessage(), why, file), failure);
    }

    @Override
    public void close() {
        images.close();
        others.ifPresent(ImageDirectory::close);
    }
}
