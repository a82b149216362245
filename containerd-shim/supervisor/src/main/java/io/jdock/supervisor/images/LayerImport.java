package io.jdock.supervisor.images;

import com.github.luben.zstd.ZstdIOException;
import io.jdock.errdefs.DataLossException;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.supervisor.content.ContentStore;
import io.jdock.supervisor.unpack.Compression;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;

/** Stores an archive of files as a layer: compressed anew, since what archivers produce is not always what registries take. */
final class LayerImport {

    private static final int COPY = 1 << 17;
    private static final int MAGIC = 6;

    private final ContentStore content;
    private final Pins.Transfer transfer;

    LayerImport(ContentStore content, Pins.Transfer transfer) {
        this.content = content;
        this.transfer = transfer;
    }

    /**
     * Reads an archive to its end.
     *
     * @throws DataLossException when its compression is damaged
     * @throws InvalidArgumentException when it is compressed in a way that is not supported
     */
    LayerBlob.Finished store(InputStream archive) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(archive);
        refuseUnknown(buffered);
        try (LayerBlob layer = new LayerBlob(content)) {
            InputStream plain = Compression.decompress(buffered);
            byte[] chunk = new byte[COPY];
            for (int count = plain.read(chunk); count >= 0; count = plain.read(chunk)) {
                layer.archive().write(chunk, 0, count);
            }
            return layer.commit(transfer);
        } catch (EOFException | ZipException | ZstdIOException e) {
            throw new DataLossException("import: %s".formatted(e.getMessage()), e);
        }
    }

    private static void refuseUnknown(BufferedInputStream source) throws IOException {
        source.mark(MAGIC);
        byte[] magic = source.readNBytes(MAGIC);
        source.reset();
        boolean xz = magic.length == MAGIC && (magic[0] & 0xff) == 0xfd && magic[1] == '7' && magic[2] == 'z';
        boolean bzip2 = magic.length >= 3 && magic[0] == 'B' && magic[1] == 'Z' && magic[2] == 'h';
        if (xz || bzip2) {
            throw new InvalidArgumentException(
                    "import: %s is not supported, only gzip and zstd are".formatted(xz ? "xz" : "bzip2"));
        }
    }
}
