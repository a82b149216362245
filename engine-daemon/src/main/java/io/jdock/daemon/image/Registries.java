package io.jdock.daemon.image;

import io.jdock.oci.image.Descriptor;
import io.jdock.oci.image.ImageReference;
import io.jdock.oci.image.Platform;
import java.util.List;
import java.util.Optional;

/** What is done with registries besides pulling, by the supervisor. */
public interface Registries {

    /**
     * Uploads an image. The caller closes the push, which stops it if it still goes on.
     *
     * @param reference that it is recorded under, with a tag
     * @param platform {@code os[/arch[/variant]]} of the one manifest that is wanted, or empty for what is there
     */
    Push push(ImageReference reference, String platform, Optional<Credentials> credentials);

    /**
     * Asks a registry whether it knows the credentials.
     *
     * @param host with an optional port, {@code docker.io} for Docker Hub
     * @return a token to keep in place of the password; empty when the registry gives none
     * @throws io.jdock.errdefs.UnauthenticatedException when it does not
     */
    String logIn(String host, Credentials credentials);

    /**
     * Asks the registry what a reference stands for.
     *
     * @throws io.jdock.errdefs.NotFoundException when there is no such image, or none for us
     */
    Remote find(ImageReference reference, Optional<Credentials> credentials);

    /**
     * Has a registry look for repositories.
     *
     * @param host as of a login
     * @throws io.jdock.errdefs.NotFoundException when it offers no search
     */
    List<Found> search(String host, String term, int limit, Optional<Credentials> credentials);

    /**
     * The tags of a repository, in the registry's order.
     *
     * @throws io.jdock.errdefs.NotFoundException when there is no such repository, or none for us
     */
    List<String> tags(ImageReference repository, Optional<Credentials> credentials);

    /**
     * As {@link #find}, with the document itself.
     *
     * @param insecure whether the registry need not have TLS, or a certificate that somebody vouches for
     */
    Document document(ImageReference reference, boolean insecure, Optional<Credentials> credentials);

    /** What a registry has under a reference. @param bytes of the index or manifest */
    record Document(Remote image, byte[] bytes) {}

    /**
     * Gives a tag an index.
     *
     * @param sources where the manifests are that the index lists, each with its digest, in the same registry
     * @param insecure as of {@link #document}
     * @return the digest of the index
     */
    String putIndex(
            ImageReference reference,
            byte[] index,
            List<ImageReference> sources,
            boolean insecure,
            Optional<Credentials> credentials);

    /** A repository that a registry has found. */
    record Found(String name, String description, int stars, boolean official, boolean automated) {}

    /**
     * An image as a registry has it.
     *
     * @param target the index or manifest
     * @param platforms that it can run on
     */
    record Remote(Descriptor target, List<Platform> platforms) {

        public Remote {
            platforms = List.copyOf(platforms);
        }
    }

    /** A push that goes on. */
    interface Push extends AutoCloseable {

        /**
         * What happened next; empty at the end.
         *
         * @throws io.jdock.errdefs.EngineException why it failed
         */
        Optional<PushStep> next() throws InterruptedException;

        /** Stops it. Any thread. */
        @Override
        void close();
    }
}
