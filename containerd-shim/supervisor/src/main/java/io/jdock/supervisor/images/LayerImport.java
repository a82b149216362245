package io.jdock.supervisor.images;

import com.github.luben.zstd.ZstdIOException;
import io.jdock.errdefs.DataLossException;
import io.jdock.supervisor.content.ContentStore;
import io.jdock.supervisor.unpack.Compression;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;

/** Stores an archive of files as a layer: compressed anew, since what archivers produce is not always what registries take. */
final class LayerImport {

    private static final int COPY = 1 << 17;

    private final ContentStore content;
    private final Pins.Transfer transfer;
    private final EarlyLayers early;

    LayerImport(ContentStore content, Pins.Transfer transfer, EarlyLayers early) {
        this.content = content;
        this.transfer = transfer;
        this.early = early;
    }

    /**
     * Reads an archive to its end and closes it.
     *
     * @throws DataLossException when its compression is damaged
     */
    LayerBlob.Finished store(InputStream archive) throws IOException {
        try (LayerBlob layer = new LayerBlob(content, early);
                InputStream plain = Compression.decompressArchive(archive)) {
            byte[] chunk = new byte[COPY];
            for (int count = plain.read(chunk); count >= 0; count = plain.read(chunk)) {
                layer.archive().write(chunk, 0, count);
            }
            return layer.commit(transfer);
        } catch (EOFException | ZipException | ZstdIOException e) {
            throw new DataLossException("import: %s".formatted(e.getMessage()), e);
        }
    }
}
