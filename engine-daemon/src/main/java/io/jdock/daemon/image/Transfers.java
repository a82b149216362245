package io.jdock.daemon.image;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** Brings images into the supervisor's store. */
public interface Transfers {

    /** Downloads an image. The caller closes the transfer, which stops it if it still goes on. */
    Transfer pull(PullRequest request);

    /** Imports the images of a tar archive, which is read on another thread. The caller closes the transfer. */
    Transfer load(InputStream archive);

    /**
     * What to download.
     *
     * @param reference normalised
     * @param platform {@code os[/arch[/variant]]}, or empty for the host's
     */
    record PullRequest(
            String reference,
            String platform,
            Optional<Credentials> credentials,
            List<String> mirrors,
            List<String> insecureRegistries) {}

    /** A transfer that goes on. */
    interface Transfer extends AutoCloseable {

        /**
         * What happened next; empty at the end.
         *
         * @throws io.jdock.errdefs.EngineException why it failed
         */
        Optional<TransferStep> next() throws InterruptedException, IOException;

        /** Stops it. Any thread. */
        @Override
        void close();
    }
}
