package io.jdock.supervisor.copy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jdock.ignore.IgnorePatterns;
import io.jdock.linux.FileStatus;
import io.jdock.linux.tree.Names;
import java.util.List;

/**
 * What of a tree is not there for a copy; whiteouts never are, which a single layer shows where no overlay is mounted. Paths are
 * relative to the tree's root, with one character per byte.
 */
final class Excludes {

    private final IgnorePatterns patterns;

    private Excludes(IgnorePatterns patterns) {
        this.patterns = patterns;
    }

    static Excludes of(List<String> lines) {
        return new Excludes(IgnorePatterns.parse(lines));
    }

    boolean excludes(String path) {
        return !patterns.isEmpty() && !path.isEmpty() && patterns.matches(text(path));
    }

    /** Whether neither it nor anything below it is there. */
    boolean hides(String path, FileStatus status) {
        return status.isWhiteout()
                || excludes(path) && !(status.isDirectory() && patterns.mayContainException(text(path)));
    }

    private static String text(String path) {
        return new String(Names.bytes(path), UTF_8);
    }
}
