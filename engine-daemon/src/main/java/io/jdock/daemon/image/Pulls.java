package io.jdock.daemon.image;

import io.jdock.daemon.event.EventBus;
import io.jdock.engine.api.image.ProgressMessage;
import io.jdock.oci.image.ImageReference;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;

/** Downloads images and tells how it goes on. Safe for concurrent use. */
public final class Pulls {

    private final ImageCatalog catalog;
    private final Transfers transfers;
    private final Supplier<RegistryOptions> options;
    private final EventBus events;

    public Pulls(ImageCatalog catalog, Transfers transfers, Supplier<RegistryOptions> options, EventBus events) {
        this.catalog = catalog;
        this.transfers = transfers;
        this.options = options;
        this.events = events;
    }

    /**
     * Begins a download. The caller closes it, which stops it if it still goes on.
     *
     * @param platform {@code os[/arch[/variant]]}, or empty for the host's
     */
    public Pull start(ImageReference reference, String platform, Optional<Credentials> credentials) {
        return new Pull(
                reference,
                transfers.pull(new Transfers.PullRequest(reference.toString(), platform, credentials, options.get())));
    }

    /** One download. */
    public final class Pull implements AutoCloseable {

        private final ImageReference reference;
        private final Transfers.Transfer transfer;

        private Pull(ImageReference reference, Transfers.Transfer transfer) {
            this.reference = reference;
            this.transfer = transfer;
        }

        /**
         * Waits until it is known whether there is such an image.
         *
         * @return what {@link #report} is to begin with
         * @throws io.jdock.errdefs.EngineException why there is none for us
         */
        public Optional<TransferStep> first() throws IOException, InterruptedException {
            return transfer.next();
        }

        /**
         * Tells of each step until the image is there.
         *
         * @throws io.jdock.errdefs.EngineException why it failed
         */
        public void report(Optional<TransferStep> first, ProgressWriter out) throws IOException, InterruptedException {
            for (Optional<TransferStep> step = first; step.isPresent(); step = transfer.next()) {
                write(step.get(), out);
            }
        }

        private void write(TransferStep step, ProgressWriter out) throws IOException {
            switch (step) {
                case TransferStep.Resolved _ ->
                    out.write(ProgressMessage.status("Pulling from " + remotePath(), reference.identifier()));
                case TransferStep.Layer layer -> out.layer(layer);
                case TransferStep.Recorded image -> {
                    out.write(ProgressMessage.status("Digest: " + image.digest()));
                    String outcome = image.unchanged() ? "Image is up to date for " : "Downloaded newer image for ";
                    out.write(ProgressMessage.status("Status: " + outcome + reference.familiar()));
                    publish();
                }
            }
        }

        /** As Docker shows it: without Docker Hub's host, with that of any other registry. */
        private String remotePath() {
            return reference.domain().equals(ImageReference.DOCKER_HUB) ? reference.path() : reference.name();
        }

        private void publish() {
            StoredImage image = catalog.resolve(reference.toString());
            events.publish(
                    "image", "pull", reference.familiar(), ImageNames.attributes(image, reference.familiarName()));
        }

        /** Any thread. */
        @Override
        public void close() {
            transfer.close();
        }
    }
}
