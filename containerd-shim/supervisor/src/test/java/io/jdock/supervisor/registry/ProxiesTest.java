package io.jdock.supervisor.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.concurrent.Threads;
import io.jdock.errdefs.InvalidArgumentException;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
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

    private static final String PROXY_AUTHORIZATION = "Proxy-Authorization: ";

    private static final String WHO =
            "HTTP/1.1 407 Who\r\nProxy-Authenticate: Basic realm=\"p\"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    private static final String FINE = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

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
        Proxy chosen = Proxies.of(Map.of(), ENVIRONMENT).of(uri);

        assertEquals(proxy, chosen == Proxy.NO_PROXY ? "none" : text((InetSocketAddress) chosen.address()));
    }

    private static String text(InetSocketAddress address) {
        return address.getHostString() + ":" + address.getPort();
    }

    @Test
    void whatIsGivenCountsBeforeTheEnvironment() {
        Proxies proxies = Proxies.of(Map.of("HTTPS_PROXY", "http://127.0.0.3:1", "NO_PROXY", "x"), ENVIRONMENT);

        assertEquals("127.0.0.3:1", text((InetSocketAddress)
                proxies.of(URI.create("https://direct.example")).address()));
        assertEquals("127.0.0.2:80", text((InetSocketAddress)
                proxies.of(URI.create("http://direct.example")).address()));
    }

    /** Reads one request, answers, and tells its first line with who asks. */
    private String ask(String url, String user, boolean streamed, String... answers) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                ExecutorService threads = Threads.virtualPerTask("proxy")) {
            Future<String> heard = threads.submit(() -> hear(server, answers));
            String address = "http://%s127.0.0.1:%d".formatted(user, server.getLocalPort());
            Proxies proxies = Proxies.of(Map.of("HTTP_PROXY", address, "HTTPS_PROXY", address), Map.of());
            URI uri = URI.create(url);
            HttpCall call = streamed ? HttpCall.put(uri, streamed()) : HttpCall.get(uri, Map.of());
            try (HttpTransport transport = new HttpTransport(
                    new InsecureHosts(List.of("registry.invalid")),
                    new Way(new HostTls(List.of(), List.of()), proxies, Map.of()),
                    Duration.ofSeconds(20))) {
                transport.send(call).close();
            } catch (IOException _) {
                // The tunnel ends as soon as it is there: what was asked for it is what counts.
            }
            return heard.get();
        }
    }

    private static HttpBody streamed() {
        return new HttpBody.Stream(() -> new ByteArrayInputStream(new byte[1]), 1, _ -> {});
    }

    private static String hear(ServerSocket server, String[] answers) throws IOException {
        List<String> heard = new ArrayList<>();
        for (String answer : answers) {
            try (Socket socket = server.accept()) {
                BufferedReader reader =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
                String first = reader.readLine();
                String who = "nobody";
                for (String line = reader.readLine(); line != null && !line.isEmpty(); line = reader.readLine()) {
                    who = line.regionMatches(true, 0, PROXY_AUTHORIZATION, 0, PROXY_AUTHORIZATION.length())
                            ? line.substring(PROXY_AUTHORIZATION.length())
                            : who;
                }
                heard.add(first + " by " + who);
                socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
            }
        }
        return heard.getLast();
    }

    @Test
    void sendsCallsThroughTheProxy() throws Exception {
        assertEquals(
                "GET http://registry.invalid/v2/ HTTP/1.1 by nobody",
                ask("http://registry.invalid/v2/", "", false, FINE));
    }

    @Test
    void tellsTheProxyWhoAsks() throws Exception {
        String me = "Basic " + Base64.getEncoder().encodeToString("me:p@ss".getBytes(StandardCharsets.US_ASCII));

        assertEquals(
                "GET http://registry.invalid/v2/ HTTP/1.1 by " + me,
                ask("http://registry.invalid/v2/", "me:p%40ss@", false, WHO, FINE));
        assertEquals(
                "PUT http://registry.invalid/v2/ HTTP/1.1 by " + me,
                ask("http://registry.invalid/v2/", "me:p%40ss@", true, FINE));
        assertEquals(
                "CONNECT registry.invalid:443 HTTP/1.1 by " + me,
                ask("https://registry.invalid/v2/", "me:p%40ss@", false, WHO, FINE));
        assertEquals(
                "CONNECT registry.invalid:443 HTTP/1.1 by " + me,
                ask("https://registry.invalid/v2/", "me:p%40ss@", true, FINE));
    }

    @Test
    void aRegistryBehindTheProxyIsNotToldWhoTheProxyKnows() throws Exception {
        String refused =
                "HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=\"r\"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

        assertEquals(
                "GET http://registry.invalid/v2/ HTTP/1.1 by nobody",
                ask("http://registry.invalid/v2/", "me:secret@", false, refused));
    }

    @ParameterizedTest
    @CsvSource({"socks5://u:secret@p:1", "https://u:secret@p:1", "http://u:secret@ p:1"})
    void refusesProxiesItCannotUseWithoutShowingThem(String url) {
        var error =
                assertThrows(InvalidArgumentException.class, () -> Proxies.of(Map.of(), Map.of("HTTPS_PROXY", url)));

        assertTrue(error.text().startsWith("HTTPS_PROXY"), error.text());
        assertFalse(error.toString().contains("secret"), error.toString());
    }
}
