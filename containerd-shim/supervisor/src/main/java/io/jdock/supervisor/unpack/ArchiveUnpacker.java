package io.jdock.supervisor.unpack;

import io.jdock.errdefs.CanceledException;
import io.jdock.errdefs.DataLossException;
import io.jdock.errdefs.NotImplementedException;
import io.jdock.errdefs.ResourceExhaustedException;
import io.jdock.linux.tree.Directory;
import java.io.InputStream;

/** Unpacks an archive of files that people made, as tar does: no name in it means anything but itself. */
public final class ArchiveUnpacker {

    private final String attempt;

    /** @param attempt what is done, for errors: "receive build context" */
    public ArchiveUnpacker(String attempt) {
        this.attempt = attempt;
    }

    /**
     * Reads an archive to its end and writes its entries. A directory that is there already is merged with the archive's, anything
     * else is replaced. Nothing is ever written outside the directory.
     *
     * @param archive plain, or compressed with gzip, bzip2, xz or zstd; not closed
     * @param directory stays the caller's, who closes it
     * @throws DataLossException when the archive is damaged or has an entry that cannot be; the text names the entry
     * @throws ResourceExhaustedException when the disk is full
     * @throws CanceledException when the thread is interrupted
     */
    public void unpack(InputStream archive, Directory directory) {
        throw new NotImplementedException("%s: unpack %s into %s".formatted(attempt, archive, directory));
    }
}
