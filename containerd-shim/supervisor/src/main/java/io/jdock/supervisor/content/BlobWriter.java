package io.jdock.supervisor.content;

import io.jdock.errdefs.CanceledException;
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

/** A blob on its way in whose name is found by hashing it, as in an archive. Closing it without {@link #commit} drops it. */
public final class BlobWriter implements AutoCloseable {

    private final ContentStore store;
    private final Path partial;
    private final FileChannel channel;
    private final MessageDigest hash = Digest.sha256();
    private long length;

    BlobWriter(ContentStore store, Path partial) throws IOException {
        this.store = store;
        this.partial = partial;
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
        length += count;
    }

    /** Adds everything that {@code source} has. */
    public void append(InputStream source) throws IOException {
        byte[] chunk = new byte[1 << 17];
        int count = source.read(chunk);
        while (count >= 0) {
            append(chunk, 0, count);
            count = source.read(chunk);
        }
    }

    /** Bytes so far. */
    public long length() {
        return length;
    }

    /** Makes the bytes durable and visible; returns their digest. */
    public Digest commit() {
        Digest digest = Digest.ofHash(hash.digest());
        try {
            if (!store.contains(digest)) {
                channel.force(true);
                store.publish(partial, digest);
            }
            return digest;
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private static RuntimeException failure(IOException error) {
        return Thread.currentThread().isInterrupted()
                ? new CanceledException("ingest: canceled", error)
                : new UncheckedIOException("ingest", error);
    }

    @Override
    public void close() {
        try {
            channel.close();
            Files.deleteIfExists(partial);
        } catch (IOException e) {
            throw new UncheckedIOException("ingest", e);
        }
    }
}
