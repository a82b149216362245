package io.jdock.supervisor.content;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import io.jdock.errdefs.DataLossException;
import io.jdock.errdefs.NotFoundException;
import io.jdock.oci.image.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Content store in a local directory.
 *
 * <p>A blob is visible under its digest only once it is complete, verified and durable. Safe for concurrent use, with one
 * exception that callers see to: of one blob there is at most one {@link Ingest} at a time.
 */
public final class ContentStore {

    private static final int SHORT = 10;

    private final Path blobs;
    private final Path ingests;

    private ContentStore(Path root) {
        this.blobs = root.resolve("blobs/sha256");
        this.ingests = root.resolve("ingest");
    }

    /** Opens the store in this directory, which is made when absent. */
    public static ContentStore open(Path root) {
        ContentStore store = new ContentStore(root);
        try {
            Files.createDirectories(store.blobs);
            Files.createDirectories(store.ingests);
        } catch (IOException e) {
            throw new UncheckedIOException("open content store " + root, e);
        }
        return store;
    }

    /** Whether less than a tenth of the disk is left. */
    public boolean isShortOfRoom() {
        try {
            FileStore disk = Files.getFileStore(ingests);
            return disk.getUsableSpace() < disk.getTotalSpace() / SHORT;
        } catch (IOException e) {
            throw new UncheckedIOException("look for room in " + ingests, e);
        }
    }

    /** Whether the blob is there, complete. */
    public boolean contains(Digest digest) {
        return Files.exists(blob(digest));
    }

    /** What is known of a blob. */
    public Optional<BlobInfo> find(Digest digest) {
        try {
            var attributes = Files.readAttributes(blob(digest), BasicFileAttributes.class);
            return Optional.of(new BlobInfo(
                    digest, attributes.size(), attributes.lastModifiedTime().toInstant()));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("stat content " + digest, e);
        }
    }

    /**
     * What is known of a blob.
     *
     * @throws NotFoundException when it is not there
     */
    public BlobInfo info(Digest digest) {
        return find(digest).orElseThrow(() -> new NotFoundException("content digest %s: not found".formatted(digest)));
    }

    /** All complete blobs, in no particular order. */
    public List<BlobInfo> list() {
        List<BlobInfo> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(blobs)) {
            for (Path file : files) {
                // A blob deleted while the directory is read is simply not there any more.
                find(new Digest(file.getFileName().toString())).ifPresent(found::add);
            }
            return List.copyOf(found);
        } catch (IOException e) {
            throw new UncheckedIOException("list content", e);
        }
    }

    /**
     * Opens a blob for reading; its bytes stay readable until the channel is closed, even when the blob is deleted.
     *
     * @throws NotFoundException when it is not there
     */
    public FileChannel read(Digest digest) {
        try {
            return FileChannel.open(blob(digest), StandardOpenOption.READ);
        } catch (NoSuchFileException e) {
            throw new NotFoundException("content digest %s: not found".formatted(digest), e);
        } catch (IOException e) {
            throw new UncheckedIOException("open content " + digest, e);
        }
    }

    /**
     * All bytes of a small blob.
     *
     * @param limit most bytes the caller is ready to hold
     * @throws NotFoundException when it is not there
     * @throws DataLossException when it is longer than the limit
     */
    public byte[] readAll(Digest digest, int limit) {
        try (FileChannel channel = read(digest)) {
            long size = channel.size();
            if (size > limit) {
                throw new DataLossException(
                        "read content %s: %d bytes, at most %d are supported".formatted(digest, size, limit));
            }
            ByteBuffer bytes = ByteBuffer.allocate((int) size);
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
            return bytes.array();
        } catch (IOException e) {
            throw new UncheckedIOException("read content " + digest, e);
        }
    }

    /**
     * Starts to receive a blob; {@link Ingest#resume} goes on where an interrupted transfer stopped.
     *
     * @param size of the whole blob in bytes; more are refused
     */
    public Ingest ingest(Digest expected, long size) {
        return Ingest.open(this, expected, size, ingests.resolve(expected.hex()));
    }

    /** A file for bytes of a blob that arrive before their turn. */
    Spool spool() {
        try {
            return Spool.open(Files.createTempFile(ingests, "piece-", ""));
        } catch (IOException e) {
            throw new UncheckedIOException("receive a piece of a blob in " + ingests, e);
        }
    }

    /** Starts to receive a blob whose digest nobody knows beforehand. */
    public BlobWriter write() {
        try {
            return new BlobWriter(this, Files.createTempFile(ingests, "write-", ""));
        } catch (IOException e) {
            throw new UncheckedIOException("store a blob in " + ingests, e);
        }
    }

    /**
     * Stores a small blob at once. Two callers may do so for one blob at the same time, as the bytes are equal.
     *
     * @throws DataLossException when the bytes are not those that the digest names
     */
    public void put(Digest expected, byte[] bytes) {
        Digest actual = Digest.of(bytes);
        if (!actual.equals(expected)) {
            throw new DataLossException("store content %s: the bytes have digest %s".formatted(expected, actual));
        }
        if (contains(expected)) {
            return;
        }
        try {
            Path partial = Files.createTempFile(ingests, "put-", "");
            try (FileChannel channel = FileChannel.open(partial, StandardOpenOption.WRITE)) {
                ByteBuffer source = ByteBuffer.wrap(bytes);
                while (source.hasRemaining()) {
                    channel.write(source);
                }
                channel.force(true);
                publish(partial, expected);
            } finally {
                Files.deleteIfExists(partial);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("store content " + expected, e);
        }
    }

    /** Makes a complete, synced file visible under its digest. */
    void publish(Path partial, Digest digest) throws IOException {
        Files.move(partial, blob(digest), ATOMIC_MOVE);
        // The rename itself is not durable until its directory is. Without this a power cut may leave an image
        // record that survived pointing at a blob that did not.
        Directories.sync(blobs);
    }

    /** Deletes a blob; true if it was there. The caller has made sure that nothing refers to it. */
    public boolean delete(Digest digest) {
        try {
            return Files.deleteIfExists(blob(digest));
        } catch (IOException e) {
            throw new UncheckedIOException("delete content " + digest, e);
        }
    }

    /** Deletes what an interrupted transfer of a blob left behind. The caller has made sure that none goes on. */
    public void deleteIngest(Digest digest) {
        try {
            Files.deleteIfExists(ingests.resolve(digest.hex()));
        } catch (IOException e) {
            throw new UncheckedIOException("clean up the ingest of " + digest, e);
        }
    }

    /** Transfers of blobs that began and did not end, or go on just now, and were last added to before an instant. */
    public List<Digest> ingestsBefore(Instant instant) {
        List<Digest> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(ingests)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (Digest.isHex(name) && lastChange(file).isBefore(instant)) {
                    found.add(new Digest(name));
                }
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException("list ingests", e);
        }
    }

    /** One that is gone meanwhile is not old. */
    private static Instant lastChange(Path file) throws IOException {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (NoSuchFileException _) {
            return Instant.MAX;
        }
    }

    /**
     * Deletes what interrupted transfers left behind, except for what a later transfer can go on with.
     *
     * @param since transfers that ended before are not expected to go on any more
     */
    public void deleteIngests(Instant since) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(ingests)) {
            for (Path file : files) {
                boolean resumable = Digest.isHex(file.getFileName().toString());
                if (!resumable || Files.getLastModifiedTime(file).toInstant().isBefore(since)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("clean up ingests", e);
        }
    }

    private Path blob(Digest digest) {
        return blobs.resolve(digest.hex());
    }
}
