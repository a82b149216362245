package io.jdock.supervisor.images;

import io.jdock.supervisor.copy.Selection;

/** Files of a tree that has a name. */
public record TreeFiles(Tree tree, Selection selection) {

    /** What names a tree. */
    public sealed interface Tree {

        /** What a client has sent. @param key of the reception, which goes on */
        record Received(String key) implements Tree {}

        /** An image's. */
        record OfImage(String id) implements Tree {}
    }
}
