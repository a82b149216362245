package io.jdock.supervisor.copy;

import java.util.List;

/**
 * What of a tree is copied.
 *
 * @param patterns paths below the tree's root, as text; {@code *}, {@code ?} and {@code [a-z]} stand for parts of one name, as in
 *     Go's {@code path.Match}
 * @param excludes what is not there for this copy: lines of a {@code .dockerignore}
 * @param extract whether a regular file that a pattern matches is unpacked if it is a tar archive
 */
public record Selection(List<String> patterns, List<String> excludes, boolean extract) {

    public Selection {
        patterns = List.copyOf(patterns);
        excludes = List.copyOf(excludes);
    }
}
