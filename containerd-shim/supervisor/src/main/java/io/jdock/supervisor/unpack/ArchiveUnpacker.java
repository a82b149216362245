package io.jdock.supervisor.unpack;

import io.jdock.errdefs.CanceledException;
import io.jdock.errdefs.DataLossException;
import io.jdock.errdefs.ResourceExhaustedException;
import io.jdock.linux.tree.Directory;
import io.jdock.supervisor.tar.TarReader;
import java.io.IOException;
import java.io.InputStream;

/** Unpacks an archive of files that people made, as tar does: no name in it means anything but itself. */
public final class ArchiveUnpacker {

    private final EntryFeed entries;

    /** @param attempt what is done, for errors: "receive build context" */
    public ArchiveUnpacker(String attempt) {
        this.entries = new EntryFeed(attempt);
    }

    /** Whether a file begins like an archive that has something in it, once decompressed; it is not closed. */
    public static boolean isArchive(InputStream file) {
        try (InputStream plain = Compression.decompressArchive(new UnclosedStream(file))) {
            return new TarReader(plain).next().isPresent();
        } catch (IOException _) {
            return false;
        }
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
        try (TreeWriter writer = new TreeWriter(directory.child("."), Manner.FILES);
                InputStream plain = Compression.decompressArchive(new UnclosedStream(archive))) {
            entries.feed(plain, writer);
        } catch (IOException e) {
            throw entries.translate(e);
        }
    }
}
