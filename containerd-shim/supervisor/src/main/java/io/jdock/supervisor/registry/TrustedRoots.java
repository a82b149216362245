package io.jdock.supervisor.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * The authorities that this host trusts: those of the system, where an operator adds a company's own, else those that Java brings
 * along.
 */
final class TrustedRoots {

    /** Debian's, Red Hat's and SUSE's places, as Go's programs look for them. */
    private static final List<Path> BUNDLES = List.of(
            Path.of("/etc/ssl/certs/ca-certificates.crt"),
            Path.of("/etc/pki/tls/certs/ca-bundle.crt"),
            Path.of("/etc/ssl/ca-bundle.pem"));

    private TrustedRoots() {}

    /** Made with the first call that needs it. */
    private static final class Shared {
        private static final List<X509Certificate> CERTIFICATES = read();
        private static final Tls TLS = make();

        private static List<X509Certificate> read() {
            Optional<Path> bundle = BUNDLES.stream().filter(Files::isReadable).findFirst();
            return bundle.isPresent() ? PemFiles.certificates(bundle.get()) : ofJava();
        }

        private static List<X509Certificate> ofJava() {
            try {
                TrustManagerFactory factory =
                        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
                factory.init((KeyStore) null);
                return Arrays.stream(factory.getTrustManagers())
                        .filter(X509TrustManager.class::isInstance)
                        .flatMap(it -> Arrays.stream(((X509TrustManager) it).getAcceptedIssuers()))
                        .toList();
            } catch (GeneralSecurityException e) {
                // Every Java platform must have this (javax.net.ssl.TrustManagerFactory).
                throw new AssertionError(e);
            }
        }

        private static Tls make() {
            try {
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(null, with(List.of()), new SecureRandom());
                return new Tls(context);
            } catch (GeneralSecurityException | IOException e) {
                // As above.
                throw new AssertionError(e);
            }
        }
    }

    /** For hosts that nothing special is known of. */
    static Tls tls() {
        return Shared.TLS;
    }

    /** Trust in the system's authorities and some more. */
    static TrustManager[] with(List<X509Certificate> more) throws GeneralSecurityException, IOException {
        List<X509Certificate> all = new ArrayList<>(Shared.CERTIFICATES);
        all.addAll(more);
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        for (int i = 0; i < all.size(); i++) {
            store.setCertificateEntry("authority-" + i, all.get(i));
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return Arrays.stream(factory.getTrustManagers())
                .map(it -> it instanceof X509ExtendedTrustManager trust ? new PresentTrust(trust) : it)
                .toArray(TrustManager[]::new);
    }
}
