package io.jdock.supervisor.copy;

import io.jdock.linux.tree.Directory;
import io.jdock.linux.tree.Names;

/**
 * A name in an open directory that is copied to.
 *
 * @param above path of the directory below the tree's root, with a slash at its end unless it is empty
 */
record Spot(Directory directory, String above, String name) {

    /** For people: absolute. */
    @Override
    public String toString() {
        return "/" + Names.display(above + name);
    }
}
