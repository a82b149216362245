package io.jdock.supervisor.images;

import io.jdock.linux.openssl.Sha256;
import io.jdock.oci.image.DiffId;
import io.jdock.oci.image.Digest;
import io.jdock.supervisor.content.BlobWriter;
import io.jdock.supervisor.content.ContentStore;
import io.jdock.supervisor.pack.GzipWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * A layer in the making: the archive written to it becomes a blob compressed with gzip, the only compression that every registry
 * and engine knows. Closing it without {@link #commit} drops it. For one thread.
 */
final class LayerBlob implements AutoCloseable {

    /** Four fifths of the best compression in half the time. */
    private static final int LEVEL = 4;

    private static final int BUFFER = 1 << 16;

    private final BlobWriter blob;
    private final MessageDigest hash = Sha256.start();
    private final EarlyLayers early;
    private final GzipWriter compressed;
    private final OutputStream archive;
    private Optional<Unpacking> unpacking = Optional.empty();

    /** @param early unpacks the layer while it is made, if it is not small */
    LayerBlob(ContentStore content, EarlyLayers early) throws IOException {
        this.early = early;
        blob = content.write();
        compressed = new GzipWriter(new Sink(), LEVEL);
        archive = new BufferedOutputStream(new DigestOutputStream(compressed, hash), BUFFER);
    }

    /**
     * A finished layer.
     *
     * @param size of the blob, in bytes
     */
    record Finished(Digest digest, long size, DiffId diffId) {}

    /** Where the archive is written. */
    OutputStream archive() {
        return archive;
    }

    /** Ends the archive and stores the blob. */
    Finished commit(Pins.Transfer pins) throws IOException {
        archive.flush();
        compressed.finish();
        Digest digest = blob.finish();
        pins.add(digest);
        blob.commit();
        unpacking.ifPresent(begun -> early.found(digest, begun));
        return new Finished(digest, blob.length(), new DiffId(Digest.ofHash(hash.digest())));
    }

    @Override
    public void close() {
        compressed.close();
        blob.close();
    }

    private final class Sink extends OutputStream {

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int count) {
            blob.append(bytes, offset, count);
            if (unpacking.isEmpty()) {
                unpacking = early.begin("made here", blob.length(), blob);
            }
        }
    }
}
