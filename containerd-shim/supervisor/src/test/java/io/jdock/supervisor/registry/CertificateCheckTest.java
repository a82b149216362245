package io.jdock.supervisor.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.jdock.errdefs.UnavailableException;
import java.io.ByteArrayInputStream;
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
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers with certificates that are not to be trusted; reached through a proxy, as loopback itself is trusted anyway. */
@Timeout(60)
final class CertificateCheckTest {

    private static final URI REGISTRY = URI.create("https://registry.example/v2/");

    @TempDir
    private Path directory;

    private final AtomicInteger asked = new AtomicInteger();

    /** Asks a server with this certificate; says what of it an operator trusts. */
    private int ask(TestAuthority certificate, boolean trusted, boolean streamed)
            throws IOException, GeneralSecurityException {
        Path host = Files.createDirectories(directory.resolve("certs.d/registry.example"));
        if (trusted) {
            Files.writeString(host.resolve("ca.crt"), certificate.certificate());
        }
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate.server()));
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            FakeRegistry.answer(exchange, 200, "");
        });
        server.start();
        try (TunnelProxy proxy = new TunnelProxy(server.getAddress().getPort());
                HttpTransport transport = transport(proxy);
                HttpAnswer answer = transport.send(call(streamed))) {
            return answer.status();
        } finally {
            server.stop(0);
        }
    }

    private HttpTransport transport(TunnelProxy proxy) {
        Proxies proxies = Proxies.of(Map.of("HTTPS_PROXY", proxy.url()), Map.of());
        HostTls tls = new HostTls(List.of(directory.resolve("certs.d")), List.of());
        return new HttpTransport(new InsecureHosts(List.of()), new Way(tls, proxies, Map.of()), Duration.ofSeconds(20));
    }

    private static HttpCall call(boolean streamed) {
        HttpBody body = new HttpBody.Stream(() -> new ByteArrayInputStream(new byte[1]), 1, _ -> {});
        return streamed
                ? HttpCall.put(REGISTRY, body)
                : HttpCall.get(REGISTRY, Map.of("Authorization", "Basic c2VjcmV0"));
    }

    private void assertRefused(TestAuthority certificate, boolean trusted, boolean streamed) {
        assertThrows(SSLException.class, () -> ask(certificate, trusted, streamed));

        assertEquals(0, asked.get());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aCertificateThatFitsIsTaken(boolean streamed) throws IOException, GeneralSecurityException {
        assertEquals(200, ask(TestAuthority.make(directory, "registry.example"), true, streamed));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void oneThatNobodyVouchesForIsRefused(boolean streamed) throws IOException, GeneralSecurityException {
        assertRefused(TestAuthority.make(directory, "registry.example"), false, streamed);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void oneForAnotherHostIsRefused(boolean streamed) throws IOException, GeneralSecurityException {
        assertRefused(TestAuthority.make(directory, "other.example"), true, streamed);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void oneThatHasRunOutIsRefused(boolean streamed) throws IOException, GeneralSecurityException {
        TestAuthority old = TestAuthority.make(directory, "registry.example", "-startdate", "-10d", "-validity", "1");

        assertRefused(old, true, streamed);
    }

    @Test
    void theUserIsToldWhy() throws IOException, GeneralSecurityException {
        SSLException cause = assertThrows(
                SSLException.class, () -> ask(TestAuthority.make(directory, "other.example"), true, false));

        var error = RegistryErrors.ofFailure(HttpCall.get(REGISTRY, Map.of()), cause);

        assertEquals(UnavailableException.class, error.getClass());
        assertTrue(error.text().contains("registry.example"), error.text());
    }
}
