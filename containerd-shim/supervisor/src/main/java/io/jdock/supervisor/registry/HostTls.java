package io.jdock.supervisor.registry;

import io.jdock.errdefs.FailedPreconditionException;
import io.jdock.supervisor.registry.HostEntry.Client;
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

    private static final int HTTPS = 443;
    private static final char[] NO_PASSWORD = {};

    private final List<Path> roots;
    private final List<HostEntry> entries;
    private final Map<String, Tls> ways = new ConcurrentHashMap<>();

    /**
     * @param roots where the directories are; the first for a host counts
     * @param entries what {@code hosts.toml} says of hosts
     */
    HostTls(List<Path> roots, List<HostEntry> entries) {
        this.roots = List.copyOf(roots);
        this.entries = List.copyOf(entries);
    }

    /**
     * How to speak to a server.
     *
     * @param checked whether its certificate must be signed by an authority that is trusted
     * @throws FailedPreconditionException naming the file that cannot be used
     */
    Tls tls(URI uri, boolean checked) {
        return ways.computeIfAbsent(Origin.of(uri) + " " + checked, _ -> make(uri, checked));
    }

    private Tls make(URI uri, boolean checked) {
        List<Path> authorities = new ArrayList<>();
        List<Client> clients = new ArrayList<>();
        directory(uri).ifPresent(directory -> {
            authorities.addAll(files(directory, "*.crt"));
            files(directory, "*.cert").forEach(file -> clients.add(client(file)));
        });
        for (HostEntry entry : entries) {
            if (Origin.of(entry.base()).equals(Origin.of(uri))) {
                authorities.addAll(entry.authorities());
                clients.addAll(entry.clients());
            }
        }
        if (authorities.isEmpty() && clients.isEmpty()) {
            return checked ? TrustedRoots.tls() : UncheckedTls.tls();
        }
        List<X509Certificate> trusted = authorities.stream()
                .flatMap(file -> PemFiles.certificates(file).stream())
                .toList();
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            TrustManager[] trust = checked ? TrustedRoots.with(trusted) : new TrustManager[] {UncheckedTls.everyone()};
            context.init(keys(clients), trust, new SecureRandom());
            return new Tls(context);
        } catch (GeneralSecurityException | IOException e) {
            throw new FailedPreconditionException("use certificates for %s: %s".formatted(uri, e.getMessage()), e);
        }
    }

    private static Client client(Path certificate) {
        String name = certificate.getFileName().toString();
        Path key = certificate.resolveSibling(name.substring(0, name.length() - ".cert".length()) + ".key");
        if (!Files.exists(key)) {
            throw new FailedPreconditionException(
                    "missing key %s for client certificate %s".formatted(key.getFileName(), name));
        }
        return new Client(certificate, key);
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

    private static KeyManager[] keys(List<Client> clients) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, NO_PASSWORD);
        for (Client client : clients) {
            X509Certificate[] chain =
                    PemFiles.certificates(client.certificate()).toArray(X509Certificate[]::new);
            store.setKeyEntry(client.certificate().toString(), PemFiles.key(client.key()), NO_PASSWORD, chain);
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
