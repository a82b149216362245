package io.jdock.daemon.image;

import io.jdock.errdefs.InternalException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/** Brings images into the supervisor's store, and out of it. */
public interface Transfers {

    /** Downloads an image. The caller closes the transfer, which stops it if it still goes on. */
    Transfer pull(PullRequest request);

    /**
     * Imports the images of a tar archive, which is read on another thread. The caller closes the transfer.
     *
     * @param platforms {@code os[/arch[/variant]]} of the images to take, or none for all
     */
    Transfer load(InputStream archive, List<String> platforms);

    /**
     * Writes images as one archive. The caller closes it, which stops it if it still goes on.
     *
     * @param images each once for every name that asks for it
     */
    Archive save(List<SavedImage> images);

    /**
     * An image for an archive.
     *
     * @param record a name that the store knows it under
     * @param references normalised names that it gets in the archive
     * @param platforms {@code os[/arch[/variant]]} to write alone, or none for all that is here
     */
    record SavedImage(String record, List<String> references, List<String> platforms) {

        public SavedImage {
            references = List.copyOf(references);
            platforms = List.copyOf(platforms);
        }
    }

    /** Some bytes of an archive. */
    @FunctionalInterface
    interface Piece {

        /** Writes them at once. */
        void writeTo(OutputStream out) throws IOException;
    }

    /** An archive that is being made. */
    interface Archive extends AutoCloseable {

        /**
         * The next piece; empty at the end.
         *
         * @throws io.jdock.errdefs.EngineException why it cannot be made; before the first piece, that something is missing
         */
        Optional<Piece> next() throws InterruptedException;

        /** Stops it. Any thread. */
        @Override
        void close();
    }

    /**
     * What to download.
     *
     * @param reference normalised
     * @param platform {@code os[/arch[/variant]]}, or empty for the host's
     */
    record PullRequest(
            String reference, String platform, Optional<Credentials> credentials, RegistryOptions registries) {}

    /** A transfer that goes on. */
    interface Transfer extends AutoCloseable {

        /**
         * What happened next; empty at the end.
         *
         * @throws io.jdock.errdefs.EngineException why it failed
         */
        Optional<TransferStep> next() throws InterruptedException, IOException;

        /**
         * Waits until the image is there.
         *
         * @throws io.jdock.errdefs.EngineException why it failed
         */
        default TransferStep.Recorded finish() throws InterruptedException, IOException {
            Optional<TransferStep.Recorded> image = Optional.empty();
            for (Optional<TransferStep> step = next(); step.isPresent(); step = next()) {
                if (step.get() instanceof TransferStep.Recorded recorded) {
                    image = Optional.of(recorded);
                }
            }
            return image.orElseThrow(() -> new InternalException("make an image: the supervisor names none"));
        }

        /** Stops it. Any thread. */
        @Override
        void close();
    }
}
