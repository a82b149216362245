package io.jdock.supervisor.unpack;

import com.github.luben.zstd.ZstdIOException;
import io.jdock.errdefs.CanceledException;
import io.jdock.errdefs.DataLossException;
import io.jdock.errdefs.EngineException;
import io.jdock.errdefs.ResourceExhaustedException;
import io.jdock.linux.Errno;
import io.jdock.linux.ErrnoException;
import io.jdock.linux.tree.Names;
import io.jdock.oci.image.DiffId;
import io.jdock.supervisor.tar.TarEntry;
import io.jdock.supervisor.tar.TarException;
import io.jdock.supervisor.tar.TarReader;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipException;

/**
 * Unpacks one layer. The directory is complete and right only if {@link #unpack} returns; after an error the caller removes it.
 * Nothing is synced to disk here.
 */
public final class LayerUnpacker {

    private final String layer;
    private final Path directory;

    /**
     * @param layer names the layer in errors
     * @param directory an existing, empty directory
     */
    public LayerUnpacker(String layer, Path directory) {
        this.layer = layer;
        this.directory = directory;
    }

    /**
     * Reads the layer to its end and writes its entries.
     *
     * @param compressed the layer as it is stored or arrives; read with large reads, not closed
     * @return its DiffID; nothing when it is not compressed, so that it is the digest of the layer as it was given
     * @throws DataLossException when the layer is damaged or has an entry that cannot be; the text names the entry
     * @throws ResourceExhaustedException when the disk is full
     */
    public Optional<DiffId> unpack(InputStream compressed) {
        try (TreeWriter writer = new TreeWriter(directory)) {
            BufferedInputStream source = Compression.buffer(compressed);
            Compression compression = Compression.detect(source);
            if (compression == Compression.NONE) {
                extract(source, writer);
                return Optional.empty();
            }
            HashingStream archive = new HashingStream(compression.decompressLayer(source));
            extract(archive, writer);
            return Optional.of(new DiffId(archive.digest()));
        } catch (TarException | EOFException | ZipException | ZstdIOException e) {
            throw new DataLossException("unpack layer %s: %s".formatted(layer, e.getMessage()), e);
        } catch (IOException e) {
            throw translate(e);
        }
    }

    private void extract(InputStream archive, TreeWriter writer) throws IOException {
        TarReader reader = new TarReader(archive);
        for (Optional<TarEntry> entry = reader.next(); entry.isPresent(); entry = reader.next()) {
            write(writer, entry.get(), reader);
        }
        reader.drain();
        writer.finish();
    }

    private void write(TreeWriter writer, TarEntry entry, TarReader reader) throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new CanceledException("unpack layer %s: canceled".formatted(layer));
        }
        try {
            writer.write(entry, reader);
        } catch (DataLossException e) {
            throw new DataLossException("unpack layer %s: %s".formatted(layer, e.text()), e);
        } catch (ErrnoException e) {
            throw translate(entry, e);
        }
    }

    private EngineException translate(TarEntry entry, ErrnoException error) {
        String text =
                "unpack layer %s: entry \"%s\": %s".formatted(layer, Names.display(entry.name()), error.getMessage());
        boolean full = error.is(Errno.ENOSPC) || error.is(Errno.EDQUOT);
        return full ? new ResourceExhaustedException(text, error) : new DataLossException(text, error);
    }

    private RuntimeException translate(IOException error) {
        // What ended the transfer that was followed tells more than that it has ended.
        return error.getCause() instanceof RuntimeException cause
                ? cause
                : new UncheckedIOException("unpack layer " + layer, error);
    }
}
