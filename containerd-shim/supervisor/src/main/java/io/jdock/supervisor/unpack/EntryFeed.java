package io.jdock.supervisor.unpack;

import com.github.luben.zstd.ZstdIOException;
import io.jdock.errdefs.CanceledException;
import io.jdock.errdefs.DataLossException;
import io.jdock.errdefs.EngineException;
import io.jdock.errdefs.ResourceExhaustedException;
import io.jdock.linux.Errno;
import io.jdock.linux.ErrnoException;
import io.jdock.linux.tree.Names;
import io.jdock.supervisor.tar.TarEntry;
import io.jdock.supervisor.tar.TarException;
import io.jdock.supervisor.tar.TarReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.zip.ZipException;

/**
 * Feeds the entries of an archive to a writer, and says of a failure which entry it concerns.
 *
 * @param attempt what is done, for errors: "unpack layer sha256:…"
 */
record EntryFeed(String attempt) {

    /**
     * Reads an archive to its end and writes its entries.
     *
     * @param archive decompressed
     * @throws CanceledException when the thread is interrupted
     */
    void feed(InputStream archive, TreeWriter writer) throws IOException {
        TarReader reader = new TarReader(archive);
        for (Optional<TarEntry> entry = reader.next(); entry.isPresent(); entry = reader.next()) {
            write(writer, entry.get(), reader);
        }
        reader.drain();
        writer.finish();
    }

    private void write(TreeWriter writer, TarEntry entry, TarReader reader) throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new CanceledException("%s: canceled".formatted(attempt));
        }
        try {
            writer.write(entry, reader);
        } catch (DataLossException e) {
            throw new DataLossException("%s: %s".formatted(attempt, e.text()), e);
        } catch (ErrnoException e) {
            throw translate(entry, e);
        }
    }

    private EngineException translate(TarEntry entry, ErrnoException error) {
        String text = "%s: entry \"%s\": %s".formatted(attempt, Names.display(entry.name()), error.getMessage());
        boolean full = error.is(Errno.ENOSPC) || error.is(Errno.EDQUOT);
        return full ? new ResourceExhaustedException(text, error) : new DataLossException(text, error);
    }

    /** What a failure to read the archive means to the caller. */
    RuntimeException translate(IOException error) {
        return switch (error) {
            case TarException e -> damaged(e);
            case EOFException e -> damaged(e);
            case ZipException e -> damaged(e);
            case ZstdIOException e -> damaged(e);
            // What ended the transfer that was followed tells more than that it has ended.
            default ->
                error.getCause() instanceof RuntimeException cause ? cause : new UncheckedIOException(attempt, error);
        };
    }

    private DataLossException damaged(IOException error) {
        return new DataLossException("%s: %s".formatted(attempt, error.getMessage()), error);
    }
}
