package io.jdock.daemon.build;

import io.jdock.daemon.image.HeldImages;
import io.jdock.daemon.image.ImageCatalog;
import io.jdock.daemon.image.Pulls;
import io.jdock.daemon.image.StoredImage;
import io.jdock.errdefs.CanceledException;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.errdefs.NotFoundException;
import io.jdock.oci.image.ImageReference;
import java.io.IOException;
import java.util.Optional;

/** Finds the images that a build starts from and copies from, and downloads those that are missing. */
final class BaseImages {

    private final ImageCatalog catalog;
    private final HeldImages.Hold hold;
    private final Pulls pulls;
    private final BuildRequest request;
    private final BuildOutput output;
    private final Cancellation cancellation;

    BaseImages(
            Workshop workshop,
            HeldImages.Hold hold,
            BuildRequest request,
            BuildOutput output,
            Cancellation cancellation) {
        this.catalog = workshop.catalog();
        this.hold = hold;
        this.pulls = workshop.pulls();
        this.request = request;
        this.output = output;
        this.cancellation = cancellation;
    }

    /**
     * The image, which stays for as long as the build holds it.
     *
     * @param name a reference, or the ID of an image that is here
     * @param platform {@code os[/arch[/variant]]}, or empty for the host's
     */
    StoredImage find(String name, String platform) throws IOException {
        StoredImage found = search(name, platform);
        hold.add(found.id());
        return catalog.resolve(found.id());
    }

    private StoredImage search(String name, String platform) throws IOException {
        Optional<StoredImage> here = here(name, platform);
        if (here.isPresent() && !(request.pull() && isReference(name))) {
            return here.get();
        }
        pull(ImageReference.parse(name).withDefaultTag(), platform);
        return catalog.runnable(name, platform);
    }

    private Optional<StoredImage> here(String name, String platform) {
        try {
            return Optional.of(catalog.runnable(name, platform));
        } catch (NotFoundException _) {
            return Optional.empty();
        }
    }

    private static boolean isReference(String name) {
        try {
            ImageReference.parse(name);
            return true;
        } catch (InvalidArgumentException _) {
            return false;
        }
    }

    private void pull(ImageReference reference, String platform) throws IOException {
        try (Pulls.Pull pull = pulls.start(reference, platform, request.logins().of(reference));
                var _ = cancellation.during(pull::close)) {
            pull.report(pull.first(), output.progress());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CanceledException("pull %s: interrupted".formatted(reference.familiar()), e);
        }
    }
}
