package io.jdock.supervisor.copy;

import io.jdock.errdefs.CanceledException;
import io.jdock.errdefs.DataLossException;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.errdefs.NotFoundException;
import io.jdock.errdefs.ResourceExhaustedException;
import io.jdock.linux.ErrnoException;
import io.jdock.linux.Fd;
import io.jdock.linux.FdStream;
import io.jdock.linux.tree.Directory;
import io.jdock.linux.tree.Names;
import io.jdock.supervisor.unpack.ArchiveUnpacker;
import java.util.List;

/**
 * Copies files from trees into another one.
 *
 * <p>A destination that ends with a slash, is a directory, or gets more than one thing is a directory; one that is not there is made
 * with those above it. A directory's contents are copied, not itself. Anything else gets its own name in a directory, or else the
 * destination's. A link that a pattern finds stands for what it leads to; those further down are copied as links. What is in the way
 * is replaced, except that directories are merged and that neither becomes the other.
 *
 * @see <a href="https://docs.docker.com/reference/dockerfile/#copy">Dockerfile reference, COPY</a>
 */
public final class Copier {

    private final Target target;
    private final FileCopy files;
    private final Destination destination;

    private Copier(Target target, Destination destination) {
        this.target = target;
        this.files = new FileCopy(target);
        this.destination = destination;
    }

    /**
     * Copies everything that the sources select, in their order; without any source only makes the destination, a directory. If it
     * fails, what was copied by then stays. For a platform thread, since the system calls block.
     *
     * @throws NotFoundException when a pattern matches nothing
     * @throws InvalidArgumentException when something cannot go where it should
     * @throws DataLossException when an archive that is to be unpacked is damaged
     * @throws ResourceExhaustedException when the disk is full
     * @throws CanceledException when the thread is interrupted
     */
    public static void copy(List<Source> sources, Target target) {
        List<Selected> all = sources.stream().map(Matches::of).toList();
        long count = all.stream().mapToLong(it -> it.matches().size()).sum();
        boolean directory = count != 1
                || all.stream()
                        .anyMatch(it -> it.matches().stream()
                                .anyMatch(match -> match.status().isDirectory()));
        try {
            Copier copier = new Copier(target, Destination.of(target, directory));
            if (count == 0) {
                Destination.make(target, copier.destination.place()).close();
            }
            all.forEach(copier::copy);
        } catch (ErrnoException e) {
            throw translate(target, e);
        }
    }

    private static RuntimeException translate(Target target, ErrnoException error) {
        String text = "copy to %s: %s".formatted(target.destination(), error.getMessage());
        return switch (error.errno()) {
            case EINTR -> new CanceledException("copy files: canceled", error);
            case ENOSPC, EDQUOT -> new ResourceExhaustedException(text, error);
            case ENAMETOOLONG, EFBIG, EXDEV -> new InvalidArgumentException(text, error);
            default -> error;
        };
    }

    private void copy(Selected selected) {
        for (Match match : selected.matches()) {
            if (match.status().isDirectory()) {
                copyContents(selected, match);
            } else {
                copyFile(selected, match);
            }
        }
    }

    private void copyContents(Selected selected, Match match) {
        try (Directory to = Destination.make(target, destination.place());
                DirectoryCopy copy = new DirectoryCopy(files, to, destination.place())) {
            Walk.contents(selected, match, copy);
        }
    }

    private void copyFile(Selected selected, Match match) {
        Place source = match.place();
        try (Directory from = source.parent().open(selected.root())) {
            if (FileCopy.isSocket(match.status())) {
                throw new InvalidArgumentException(
                        "cannot copy %s: it is a socket".formatted(Names.display(match.name())));
            }
            if (selected.extract() && match.status().isRegularFile() && unpack(from, source.name())) {
                return;
            }
            Place place = destination.directory() ? destination.place().child(match.name()) : destination.place();
            try (Directory to = Destination.make(target, place.parent())) {
                String above = place.parent().isRoot() ? "" : place.parent().path() + "/";
                files.copy(from, source.name(), match.status(), new Spot(to, above, place.name()));
            }
        }
    }

    /** Whether it is an archive, which is unpacked then. */
    private boolean unpack(Directory from, String name) {
        try (Fd archive = from.openFile(name)) {
            if (!ArchiveUnpacker.isArchive(new FdStream(archive))) {
                return false;
            }
            try (Directory to = Destination.make(target, destination.place())) {
                new ArchiveUnpacker("unpack " + Names.display(name)).unpack(new FdStream(archive), to);
            }
            return true;
        }
    }
}
