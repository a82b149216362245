package io.jdock.libcontainer.rootfs;

import static io.jdock.linux.batch.FileSteps.close;
import static io.jdock.linux.batch.FileSteps.mkdirat;
import static io.jdock.linux.batch.FileSteps.mknodat;
import static io.jdock.linux.batch.FileSteps.openat2;

import io.jdock.linux.OpenFlags;
import io.jdock.linux.Resolve;
import io.jdock.linux.batch.Batch;
import io.jdock.linux.batch.Slot;
import io.jdock.linux.batch.Slots;

/**
 * Opens places below a container's root, making what is missing on the way.
 *
 * <p>Each name is made relative to the opened directory before it, with calls that do not follow a link at the end, and each
 * walk starts at the root again under {@code RESOLVE_IN_ROOT}: links inside an image work, but only ever lead to places inside.
 */
final class InRoot {

    static final long RESOLVE = Resolve.IN_ROOT | Resolve.NO_MAGICLINKS;

    private static final int REGULAR_FILE = 0100000 | 0644;
    private static final int DIRECTORY_MODE = 0755;

    private final Slot root;
    private final Slot walk;

    InRoot(Slot root, Slots slots) {
        this.root = root;
        this.walk = slots.next("walk");
    }

    Slot root() {
        return root;
    }

    /** Opens an existing place as {@code O_PATH}. */
    void open(Batch batch, InnerPath path, Slot into, String purpose) {
        batch.add(openat2(root, path.relative(), OpenFlags.PATH, 0, RESOLVE)
                .named(purpose + ": open " + path)
                .into(into));
    }

    /** Opens a place as {@code O_PATH}; a missing one is made, as a directory or an empty file, with its parents. */
    void openOrMake(Batch batch, InnerPath path, boolean directory, Slot into, String purpose) {
        make(batch, path, directory, purpose);
        open(batch, path, into, purpose);
    }

    /** Makes a place that is missing, as a directory or an empty file, with its parents. */
    void make(Batch batch, InnerPath path, boolean directory, String purpose) {
        makeParents(batch, path, purpose);
        if (!path.isRoot()) {
            batch.add(
                    directory
                            ? mkdirat(walk, path.name(), DIRECTORY_MODE).tolerant()
                            : mknodat(walk, path.name(), REGULAR_FILE, 0).tolerant());
        }
        closeParent(batch);
    }

    /** Leaves the path's parent directory open in the slot returned, until {@link #closeParent}. */
    Slot makeParents(Batch batch, InnerPath path, String purpose) {
        openDirectory(batch, path.prefix(0), purpose);
        for (int i = 1; i < path.names().size(); i++) {
            InnerPath parent = path.prefix(i);
            // Whether it was there already does not matter; if neither, opening it says why.
            batch.add(mkdirat(walk, parent.name(), DIRECTORY_MODE).tolerant());
            batch.add(close(walk));
            openDirectory(batch, parent, purpose);
        }
        return walk;
    }

    void closeParent(Batch batch) {
        batch.add(close(walk));
    }

    private void openDirectory(Batch batch, InnerPath path, String purpose) {
        batch.add(openat2(root, path.relative(), OpenFlags.PATH | OpenFlags.DIRECTORY, 0, RESOLVE)
                .named(purpose + ": open " + path)
                .into(walk));
    }
}
