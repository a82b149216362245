package io.jdock.engine.api.image;

import java.util.List;

/**
 * What a prune has removed.
 *
 * @param spaceReclaimed bytes on disk that only those images had
 */
public record ImagesPruned(List<ImageDeleteItem> imagesDeleted, long spaceReclaimed) {}
