package io.jdock.daemon.image;

import io.jdock.oci.image.ImageConfig;
import java.io.InputStream;
import java.util.Optional;

/** Has images made by the supervisor, and files taken out of containers. */
public interface Composer {

    /**
     * An image to make.
     *
     * @param base ID of the image that it continues, if it does
     * @param config with the layers of the base
     * @param reference normalised, or empty for an image that has only an ID
     * @param buildKey what it is built by, with which it is found again, or empty; see {@link ImageRecord#buildKey}
     */
    record NewImage(Optional<String> base, ImageConfig config, String reference, String buildKey) {}

    /** Gives an image, or none, another configuration. The caller closes the transfer, which stops it if it still goes on. */
    Transfers.Transfer configure(NewImage image);

    /** Adds files to an image, or to none. The caller closes the transfer, which stops it if it still goes on. */
    Transfers.Transfer copy(NewImage image, Trees.Copy copy);

    /** Adds what a container has written to its image. The caller closes the transfer, which stops it if it still goes on. */
    Transfers.Transfer commit(NewImage image, String containerId);

    /** Makes an image of an archive, which is read on another thread. The caller closes the transfer. */
    Transfers.Transfer importFiles(NewImage image, InputStream archive);

    /** The same of an archive on the web, which the supervisor fetches. @param url with http or https */
    Transfers.Transfer importFiles(NewImage image, String url);

    /** Takes all files of a container out. The caller closes the archive, which stops it if it still goes on. */
    Transfers.Archive export(String containerId);
}
