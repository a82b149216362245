package io.jdock.supervisor.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpServer;
import io.jdock.errdefs.InvalidArgumentException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
final class ProxiesTest {

    private static final Map<String, String> ENVIRONMENT = Map.of(
            "HTTPS_PROXY", "http://127.0.0.1:3128",
            "http_proxy", "127.0.0.2",
            "NO_PROXY", "direct.example, .inner.example,*.star.example,10.0.0.0/8,port.example:5000");

    @ParameterizedTest
    @CsvSource({
        "https://registry.example, 127.0.0.1:3128",
        "http://registry.example, 127.0.0.2:80",
        "https://direct.example, none",
        "https://sub.direct.example, none",
        "https://notdirect.example, 127.0.0.1:3128",
        "https://a.inner.example, none",
        "https://inner.example, 127.0.0.1:3128",
        "https://a.star.example, none",
        "https://10.1.2.3, none",
        "https://11.1.2.3, 127.0.0.1:3128",
        "https://port.example:5000, none",
        "https://port.example, 127.0.0.1:3128",
        "https://localhost:5000, none",
        "http://127.0.0.1:5000, none",
    })
    void choosesByHost(URI uri, String proxy) {
        Proxy chosen = Proxies.of(ENVIRONMENT).of(uri);

        assertEquals(proxy, chosen == Proxy.NO_PROXY ? "none" : text((InetSocketAddress) chosen.address()));
    }

    private static String text(InetSocketAddress address) {
        return address.getHostString() + ":" + address.getPort();
    }

    @Test
    void sendsCallsThroughTheProxy() throws IOException {
        List<String> asked = new CopyOnWriteArrayList<>();
        HttpServer proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        proxy.createContext("/", exchange -> {
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        proxy.start();
        Proxies proxies = Proxies.of(
                Map.of("HTTP_PROXY", "http://127.0.0.1:" + proxy.getAddress().getPort()));
        URI uri = URI.create("http://registry.invalid/v2/");
        try (HttpTransport transport = new HttpTransport(
                        new InsecureHosts(List.of("registry.invalid")),
                        new Way(new HostTls(List.of(), List.of()), proxies, Map.of()),
                        Duration.ofSeconds(20));
                HttpAnswer answer = transport.send(HttpCall.get(uri, Map.of()))) {
            assertEquals(200, answer.status());
        } finally {
            proxy.stop(0);
        }

        assertEquals(List.of("GET http://registry.invalid/v2/"), asked);
    }

    @ParameterizedTest
    @CsvSource({"socks5://p:1", "https://p:1", "http://u:secret@p:1"})
    void refusesProxiesItCannotUseWithoutShowingThem(String url) {
        var error = assertThrows(InvalidArgumentException.class, () -> Proxies.of(Map.of("HTTPS_PROXY", url)));

        assertEquals("HTTPS_PROXY: only http://HOST:PORT without a password is supported", error.text());
    }
}
