package io.jdock.supervisor.copy;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.linux.Errno;
import io.jdock.linux.ErrnoException;
import io.jdock.linux.FileStatus;
import io.jdock.linux.tree.Directory;
import io.jdock.linux.tree.Names;
import java.util.List;
import java.util.Optional;

/**
 * Where in a tree a copy goes: into a directory, or to a name. Links on the way, and one at the end, lead to the place that counts.
 *
 * @param directory whether it is one, or has to become one
 */
record Destination(Place place, boolean directory) {

    private static final int MODE = 0755;

    /**
     * Decides what a destination means.
     *
     * @param manyOrDirectory whether what is copied needs a directory
     * @throws InvalidArgumentException when it is, or leads through, something that is no directory, or through too many links
     */
    static Destination of(Target target, boolean manyOrDirectory) {
        String text = target.destination();
        try {
            Place place = Place.find(target.root(), Names.ofText(text));
            Optional<FileStatus> there = place.status(target.root());
            boolean wanted = manyOrDirectory || text.endsWith("/");
            if (wanted && there.isPresent() && !there.get().isDirectory()) {
                throw notDirectory(place);
            }
            return new Destination(
                    place, wanted || there.filter(FileStatus::isDirectory).isPresent());
        } catch (ErrnoException e) {
            throw refuse(text, e);
        }
    }

    private static RuntimeException refuse(String text, ErrnoException error) {
        boolean pathItself = error.is(Errno.ENOTDIR) || error.is(Errno.ELOOP) || error.is(Errno.ENAMETOOLONG);
        return pathItself
                ? new InvalidArgumentException(
                        "copy to %s: %s".formatted(text, error.errno().text()), error)
                : error;
    }

    private static InvalidArgumentException notDirectory(Place place) {
        return new InvalidArgumentException("cannot copy to non-directory: " + place);
    }

    /** Opens a directory of the tree, made with the ones above it where there is none. */
    static Directory make(Target target, Place place) {
        Directory here = target.root().child(".");
        Place done = new Place(List.of());
        for (String name : place.parts()) {
            done = done.child(name);
            try (Directory parent = here) {
                here = makeChild(parent, name, done, target.owner());
            }
        }
        return here;
    }

    private static Directory makeChild(Directory parent, String name, Place place, Owner owner) {
        Optional<FileStatus> there = parent.status(name);
        if (there.isPresent() && !there.get().isDirectory()) {
            throw notDirectory(place);
        }
        if (there.isEmpty()) {
            parent.makeDirectory(name, MODE);
            parent.changeOwner(name, owner.uid(), owner.gid());
            // Whatever our umask and the attributes of the directory above have made of it.
            parent.changeMode(name, MODE);
        }
        return parent.child(name);
    }
}
