package io.jdock.linux.openssl;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * SHA-256 by OpenSSL. Java's own is as fast only when C2 compiles it, and the daemons have no C2: it would make hashing the
 * longest part of a pull, at a tenth of the speed.
 *
 * <p>For one thread at a time, as every {@link MessageDigest}.
 */
public final class Sha256 extends MessageDigest {

    private static final int HASH_LENGTH = 32;

    /** What is handed over at once, in bytes: calls into a library cost some hundred nanoseconds each. */
    private static final int BUFFER = 1 << 16;

    private static final Cleaner CLEANER = Cleaner.create();

    private final Pointer context;
    private final Memory buffer = new Memory(BUFFER);
    private int filled;

    private Sha256() {
        super("SHA-256");
        Pointer made = LibCrypto.EVP_MD_CTX_new();
        if (made == null) {
            throw new OutOfMemoryError("EVP_MD_CTX_new");
        }
        context = made;
        CLEANER.register(this, () -> LibCrypto.EVP_MD_CTX_free(made));
        engineReset();
    }

    /** A new computation, in Java on a host that has no OpenSSL. */
    public static MessageDigest start() {
        if (LibCrypto.isThere()) {
            return new Sha256();
        }
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            // Every Java platform must have it (java.security.MessageDigest).
            throw new AssertionError(e);
        }
    }

    @Override
    protected int engineGetDigestLength() {
        return HASH_LENGTH;
    }

    @Override
    protected void engineUpdate(byte input) {
        makeRoom();
        buffer.setByte(filled++, input);
    }

    @Override
    protected void engineUpdate(byte[] input, int offset, int length) {
        int done = 0;
        while (done < length) {
            makeRoom();
            int part = Math.min(length - done, BUFFER - filled);
            buffer.write(filled, input, offset + done, part);
            filled += part;
            done += part;
        }
    }

    @Override
    protected void engineUpdate(ByteBuffer input) {
        if (input.hasArray()) {
            engineUpdate(input.array(), input.arrayOffset() + input.position(), input.remaining());
            input.position(input.limit());
            return;
        }
        byte[] part = new byte[Math.min(BUFFER, input.remaining())];
        while (input.hasRemaining()) {
            int length = Math.min(part.length, input.remaining());
            input.get(part, 0, length);
            engineUpdate(part, 0, length);
        }
    }

    @Override
    protected byte[] engineDigest() {
        flush();
        byte[] hash = new byte[HASH_LENGTH];
        require(LibCrypto.EVP_DigestFinal_ex(context, hash, null), "EVP_DigestFinal_ex");
        engineReset();
        return hash;
    }

    @Override
    protected void engineReset() {
        filled = 0;
        require(LibCrypto.EVP_DigestInit_ex(context, LibCrypto.EVP_sha256(), null), "EVP_DigestInit_ex");
    }

    private void makeRoom() {
        if (filled == BUFFER) {
            flush();
        }
    }

    private void flush() {
        if (filled > 0) {
            require(LibCrypto.EVP_DigestUpdate(context, buffer, filled), "EVP_DigestUpdate");
            filled = 0;
        }
    }

    private static void require(int success, String function) {
        if (success != 1) {
            throw new IllegalStateException(function + " failed");
        }
    }
}
