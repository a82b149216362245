package io.jdock.supervisor.snapshots;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A directory into which a layer is unpacked, before its parent is known to be there. Closing it without
 * {@link #commit} removes it.
 */
public final class Extraction implements AutoCloseable {

    private final Snapshots snapshots;
    private final String directory;
    private boolean committed;

    Extraction(Snapshots snapshots, String directory) {
        this.snapshots = snapshots;
        this.directory = directory;
    }

    /** Where the layer's files go. */
    public Path files() {
        return snapshots.files(directory);
    }

    /**
     * Makes the layer a committed snapshot. When one of that name exists already it stays, and this directory is removed on
     * close: both hold the same files.
     *
     * @throws io.jdock.errdefs.NotFoundException when the parent is not there
     */
    public void commit(String name, Optional<String> parent) {
        committed = snapshots.commitExtraction(name, parent, directory);
    }

    @Override
    public void close() {
        if (!committed) {
            snapshots.discard(directory);
        }
    }
}
