package io.jdock.supervisor.content;

import io.jdock.errdefs.DataLossException;
import io.jdock.linux.openssl.Sha256;
import io.jdock.oci.image.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;

/**
 * A blob on its way in. One thread appends; others may read along with {@link #follow} while it grows, so that a layer is
 * unpacked while it is downloaded, without a copy in memory.
 *
 * <p>Ends with {@link #commit}, {@link #suspend} (the bytes so far stay and the next ingest of the blob goes on after them) or
 * {@link #discard}. Until one of them is called the readers wait for more.
 */
public final class Ingest {

    private final ContentStore store;
    private final Digest expected;
    private final long size;
    private final Path partial;
    private final FileChannel channel;
    private final MessageDigest hash;

    private final Growth growth;

    private Ingest(ContentStore store, Digest expected, long size, Path partial, FileChannel channel) {
        this.store = store;
        this.expected = expected;
        this.size = size;
        this.partial = partial;
        this.channel = channel;
        this.hash = Sha256.start();
        this.growth = new Growth(expected.toString());
    }

    static Ingest open(ContentStore store, Digest expected, long size, Path partial) {
        try {
            FileChannel channel = FileChannel.open(
                    partial, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            return new Ingest(store, expected, size, partial, channel);
        } catch (IOException e) {
            throw new UncheckedIOException("ingest " + expected, e);
        }
    }

    /**
     * Takes up what an earlier transfer left, which is read and hashed; to be called before the first byte is added. What cannot
     * be a beginning of this blob is thrown away.
     */
    public void resume() {
        try {
            if (channel.size() > size) {
                channel.truncate(0);
            }
            ByteBuffer chunk = ByteBuffer.allocate(1 << 17);
            while (channel.read(chunk) >= 0) {
                hash.update(chunk.flip());
                growth.add(chunk.limit());
                chunk.clear();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("ingest " + expected, e);
        }
    }

    /** Bytes received so far, those of earlier transfers included. */
    public long length() {
        return growth.length();
    }

    /** Bytes of the whole blob. */
    public long size() {
        return size;
    }

    /** A file for bytes that arrive before their turn; the caller closes it. */
    public Spool spool() {
        return store.spool();
    }

    /**
     * Adds bytes at the end.
     *
     * @throws DataLossException when there are more than the blob has
     */
    public void append(byte[] bytes, int offset, int count) {
        if (count > size - growth.length()) {
            throw new DataLossException(
                    "ingest %s: more bytes than the %d that were announced".formatted(expected, size));
        }
        try {
            ByteBuffer source = ByteBuffer.wrap(bytes, offset, count);
            while (source.hasRemaining()) {
                channel.write(source);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("ingest " + expected, e);
        }
        hash.update(bytes, offset, count);
        growth.add(count);
    }

    /**
     * Checks length and digest, makes the bytes durable and the blob visible.
     *
     * @throws DataLossException when they are not what was announced; nothing is kept then
     */
    public void commit() {
        verify();
        try {
            // Readers need not wait for the disk: to them the last byte is there.
            growth.complete();
            channel.force(true);
            store.publish(partial, expected);
            channel.close();
        } catch (IOException e) {
            discard(e);
            throw new UncheckedIOException("ingest " + expected, e);
        }
    }

    private void verify() {
        if (length() != size) {
            throw fail("ingest %s: received %d of %d bytes".formatted(expected, length(), size));
        }
        Digest actual = Digest.ofHash(hash.digest());
        if (!actual.equals(expected)) {
            throw fail("ingest %s: the received bytes have digest %s".formatted(expected, actual));
        }
    }

    private DataLossException fail(String text) {
        DataLossException error = new DataLossException(text);
        discard(error);
        return error;
    }

    /** Stops for now; the bytes stay for the next try. */
    public void suspend(Throwable why) {
        close(why, length() == 0);
    }

    /** Stops for good; nothing stays. */
    public void discard(Throwable why) {
        close(why, true);
    }

    private void close(Throwable why, boolean delete) {
        growth.giveUp(why);
        try {
            channel.close();
            if (delete) {
                Files.deleteIfExists(partial);
            }
        } catch (IOException e) {
            why.addSuppressed(e);
        }
    }

    /** A stream of the blob's bytes from the first on, which waits for those that are still to come. */
    public InputStream follow() throws IOException {
        return new FollowingStream(growth, openForReading());
    }

    private FileChannel openForReading() throws IOException {
        try {
            return FileChannel.open(partial, StandardOpenOption.READ);
        } catch (NoSuchFileException e) {
            if (store.contains(expected)) {
                return store.read(expected);
            }
            throw growth.givenUp();
        }
    }
}
