package io.jdock.supervisor.copy;

import io.jdock.linux.tree.Directory;
import java.util.List;

/**
 * What was found of a source.
 *
 * @param root of the tree that everything of it lies in
 * @param extract whether a match that is an archive stands for what is in it
 */
record Selected(Directory root, boolean extract, Excludes excludes, List<Match> matches) {

    Selected {
        matches = List.copyOf(matches);
    }
}
