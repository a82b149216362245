package io.jdock.engine.api.image;

import java.util.List;

/** What a prune of the builder's cache took away. @param spaceReclaimed bytes on disk */
public record BuildCachePruned(List<String> cachesDeleted, long spaceReclaimed) {

    public BuildCachePruned {
        cachesDeleted = List.copyOf(cachesDeleted);
    }
}
