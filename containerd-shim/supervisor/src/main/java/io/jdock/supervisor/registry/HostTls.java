package io.jdock.supervisor.registry;

import io.jdock.errdefs.FailedPreconditionException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/**
 * TLS as an operator wants it for each host, in docker's layout: below {@code HOST[:PORT]/} every {@code *.crt} is an authority
 * to trust beside the system's, and {@code NAME.cert} with {@code NAME.key} is shown to the host. Read once for each transfer.
 * Safe for concurrent use.
 */
final class HostTls {

    /** Where operators keep them; the first directory for a host counts. */
    static final List<Path> USUAL = List.of(Path.of("/etc/jdock/certs.d"), Path.of("/etc/docker/certs.d"));

    private static final int HTTPS = 443;
    private static final char[] NO_PASSWORD = {};

    private final List<Path> roots;
    private final Map<String, SSLContext> contexts = new ConcurrentHashMap<>();

    HostTls(List<Path> roots) {
        this.roots = List.copyOf(roots);
    }

    /**
     * How to speak to a server.
     *
     * @param checked whether its certificate must be signed by an authority that is trusted
     * @throws FailedPreconditionException naming the file that cannot be used
     */
    SSLContext context(URI uri, boolean checked) {
        return contexts.computeIfAbsent(Origin.of(uri) + " " + checked, _ -> make(uri, checked));
    }

    private SSLContext make(URI uri, boolean checked) {
        Optional<Path> directory = directory(uri);
        if (directory.isEmpty()) {
            return checked ? TrustedRoots.context() : UncheckedTls.context();
        }
        List<X509Certificate> authorities = new ArrayList<>();
        files(directory.get(), "*.crt").forEach(file -> authorities.addAll(PemFiles.certificates(file)));
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            TrustManager[] trust =
                    checked ? TrustedRoots.with(authorities) : new TrustManager[] {UncheckedTls.everyone()};
            context.init(keys(directory.get()), trust, new SecureRandom());
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new FailedPreconditionException(
                    "use certificates of %s: %s".formatted(directory.get(), e.getMessage()), e);
        }
    }

    private Optional<Path> directory(URI uri) {
        int port = Origin.of(uri).port();
        List<String> names = new ArrayList<>(List.of(uri.getHost() + ":" + port));
        if (port == HTTPS) {
            names.add(uri.getHost());
        }
        return roots.stream()
                .flatMap(root -> names.stream().map(root::resolve))
                .filter(Files::isDirectory)
                .findFirst();
    }

    private static KeyManager[] keys(Path directory) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, NO_PASSWORD);
        for (Path certificate : files(directory, "*.cert")) {
            String name = certificate.getFileName().toString();
            Path key = certificate.resolveSibling(name.substring(0, name.length() - ".cert".length()) + ".key");
            if (!Files.exists(key)) {
                throw new FailedPreconditionException(
                        "missing key %s for client certificate %s".formatted(key.getFileName(), name));
            }
            X509Certificate[] chain = PemFiles.certificates(certificate).toArray(X509Certificate[]::new);
            store.setKeyEntry(name, PemFiles.key(key), NO_PASSWORD, chain);
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private static List<Path> files(Path directory, String pattern) {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, pattern)) {
            found.forEach(files::add);
        } catch (IOException e) {
            throw new FailedPreconditionException("list %s: %s".formatted(directory, e.getMessage()), e);
        }
        files.sort(null);
        return files;
    }
}
