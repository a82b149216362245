package io.jdock.supervisor.snapshots;

import io.jdock.linux.tree.Directory;
import java.util.Optional;

/**
 * Changes on top of a committed snapshot, or of nothing, that may become a committed one. No record knows of them before. Closing
 * it without {@link #commit} removes them.
 */
public final class Draft implements AutoCloseable {

    private final Snapshots snapshots;
    private final Optional<String> parent;
    private final String directory;
    private boolean committed;

    Draft(Snapshots snapshots, Optional<String> parent, String directory) {
        this.snapshots = snapshots;
        this.parent = parent;
        this.directory = directory;
    }

    /** Name of what lies below. */
    public Optional<String> parent() {
        return parent;
    }

    /** Opens all files, those below included, to change them. Nobody else finds them there; closing ends that. */
    public Directory open() {
        return snapshots.openDraft(directory, parent);
    }

    /** Opens the changes, in the form that overlayfs gives them; while nobody makes more. */
    public Directory openChanges() {
        return Directory.open(snapshots.files(directory));
    }

    /**
     * Makes the changes a committed snapshot, whose files are on disk when this returns. When one of that name exists already it
     * stays, and these are removed on close: both hold the same files.
     */
    public void commit(String name) {
        snapshots.sync();
        committed = snapshots.commitExtraction(name, parent, directory);
    }

    @Override
    public void close() {
        if (!committed) {
            snapshots.discard(directory);
        }
    }
}
