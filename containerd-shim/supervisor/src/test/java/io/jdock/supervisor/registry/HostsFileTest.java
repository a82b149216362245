package io.jdock.supervisor.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.errdefs.FailedPreconditionException;
import io.jdock.errdefs.NotFoundException;
import io.jdock.errdefs.UnavailableException;
import io.jdock.oci.image.Descriptor;
import io.jdock.oci.image.Digest;
import io.jdock.oci.image.ImageReference;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mirrors for every registry, in containerd's layout. */
@Timeout(60)
final class HostsFileTest {

    private static final byte[] MANIFEST =
            "{\"schemaVersion\":2,\"config\":{\"mediaType\":\"c\",\"digest\":\"%s\",\"size\":1},\"layers\":[]}"
                    .formatted(Digest.of(new byte[1]))
                    .getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path root;

    private final FakeRegistry mirror = new FakeRegistry();
    private final FakeRegistry upstream = new FakeRegistry();

    @AfterEach
    void close() {
        mirror.close();
        upstream.close();
    }

    private Path write(String host, String text) throws IOException {
        Path directory = Files.createDirectories(root.resolve(host));
        return Files.writeString(directory.resolve("hosts.toml"), text);
    }

    private RegistryPolicy policy() {
        return RegistryPolicy.of(List.of(), List.of()).in(List.of(root));
    }

    private Digest resolve(String reference) {
        ImageReference parsed = ImageReference.parse(reference).withDefaultTag();
        return new RegistryClient(parsed, policy(), new Credentials("user", "secret", "", ""))
                .resolve()
                .descriptor()
                .digest();
    }

    private static void serve(FakeRegistry registry) {
        registry.manifest("app", "latest", "application/vnd.oci.image.manifest.v1+json", MANIFEST);
    }

    @Test
    void readsWhatContainerdDescribes() throws IOException {
        Path file = write("docker.io", """
                # everything at once
                server = "https://registry-1.docker.io"

                [host."https://mirror.example:5000/v2/proxy"]
                  capabilities = ["pull", "resolve"] # not push
                  ca = "mirror.pem"
                  client = [["c.cert", "c.key"], ["both.pem"]]
                  skip_verify = true
                  override_path = true
                  dial_timeout = '3s'
                [host."https://mirror.example:5000/v2/proxy".header]
                  x-token = ["a", "b"]
                [host."http://second.example"]
                """);

        HostsFile read = HostsFile.read(file);

        HostEntry first = read.mirrors().getFirst();
        assertEquals(URI.create("https://mirror.example:5000/v2/proxy"), first.base());
        assertEquals(Set.of("pull", "resolve"), first.capabilities());
        assertEquals(List.of(root.resolve("docker.io/mirror.pem")), first.authorities());
        assertEquals(root.resolve("docker.io/c.key"), first.clients().getFirst().key());
        assertEquals(
                root.resolve("docker.io/both.pem"), first.clients().getLast().key());
        assertTrue(first.skipVerify() && first.overridePath());
        assertEquals(Map.of("x-token", "a, b"), first.headers());
        assertEquals(Duration.ofSeconds(3), first.dialTimeout());
        assertEquals(Way.DIAL_TIMEOUT, read.mirrors().getLast().dialTimeout());
        assertEquals(Set.of("pull", "resolve", "push"), read.mirrors().getLast().capabilities());
        assertEquals(
                URI.create("https://registry-1.docker.io"),
                read.server().orElseThrow().base());
    }

    @Test
    void asksMirrorsFirstAndShowsThemNoPassword() throws IOException {
        serve(mirror);
        write("registry.example", "[host.\"http://%s\"]\n".formatted(mirror.host()));

        assertEquals(Digest.of(MANIFEST), resolve("registry.example/app"));

        FakeRegistry.Asked asked = mirror.asked().getFirst();
        assertEquals("GET /v2/app/manifests/latest", asked.line());
        assertEquals("ns=registry.example", asked.query());
        assertTrue(mirror.asked().stream()
                .allMatch(it -> it.header("Authorization").isEmpty()));
    }

    @Test
    void fallsBackToTheServer() throws IOException {
        serve(upstream);
        write("registry.example", """
                server = "http://%s"
                [host."http://%s"]
                """.formatted(upstream.host(), mirror.host()));

        assertEquals(Digest.of(MANIFEST), resolve("registry.example/app"));

        assertEquals(1, mirror.countOf("/v2/app/manifests/latest"));
        assertEquals("", upstream.asked().getFirst().query());
    }

    @Test
    void asksForTagsOnlyWhoResolvesThem() throws IOException {
        serve(mirror);
        serve(upstream);
        write("_default", """
                server = "http://%s"
                [host."http://%s"]
                capabilities = ["pull"]
                """.formatted(upstream.host(), mirror.host()));

        resolve("registry.example/app");
        assertEquals(List.of(), mirror.asked());

        resolve("registry.example/app@" + Digest.of(MANIFEST));
        assertEquals(1, mirror.asked().size());
    }

    @Test
    void usesThePathAndTheHeadersThatAreGiven() throws IOException {
        mirror.misbehave("/proxy/app/manifests/latest", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/vnd.oci.image.manifest.v1+json");
            FakeRegistry.answer(exchange, 200, new String(MANIFEST, StandardCharsets.UTF_8));
        });
        write("registry.example", """
                [host."http://%1$s/proxy"]
                override_path = true
                [host."http://%1$s/proxy".header]
                X-Token = "t"
                """.formatted(mirror.host()));

        resolve("registry.example/app");

