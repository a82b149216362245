package io.jdock.cli.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpClientTest {

    @TempDir
    private Path directory;

    private HttpClient client() {
        return new HttpClient(new UnixDialer(directory.resolve("s").toString()), "test/1");
    }

    private UnixServer server(String... answers) throws IOException {
        return new UnixServer(directory.resolve("s"), answers);
    }

    @Test
    void sendsHeadAndBodyInOnePieceAndReadsABodyOfKnownLength() throws IOException {
        try (UnixServer server = server("HTTP/1.1 201 Created\r\nContent-Length: 5\r\nX-A: b\r\n\r\nhello")) {
            HttpResponse response =
                    client().send(HttpRequest.of("POST", "/x?y=1").withJson("{}"));

            assertEquals(201, response.status());
            assertEquals("b", response.headers().get("x-a"));
            assertEquals("hello", response.text());
            assertEquals(
                    "POST /x?y=1 HTTP/1.1\r\nHost: api.moby.localhost\r\nUser-Agent: test/1\r\nContent-Length: 2\r\n"
                            + "Content-Type: application/json\r\n\r\n{}",
                    server.requests().get(0));
        }
    }

    @Test
    void readsChunksAndUsesTheConnectionAgain() throws IOException {
        try (UnixServer server = server(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nA;x=y\r\n0123456789\r\n0\r\nT: 1\r\n\r\n",
                "HTTP/1.1 204 No Content\r\n\r\n")) {
            HttpClient client = client();

            assertEquals(
                    "abc0123456789", client.send(HttpRequest.of("GET", "/a")).text());
            assertEquals("", client.send(HttpRequest.of("GET", "/b")).text());
            assertEquals(1, server.connections());
        }
    }

    @Test
    void opensANewConnectionWhenABodyWasNotReadToItsEnd() throws IOException {
        String answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nab";
        try (UnixServer server = server(answer, answer)) {
            HttpClient client = client();
            client.send(HttpRequest.of("GET", "/a")).close();

            assertEquals("ab", client.send(HttpRequest.of("GET", "/b")).text());
            assertEquals(2, server.connections());
        }
    }

    @Test
    void handsOutWhatFollowsAnUpgradeWithoutLosingAByte() throws IOException {
        try (UnixServer server =
                server("HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\nearly", "late")) {
            HttpResponse response =
                    client().send(HttpRequest.of("POST", "/attach").hijacking());
            response.connection().output().write("in".getBytes(StandardCharsets.UTF_8));

            assertEquals("earlylate", new String(response.body().readNBytes(9), StandardCharsets.UTF_8));
            response.connection().closeOutput();
            assertEquals(-1, response.body().read());
            assertTrue(server.requests().get(0).contains("Connection: Upgrade\r\nUpgrade: tcp\r\n"));
            assertEquals("in", server.requests().get(1));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-x\r\n\r\n",
                "HTTP/1.1 abc\r\n\r\n",
                "HTTP/1.1 200 OK\r\nnocolon\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
            })
    void refusesWhatIsNotHttp(String answer) throws IOException {
        try (UnixServer _ = server(answer)) {
            assertThrows(
                    IOException.class,
                    () -> client().send(HttpRequest.of("GET", "/")).text());
        }
    }

    @Test
    void tellsThatNothingWasSentWhenNobodyListens() {
        assertThrows(DialException.class, () -> client().send(HttpRequest.of("GET", "/")));
    }
}
