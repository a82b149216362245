package io.jdock.linux.openssl;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The functions of libcrypto that hashing takes. They are the same in all versions from 1.1 on.
 *
 * @see <a href="https://docs.openssl.org/3.0/man3/EVP_DigestInit/">EVP_DigestInit(3)</a>
 */
final class LibCrypto {

    private static final Logger LOG = LoggerFactory.getLogger(LibCrypto.class);

    private static final List<String> NAMES = List.of("libcrypto.so.3", "libcrypto.so.1.1");

    private static final boolean LOADED = load();

    private LibCrypto() {}

    /** Whether the host has it. The first call loads it. */
    static boolean isThere() {
        return LOADED;
    }

    static native @Nullable Pointer EVP_MD_CTX_new();

    static native void EVP_MD_CTX_free(Pointer context);

    static native Pointer EVP_sha256();

    static native int EVP_DigestInit_ex(Pointer context, Pointer type, @Nullable Pointer engine);

    static native int EVP_DigestUpdate(Pointer context, Pointer data, long size);

    static native int EVP_DigestFinal_ex(Pointer context, byte[] hash, @Nullable Pointer size);

    private static boolean load() {
        for (String name : NAMES) {
            try {
                Native.register(LibCrypto.class, NativeLibrary.getInstance(name));
                return true;
            } catch (UnsatisfiedLinkError e) {
                LOG.debug("{} is not there: {}", name, e.getMessage());
            }
        }
        LOG.warn("none of {} can be loaded: hashes are computed in Java, which takes several times longer", NAMES);
        return false;
    }
}
