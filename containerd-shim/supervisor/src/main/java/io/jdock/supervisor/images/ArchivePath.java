package io.jdock.supervisor.images;

import io.jdock.errdefs.InvalidArgumentException;
import java.nio.file.Path;

/**
 * A place inside an archive of images. Only ever a key: nothing of such an archive is written to a path that it names.
 *
 * @param text normalised, without a slash at the start
 */
record ArchivePath(String text) {

    /**
     * Reads a path of the archive.
     *
     * @throws InvalidArgumentException when it leads out of the archive
     */
    static ArchivePath parse(String path) {
        if (path.indexOf('\0') >= 0) {
            throw new InvalidArgumentException("load: a path in the archive has a NUL");
        }
        String text = Path.of(path.substring(leadingSlashes(path))).normalize().toString();
        if (text.equals("..") || text.startsWith("../")) {
            throw new InvalidArgumentException("load: path \"%s\" leads out of the archive".formatted(path));
        }
        return new ArchivePath(text);
    }

    private static int leadingSlashes(String path) {
        int count = 0;
        while (count < path.length() && path.charAt(count) == '/') {
            count++;
        }
        return count;
    }

    /** Where a symbolic link at this path leads. */
    ArchivePath follow(String target) {
        Path parent = Path.of(text).getParent();
        return parse((parent == null ? "" : parent + "/") + target);
    }
}
