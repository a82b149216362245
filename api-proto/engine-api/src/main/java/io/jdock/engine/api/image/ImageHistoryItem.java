package io.jdock.engine.api.image;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one layer of an image came to be.
 *
 * @param id of the image that ended with it, when that is here, else {@code <missing>}
 * @param created UNIX seconds, 0 when unknown
 * @param tags of that image; null when it has none
 * @param size bytes on disk of this layer alone
 */
public record ImageHistoryItem(
        String id, long created, String createdBy, @Nullable List<String> tags, long size, String comment) {

    /** The same as the last layer of an image. */
    public ImageHistoryItem of(String imageId, @Nullable List<String> imageTags) {
        return new ImageHistoryItem(imageId, created, createdBy, imageTags, size, comment);
    }
}
