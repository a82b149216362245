package io.jdock.supervisor.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.jdock.errdefs.FailedPreconditionException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Private authorities and client certificates, in docker's layout. */
@Timeout(60)
final class HostTlsTest {

    private static final URI REGISTRY = URI.create("https://registry.example");

    @TempDir
    private Path directory;

    private Path certificates;
    private TestAuthority authority;
    private TestAuthority client;
    private HttpsServer server;

    /** As the server sees them. */
    private final Set<InetSocketAddress> connections = ConcurrentHashMap.newKeySet();

    @BeforeEach
    void start() throws IOException, GeneralSecurityException {
        authority = TestAuthority.make(directory, "registry.example");
        client = TestAuthority.make(directory, "client");
        certificates = Files.createDirectory(directory.resolve("certs.d"));
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(authority.server(client)) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters wanted = getSSLContext().getDefaultSSLParameters();
                wanted.setNeedClientAuth(true);
                parameters.setSSLParameters(wanted);
            }
        });
        server.createContext("/", exchange -> {
            connections.add(exchange.getRemoteAddress());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private Path host(String name) throws IOException {
        return Files.createDirectories(certificates.resolve(name));
    }

    private void handshake(HostTls tls) throws IOException {
        SSLContext context = tls.tls(REGISTRY, true).context();
        var address = server.getAddress();
        try (SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket(address.getAddress(), address.getPort())) {
            socket.startHandshake();
        }
    }

    private HostTls tls() {
        return new HostTls(List.of(directory.resolve("absent"), certificates), List.of());
    }

    @Test
    void trustsTheAuthorityOfTheHost() throws IOException, GeneralSecurityException {
        Files.writeString(host("registry.example").resolve("ca.crt"), authority.certificate());

        handshake(tls());
    }

    @Test
    void trustsNobodyElse() throws IOException, GeneralSecurityException {
        Files.writeString(host("other.example").resolve("ca.crt"), authority.certificate());
        Files.writeString(host("registry.example:5000").resolve("ca.crt"), authority.certificate());

        assertThrows(SSLHandshakeException.class, () -> handshake(tls()));
    }

    @Test
    void showsTheClientsCertificateWithAKeyInEitherForm() throws IOException, GeneralSecurityException {
        for (String key : List.of(client.key(), client.oldKey())) {
            Path host = host("127.0.0.1:" + server.getAddress().getPort());
            Files.writeString(host.resolve("client.cert"), client.certificate());
            Files.writeString(host.resolve("client.key"), key);

            assertEquals(200, status(tls()));
        }
    }

    @Test
    void isRefusedWithoutOne() {
        assertThrows(IOException.class, () -> status(tls()));
    }

    @Test
    void usesAConnectionAgain() throws IOException, GeneralSecurityException {
        Path host = host("127.0.0.1:" + server.getAddress().getPort());
        Files.writeString(host.resolve("client.cert"), client.certificate());
        Files.writeString(host.resolve("client.key"), client.key());
        HostTls tls = tls();

        assertEquals(200, status(tls));
        assertEquals(200, status(tls));

        assertEquals(1, connections.size(), connections.toString());
    }

    private int status(HostTls tls) throws IOException {
        Way way = new Way(tls, Proxies.of(Map.of(), Map.of()), Map.of());
        URI uri = URI.create("https://127.0.0.1:" + server.getAddress().getPort() + "/v2/");
        try (HttpTransport transport = new HttpTransport(new InsecureHosts(List.of()), way, Duration.ofSeconds(20));
                HttpAnswer answer = transport.send(HttpCall.get(uri, Map.of()))) {
            return answer.status();
        }
    }

    @Test
    void namesTheFileThatCannotBeUsed() throws IOException, GeneralSecurityException {
        Path host = host("registry.example");
        Files.writeString(host.resolve("a.cert"), client.certificate());
        assertEquals("missing key a.key for client certificate a.cert", failure());

        Files.writeString(host.resolve("a.key"), "-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----");
        assertEquals(
                "read key of %s: a key of the kind \"EC PRIVATE KEY\" is not supported; openssl pkcs8 -topk8 -nodes converts it"
                        .formatted(host.resolve("a.key")),
                failure());

        Files.writeString(host.resolve("ca.crt"), "nothing");
        assertEquals("read certificates of %s: there are none".formatted(host.resolve("ca.crt")), failure());
    }

    private String failure() {
        return assertThrows(FailedPreconditionException.class, () -> tls().tls(REGISTRY, true))
                .text();
    }
}
