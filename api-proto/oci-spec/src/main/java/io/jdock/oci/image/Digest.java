package io.jdock.oci.image;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.jdock.errdefs.InvalidArgumentException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Name of a blob: the hash of its bytes, written {@code sha256:<64 lower-case hex digits>}.
 *
 * <p>Also used to build file names, so {@link #parse} is the guard that keeps {@code ..} and {@code /} out of paths. Other
 * algorithms are refused: no registry in use serves them, and each one more would be one more that has to stay unbroken.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record Digest(String hex) {

    /** Number of hexadecimal digits of a SHA-256. */
    public static final int HEX_LENGTH = 64;

    private static final String PREFIX = "sha256:";

    public Digest {
        if (!isHex(hex)) {
            throw new InvalidArgumentException("invalid sha256 digest: \"%s\"".formatted(hex));
        }
    }

    /**
     * Reads {@code sha256:<hex>}.
     *
     * @throws InvalidArgumentException for another algorithm, a wrong length or upper-case digits
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Digest parse(String text) {
        if (!text.startsWith(PREFIX)) {
            throw new InvalidArgumentException("unsupported digest, want sha256: \"%s\"".formatted(text));
        }
        return new Digest(text.substring(PREFIX.length()));
    }

    /** The digest of these bytes. */
    public static Digest of(byte[] bytes) {
        return ofHash(sha256().digest(bytes));
    }

    /** The digest with this value of 32 bytes, as a SHA-256 computation gives it. */
    public static Digest ofHash(byte[] hash) {
        return new Digest(HexFormat.of().formatHex(hash));
    }

    /** For small documents: where bytes are many, there are faster ones. */
    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            // Every Java platform must have it (java.security.MessageDigest).
            throw new AssertionError(e);
        }
    }

    /** Whether this is the bare form of a digest: 64 lower-case hexadecimal digits. */
    public static boolean isHex(String text) {
        if (text.length() != HEX_LENGTH) {
            return false;
        }
        for (int i = 0; i < HEX_LENGTH; i++) {
            char c = text.charAt(i);
            if (!(c >= '0' && c <= '9' || c >= 'a' && c <= 'f')) {
                return false;
            }
        }
        return true;
    }

    @JsonValue
    @Override
    public String toString() {
        return PREFIX + hex;
    }
}
