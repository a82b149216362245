package io.jdock.supervisor.unpack;

import io.jdock.linux.openssl.Sha256;
import io.jdock.oci.image.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/** Hashes what is read through it. */
final class HashingStream extends InputStream {

    private final InputStream source;
    private final MessageDigest hash = Sha256.start();

    HashingStream(InputStream source) {
        this.source = source;
    }

    @Override
    public int read() throws IOException {
        int b = source.read();
        if (b >= 0) {
            hash.update((byte) b);
        }
        return b;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int read = source.read(target, offset, length);
        if (read > 0) {
            hash.update(target, offset, read);
        }
        return read;
    }

    /** The digest of everything read; call it once, at the end. */
    Digest digest() {
        return Digest.ofHash(hash.digest());
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
