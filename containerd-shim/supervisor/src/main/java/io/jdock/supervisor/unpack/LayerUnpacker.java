package io.jdock.supervisor.unpack;

import io.jdock.errdefs.DataLossException;
import io.jdock.errdefs.ResourceExhaustedException;
import io.jdock.linux.tree.Directory;
import io.jdock.oci.image.DiffId;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

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
        EntryFeed entries = new EntryFeed("unpack layer " + layer);
        try (TreeWriter writer = new TreeWriter(Directory.open(directory), Manner.LAYER)) {
            BufferedInputStream source = Compression.buffer(compressed);
            Compression compression = Compression.detect(source);
            if (compression == Compression.NONE) {
                entries.feed(source, writer);
                return Optional.empty();
            }
            HashingStream archive = new HashingStream(compression.decompressLayer(source));
            entries.feed(archive, writer);
            return Optional.of(new DiffId(archive.digest()));
        } catch (IOException e) {
            throw entries.translate(e);
        }
    }
}