        assertEquals("t", mirror.asked().getFirst().header("X-token"));
    }

    @Test
    void doesNotTakeHeadersToWhereAMirrorRedirects() throws IOException {
        mirror.misbehave("/v2/app/manifests/latest", exchange -> {
            exchange.getResponseHeaders().set("Location", "http://" + upstream.host() + "/v2/app/manifests/latest");
            FakeRegistry.answer(exchange, 307, "");
        });
        serve(upstream);
        write("registry.example", "[host.\"http://%1$s\".header]\nX-Token = \"t\"\n".formatted(mirror.host()));

        resolve("registry.example/app");

        assertEquals("t", mirror.asked().getFirst().header("X-token"));
        assertEquals("", upstream.asked().getFirst().header("X-token"));
        assertFalse(upstream.asked().getFirst().header("Accept").isEmpty());
    }

    private void push(String reference, Optional<String> from) {
        byte[] blob = new byte[1];
        ImageReference parsed = ImageReference.parse(reference).withDefaultTag();
        try (RegistryPush push = new RegistryPush(parsed, policy(), new Credentials("user", "secret", "", ""))) {
            push.connect();
            push.upload(
                    new Descriptor("c", Digest.of(blob), blob.length),
                    offset -> new ByteArrayInputStream(blob, (int) offset, (int) (blob.length - offset)),
                    from,
                    _ -> {});
        }
    }

    @Test
    void pushesToTheFirstThatTakesImages() throws IOException {
        write("registry.example", """
                server = "http://%s"
                [host."http://127.0.0.1:1"]
                capabilities = ["pull", "resolve"]
                [host."http://%s"]
                capabilities = ["push"]
                """.formatted(upstream.host(), mirror.host()));

        push("registry.example/app", Optional.of("other"));

        assertEquals(List.of(), upstream.asked());
        assertTrue(mirror.object("/v2/app/blobs/" + Digest.of(new byte[1])).isPresent());
        FakeRegistry.Asked begun = mirror.asked().get(1);
        assertEquals("POST /v2/app/blobs/uploads/", begun.line());
        assertTrue(begun.query().startsWith("ns=registry.example&mount=sha256"), begun.query());
        assertTrue(mirror.asked().stream()
                .allMatch(it -> it.header("Authorization").isEmpty()));
    }

    @Test
    void pushesToTheRegistryWhenNoMirrorTakesImages() throws IOException {
        write("registry.example", """
                server = "http://%s"
                [host."http://%s"]
                capabilities = ["pull", "resolve"]
                """.formatted(upstream.host(), mirror.host()));

        push("registry.example/app", Optional.empty());

        assertEquals(List.of(), mirror.asked());
        assertTrue(upstream.object("/v2/app/blobs/" + Digest.of(new byte[1])).isPresent());
    }

    @Test
    void pushesNowhereWhenNoServerTakesImages() throws IOException {
        write("registry.example", "server = \"http://%s\"\ncapabilities = [\"pull\"]\n".formatted(upstream.host()));

        var error =
                assertThrows(FailedPreconditionException.class, () -> push("registry.example/app", Optional.empty()));

        assertEquals("push to registry.example: no server of its hosts.toml has the capability push", error.text());
        assertEquals(List.of(), upstream.asked());
    }

    /** The kernel answers nobody any more once the queue of who is to be accepted is full. */
    @Test
    void waitsForAConnectionNoLongerThanTheFileSays() throws IOException {
        try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                SocketChannel first = SocketChannel.open(deaf.getLocalSocketAddress());
                SocketChannel second = SocketChannel.open(deaf.getLocalSocketAddress())) {
            write("registry.example", """
                    server = "http://127.0.0.1:%d"
                    dial_timeout = "250ms"
                    """.formatted(deaf.getLocalPort()));
            long start = System.nanoTime();

            var error = assertThrows(UnavailableException.class, () -> resolve("registry.example/app"));

            assertTrue(first.isConnected() && second.isConnected());
            assertTrue(error.text().endsWith(": timed out"), error.text());
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            assertTrue(took.compareTo(Way.DIAL_TIMEOUT) < 0, took.toString());
        }
    }

    @Test
    void leavesOtherRegistriesAlone() throws IOException {
        serve(mirror);
        write("other.example", "[host.\"http://%s\"]\n".formatted(mirror.host()));

        assertThrows(NotFoundException.class, () -> resolve(upstream.host() + "/app"));

        assertEquals(List.of(), mirror.asked());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "server = 5|5 where a text should be",
                "server = \"ftp://x\"|\"ftp://x\" is no http or https URL of a host",
                "[host.\"https://x\"]\\ntypo = true|unknown field \"typo\" of https://x",
                "[host.\"https://x\"]\\ncapabilities = [\"fly\"]|unknown capability among [fly]",
                "skip_verify = true|[skip_verify] without a server",
                "server = \"https://x|line 1: \" is missing",
                "server = \"a\"\\nserver = \"b\"|line 2: \"server\" is there twice",
                "server = { a = 1 }|line 1: a value of this kind is not supported",
                "server = \"https://x\"\\ndial_timeout = \"soon\"|dial_timeout: time: invalid duration \"soon\"",
                "server = \"https://x\"\\ndial_timeout = \"0s\"|dial_timeout: \"0s\" is less than 1ms",
                "[host|line 1: ] is missing",
                "server = \"https://x\" rest|line 1: the line should end here",
            })
    void saysWhatIsWrong(String text, String problem) throws IOException {
        Path file = write("registry.example", text.replace("\\n", "\n"));

        var error = assertThrows(FailedPreconditionException.class, () -> resolve("registry.example/app"));

        assertEquals("read %s: %s".formatted(file, problem), error.text());
    }
}
