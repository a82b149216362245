package io.jdock.supervisor.registry;

import io.jdock.errdefs.FailedPreconditionException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads certificates and keys as operators keep them. What cannot be read is a {@link FailedPreconditionException} that names
 * the file.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7468">RFC 7468</a>
 */
final class PemFiles {

    private static final Pattern CERTIFICATE =
            Pattern.compile("-----BEGIN CERTIFICATE-----([^-]*)-----END CERTIFICATE-----");
    private static final Pattern KEY = Pattern.compile("-----BEGIN ([A-Z ]*)PRIVATE KEY-----([^-]*)-----END");
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");
    /** PKCS #8 version 0 and the identifier of RSA, which go before a key of PKCS #1. */
    private static final byte[] RSA_PREFIX = {2, 1, 0, 48, 13, 6, 9, 42, -122, 72, -122, -9, 13, 1, 1, 1, 5, 0};

    private PemFiles() {}

    /** All certificates of a file, in its order. */
    static List<X509Certificate> certificates(Path file) {
        List<X509Certificate> certificates = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            Matcher blocks = CERTIFICATE.matcher(text(file));
            while (blocks.find()) {
                byte[] bytes = Base64.getMimeDecoder().decode(blocks.group(1));
                certificates.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(bytes)));
            }
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new FailedPreconditionException("read certificates of %s: %s".formatted(file, e.getMessage()), e);
        }
        if (certificates.isEmpty()) {
            throw new FailedPreconditionException("read certificates of %s: there are none".formatted(file));
        }
        return certificates;
    }

    /** The private key of a file. */
    static PrivateKey key(Path file) {
        Matcher block = KEY.matcher(text(file));
        if (!block.find()) {
            throw new FailedPreconditionException("read key of %s: there is none".formatted(file));
        }
        byte[] bytes = Base64.getMimeDecoder().decode(block.group(2));
        return switch (block.group(1)) {
            case "" -> key(file, bytes);
            case "RSA " -> key(file, wrapped(bytes));
            default ->
                throw new FailedPreconditionException(
                        "read key of %s: a key of the kind \"%sPRIVATE KEY\" is not supported;"
                                        .formatted(file, block.group(1))
                                + " openssl pkcs8 -topk8 -nodes converts it");
        };
    }

    private static PrivateKey key(Path file, byte[] bytes) {
        GeneralSecurityException last = new GeneralSecurityException("no algorithm");
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(bytes));
            } catch (GeneralSecurityException e) {
                last = e;
            }
        }
        throw new FailedPreconditionException("read key of %s: %s".formatted(file, last.getMessage()), last);
    }

    /** The same key in PKCS #8. */
    private static byte[] wrapped(byte[] pkcs1) {
        return sequence(48, concat(RSA_PREFIX, sequence(4, pkcs1)));
    }

    /** In DER, for less than 64 KiB. */
    private static byte[] sequence(int tag, byte[] content) {
        int length = content.length;
        byte[] head = length < 128
                ? new byte[] {(byte) tag, (byte) length}
                : length < 256
                        ? new byte[] {(byte) tag, (byte) 0x81, (byte) length}
                        : new byte[] {(byte) tag, (byte) 0x82, (byte) (length >> 8), (byte) length};
        return concat(head, content);
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new FailedPreconditionException("read %s: %s".formatted(file, e.getMessage()), e);
        }
    }
}
