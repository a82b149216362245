package io.jdock.supervisor.content;

import io.jdock.errdefs.CanceledException;
import io.jdock.linux.openssl.Sha256;
import io.jdock.oci.image.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * A blob on its way in whose name is found by hashing it, as in an archive. One thread writes; others may read along with
 * {@link #follow}. Closing it without {@link #commit} drops it.
 */
public final class BlobWriter implements AutoCloseable {

    private final ContentStore store;
    private final Path partial;
    private final FileChannel channel;
    private final MessageDigest hash = Sha256.start();
    private final Growth growth;
    private @Nullable Digest digest;

    BlobWriter(ContentStore store, Path partial) throws IOException {
        this.store = store;
        this.partial = partial;
        this.growth = new Growth("a blob");
        this.channel = FileChannel.open(partial, StandardOpenOption.WRITE);
    }

    /** Adds bytes at the end. */
    public void append(byte[] bytes, int offset, int count) {
        try {
            ByteBuffer source = ByteBuffer.wrap(bytes, offset, count);
            while (source.hasRemaining()) {
                channel.write(source);
            }
        } catch (IOException e) {
            throw failure(e);
        }
        hash.update(bytes, offset, count);
        growth.add(count);
    }

    /** Bytes so far. */
    public long length() {
        return growth.length();
    }

    /**
     * A stream of the blob's bytes from the first on, which waits for those that are still to come. It goes on whatever becomes
     * of the blob once all are there; closed before {@link #finish}, the blob ends it with an error.
     */
    public InputStream follow() {
        try {
            return new FollowingStream(growth, FileChannel.open(partial, StandardOpenOption.READ));
        } catch (IOException e) {
            throw new UncheckedIOException("ingest", e);
        }
    }

    /** Ends writing; returns the digest of all bytes. */
    public Digest finish() {
        digest = Digest.ofHash(hash.digest());
        growth.complete();
        return digest;
    }

    /** Makes the bytes durable and visible under the digest that {@link #finish} returned. */
    public void commit() {
        if (digest == null) {
            throw new IllegalStateException("finish comes first");
        }
        try {
            if (!store.contains(digest)) {
                channel.force(true);
                store.publish(partial, digest);
            }
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private RuntimeException failure(IOException error) {
        return Thread.currentThread().isInterrupted()
                ? new CanceledException("store %s: canceled".formatted(partial), error)
                : new UncheckedIOException("store " + partial, error);
    }

    @Override
    public void close() {
        if (digest == null) {
            growth.giveUp(new CanceledException("its writer has stopped"));
        }
        try {
            channel.close();
            Files.deleteIfExists(partial);
        } catch (IOException e) {
            throw new UncheckedIOException("store " + partial, e);
        }
    }
}
