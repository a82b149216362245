package io.jdock.supervisor.images;

import com.github.luben.zstd.ZstdIOException;
import io.jdock.errdefs.DataLossException;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.oci.image.Digest;
import io.jdock.oci.image.Documents;
import io.jdock.supervisor.content.BlobWriter;
import io.jdock.supervisor.content.ContentStore;
import io.jdock.supervisor.tar.TarEntry;
import io.jdock.supervisor.tar.TarException;
import io.jdock.supervisor.tar.TarReader;
import io.jdock.supervisor.unpack.Compression;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipException;

/**
 * The files of an archive of images, read in one pass: blobs go into the content store as they come by, the two documents
 * that say what they mean are kept in memory. For one thread.
 *
 * <p>Nothing is decided by the order of the files: most archivers write the documents last.
 */
final class Archive {

    static final String DOCKER_MANIFEST = "manifest.json";
    static final String OCI_INDEX = "index.json";

    private static final String BLOBS = "blobs/sha256/";
    /** Bounds what an archive of nothing but links can make us hold. */
    private static final int MAX_FILES = 100_000;

    private final ContentStore content;
    private final Pins.Transfer transfer;
    private final EarlyLayers layers;
    private final Map<ArchivePath, Digest> files = new HashMap<>();
    private final Map<ArchivePath, ArchivePath> links = new HashMap<>();
    private final Map<String, byte[]> documents = new HashMap<>();
    private final byte[] chunk = new byte[1 << 18];

    /** @param layers gets what looks like a layer while it is read */
    Archive(ContentStore content, Pins.Transfer transfer, EarlyLayers layers) {
        this.content = content;
        this.transfer = transfer;
        this.layers = layers;
    }

    /**
     * Reads the archive to its end.
     *
     * @throws DataLossException when it is damaged, or a blob is not what its name says
     */
    void read(InputStream source) {
        try (InputStream plain = Compression.decompressArchive(source);
                Settling settling = new Settling()) {
            TarReader tar = new TarReader(plain);
            for (Optional<TarEntry> entry = tar.next(); entry.isPresent(); entry = tar.next()) {
                take(entry.get(), tar, settling);
            }
            // The client is not done before all it sent was read.
            tar.drain();
            settling.await();
        } catch (TarException | EOFException | ZipException | ZstdIOException e) {
            throw new DataLossException("load: %s".formatted(e.getMessage()), e);
        } catch (IOException e) {
            throw new UncheckedIOException("load: " + e.getMessage(), e);
        }
    }

    private void take(TarEntry entry, TarReader tar, Settling settling) throws IOException {
        ArchivePath path = ArchivePath.parse(entry.name());
        if (files.size() + links.size() > MAX_FILES) {
            throw new InvalidArgumentException("load: the archive has more than %d files".formatted(MAX_FILES));
        }
        switch (entry.kind()) {
            case FILE -> takeFile(entry, path, tar, settling);
            case SYMLINK -> links.put(path, path.follow(entry.linkName()));
            case HARD_LINK -> links.put(path, ArchivePath.parse(entry.linkName()));
            case DIRECTORY, FIFO, CHARACTER_DEVICE, BLOCK_DEVICE -> {}
        }
    }

    private void takeFile(TarEntry entry, ArchivePath path, TarReader tar, Settling settling) throws IOException {
        String name = path.text();
        if (name.equals(DOCKER_MANIFEST) || name.equals(OCI_INDEX)) {
            documents.put(name, readDocument(entry, name, tar));
        } else if (name.startsWith(BLOBS)) {
            Digest digest = new Digest(name.substring(BLOBS.length()));
            transfer.add(digest);
            files.put(path, content.contains(digest) ? digest : store(entry, Optional.of(digest), tar, settling));
        } else if (name.endsWith(".tar") || name.endsWith(".json")) {
            files.put(path, store(entry, Optional.empty(), tar, settling));
        }
    }

    private static byte[] readDocument(TarEntry entry, String name, TarReader tar) throws IOException {
        if (entry.size() > Documents.MAX_BYTES) {
            throw new DataLossException("load: %s has %d bytes, at most %d are supported"
                    .formatted(name, entry.size(), Documents.MAX_BYTES));
        }
        byte[] document = new byte[(int) entry.size()];
        int done = 0;
        while (done < document.length) {
            done += tar.read(document, done, document.length - done);
        }
        return document;
    }

    private Digest store(TarEntry entry, Optional<Digest> expected, TarReader tar, Settling settling)
            throws IOException {
        BlobWriter writer = content.write();
        try {
            Optional<Unpacking> unpacking = entry.name().endsWith(".json")
                    ? Optional.empty()
                    : layers.begin(entry.name(), entry.size(), writer);
            Digest digest = copy(tar, writer);
            if (expected.isPresent() && !expected.get().equals(digest)) {
                throw new DataLossException("load: blob %s has the content of %s".formatted(expected.get(), digest));
            }
            unpacking.ifPresent(begun -> layers.found(digest, begun));
            transfer.add(digest);
            settling.add(writer);
            return digest;
        } catch (IOException | RuntimeException | Error e) {
            // Whatever it is: who unpacks the layer waits for the rest of it until then.
            writer.close();
            throw e;
        }
    }

    private Digest copy(TarReader tar, BlobWriter writer) throws IOException {
        for (int count = tar.read(chunk, 0, chunk.length); count >= 0; count = tar.read(chunk, 0, chunk.length)) {
            writer.append(chunk, 0, count);
        }
        return writer.finish();
    }

    /** One of the two documents. */
    Optional<byte[]> document(String name) {
        return Optional.ofNullable(documents.get(name));
    }

    /**
     * The blob at a path, through links.
     *
     * @throws DataLossException when the archive does not have it
     */
    Digest blob(String path) {
        ArchivePath place = ArchivePath.parse(path);
        for (int hops = 0; hops < 8 && links.containsKey(place); hops++) {
            place = links.get(place);
        }
        Digest digest = files.get(place);
        if (digest == null) {
            throw new DataLossException("load: the archive has no file %s".formatted(path));
        }
        return digest;
    }
}
