package io.jdock.supervisor.copy;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.errdefs.NotFoundException;
import io.jdock.linux.ErrnoException;
import io.jdock.linux.Fd;
import io.jdock.linux.FdStream;
import io.jdock.linux.FileStatus;
import io.jdock.linux.tree.Directory;
import io.jdock.linux.tree.Names;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Reads a file of a tree whole. */
public final class SmallFile {

    private SmallFile() {}

    /**
     * The bytes of a regular file; links on the way are followed inside the tree.
     *
     * @param path below the root, as text
     * @param limit most bytes that it may have
     * @throws NotFoundException when there is nothing at the path
     * @throws InvalidArgumentException when it has more bytes, or is no regular file
     */
    public static byte[] read(Directory root, String path, int limit) {
        try {
            Place place = Place.find(root, Names.ofText(path));
            Optional<FileStatus> status = place.status(root);
            if (status.isEmpty()) {
                throw new NotFoundException("read %s: no such file or directory".formatted(path));
            }
            if (!status.get().isRegularFile()) {
                throw new InvalidArgumentException("read %s: not a regular file".formatted(path));
            }
            if (status.get().size() > limit) {
                throw new InvalidArgumentException("read %s: it has %d bytes, more than %d"
                        .formatted(path, status.get().size(), limit));
            }
            return content(root, place, limit);
        } catch (ErrnoException e) {
            throw refuse(path, e);
        }
    }

    private static byte[] content(Directory root, Place place, int limit) {
        try (Directory parent = place.parent().open(root);
                Fd file = parent.openFile(place.name());
                FdStream content = new FdStream(file)) {
            return content.readNBytes(limit);
        } catch (IOException e) {
            throw new UncheckedIOException("read " + place, e);
        }
    }

    private static RuntimeException refuse(String path, ErrnoException error) {
        String text = "read %s: %s".formatted(path, error.errno().text());
        return switch (error.errno()) {
            case ENOENT, ENOTDIR -> new NotFoundException(text, error);
            case ELOOP, ENAMETOOLONG -> new InvalidArgumentException(text, error);
            default -> error;
        };
    }
}
