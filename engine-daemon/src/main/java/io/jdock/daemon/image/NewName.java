package io.jdock.daemon.image;

import io.jdock.daemon.http.Exchange;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.oci.image.ImageReference;

/** The name that the parameters {@code repo} and {@code tag} give a new image. */
public final class NewName {

    private NewName() {}

    /**
     * The full name, with the tag {@code latest} if there is none; empty when the client wants none.
     *
     * @throws InvalidArgumentException when it is no name, or one with a digest
     */
    public static String of(Exchange exchange) {
        String repository = exchange.query().text("repo").orElse("");
        if (repository.isEmpty()) {
            return "";
        }
        ImageReference name = ImageReference.parse(repository);
        if (name.digest() != null) {
            throw new InvalidArgumentException("cannot import digest reference");
        }
        String tag = exchange.query().text("tag").orElse("");
        return (tag.isEmpty() ? name.withDefaultTag() : name.withTag(tag)).toString();
    }
}
