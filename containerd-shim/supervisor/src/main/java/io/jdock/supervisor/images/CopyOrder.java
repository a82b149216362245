package io.jdock.supervisor.images;

import java.util.List;
import java.util.OptionalInt;

/**
 * What is copied into an image, and where it goes.
 *
 * @param files in their order; none to have the destination made alone
 * @param destination absolute; a directory when a slash is at its end
 * @param owner {@code user[:group]}, names of the image's or numbers; empty for root
 * @param mode permission bits instead of the files' own
 */
public record CopyOrder(List<TreeFiles> files, String destination, String owner, OptionalInt mode) {

    public CopyOrder {
        files = List.copyOf(files);
    }
}
