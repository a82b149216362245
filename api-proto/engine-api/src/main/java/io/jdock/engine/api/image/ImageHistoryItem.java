package io.jdock.engine.api.image;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one layer of an image came to be.
 *
 * @param id the image's for the newest, {@code <missing>} for the others
 * @param created UNIX seconds, 0 when unknown
 * @param tags of the newest; null for the others
 * @param size bytes on disk of this layer alone
 */
public record ImageHistoryItem(
        String id, long created, String createdBy, @Nullable List<String> tags, long size, String comment) {}
