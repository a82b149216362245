package io.jdock.daemon.http.netty;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.daemon.http.Dispatcher;
import io.jdock.daemon.http.Exchange;
import io.jdock.daemon.http.RawStream;
import io.jdock.daemon.http.Router;
import io.jdock.errdefs.AlreadyExistsException;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real requests on a real socket; what a client may get wrong included. */
@Timeout(30)
final class HttpServerTest {

    private static final String PING = "GET /_ping HTTP/1.1\r\nHost: d\r\n\r\n";

    @TempDir
    Path directory;

    private final AtomicInteger linesWritten = new AtomicInteger();
    private final CountDownLatch disconnected = new CountDownLatch(1);
    private EventLoopGroup eventLoops;
    private HttpServer server;
    private Path socket;

    @BeforeEach
    void serve() {
        Router router = new Router()
                .get("/_ping", exchange -> exchange.text("OK"))
                .head("/_ping", exchange -> exchange.text("OK"))
                .post("/ignore", Exchange::noContent)
                .post("/echo", HttpServerTest::echo)
                .post("/json", exchange -> exchange.created(exchange.json(Map.class)))
                .post("/raw", HttpServerTest::raw)
                .get("/count", this::count)
                .get("/broken", HttpServerTest::broken)
                .get("/wait", this::waitForDisconnect);
        eventLoops = EventLoops.start(1);
        server = new HttpServer(eventLoops, new Dispatcher(router, "0.1.0", () -> {}));
        socket = directory.resolve("api.sock");
        server.listen(socket, new SocketAccess("no-such-group", false));
    }

    @AfterEach
    void stop() {
        server.close();
        eventLoops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Test
    void answersWithDockersHeaders() throws IOException {
        String reply = exchange(PING);

        assertTrue(reply.startsWith("HTTP/1.1 200 OK\r\n"), reply);
        assertTrue(reply.contains("\r\nApi-Version: 1.56\r\n"), reply);
        assertTrue(reply.contains("\r\nOstype: linux\r\n"), reply);
        assertTrue(reply.contains("\r\nServer: Docker/0.1.0 (linux)\r\n"), reply);
        assertTrue(reply.endsWith("\r\n\r\nOK"), reply);
    }

    @Test
    void headAnnouncesTheLengthAndSendsNoBody() throws IOException {
        String reply = exchange("HEAD /_ping HTTP/1.1\r\nHost: d\r\n\r\n");

        assertTrue(reply.contains("content-length: 2\r\n"), reply);
        assertTrue(reply.endsWith("\r\n\r\n"), reply);
    }

    @Test
    void answersRequestsSentInAdvanceInOrderEvenAfterTheClientShutItsSendingHalf() throws IOException {
        String reply = exchange(PING + "GET /count HTTP/1.1\r\nHost: d\r\n\r\n" + PING);

        int count = reply.indexOf("0\r\n\r\n");
        assertEquals(2, reply.split("\r\n\r\nOK", -1).length - 1, reply);
        assertTrue(reply.indexOf("OK") < count && count < reply.lastIndexOf("OK"), reply);
    }

    @Test
    void keepsTheConnectionWhenARouteLeavesTheBodyUnread() throws IOException {
        String reply = exchange("POST /ignore HTTP/1.1\r\nHost: d\r\nContent-Length: 5\r\n\r\nhello" + PING);

        assertTrue(reply.startsWith("HTTP/1.1 204 No Content\r\n"), reply);
        assertTrue(reply.endsWith("OK"), reply);
    }

    @Test
    void passesAnyBodyThrough() throws IOException {
        String body = "#".repeat(300_000);

        String reply = exchange(
                "POST /echo HTTP/1.1\r\nHost: d\r\nConnection: close\r\nContent-Length: 300000\r\n\r\n" + body);

        assertEquals(300_000, reply.chars().filter(c -> c == '#').count());
        assertTrue(reply.endsWith("\r\n0\r\n\r\n"));
    }

    @Test
    void tellsAWaitingClientToContinueOnlyWhenTheBodyIsRead() throws IOException {
        String head = " HTTP/1.1\r\nHost: d\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n";
        try (var reading = new RawClient(socket);
                var ignoring = new RawClient(socket)) {
            reading.send("POST /echo" + head);
            assertEquals("HTTP/1.1 100 Continue\r\n\r\n", reading.readUntil("\r\n\r\n"));
            reading.send("hi");
            assertTrue(reading.readUntil("0\r\n\r\n").startsWith("HTTP/1.1 200 OK"));

            ignoring.send("POST /ignore" + head);
            String reply = ignoring.readAll();
            assertTrue(reply.startsWith("HTTP/1.1 204") && reply.contains("connection: close"), reply);
        }
    }

    @Test
    void refusesBadJsonWithItsReasonAndTheWrongContentType() throws IOException {
        String form = "POST /json HTTP/1.1\r\nHost: d\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s";
        String good = exchange(form.formatted("application/json; charset=utf-8", 9, "{\"a\": 1 }"));
        String torn = exchange(form.formatted("application/json", 6, "{\"a\": "));
        String trailing = exchange(form.formatted("application/json", 5, "{} {}"));
        String deep = exchange(form.formatted("application/json", 400, "[".repeat(400)));
        String text = exchange(form.formatted("text/plain", 2, "{}"));

        assertTrue(good.startsWith("HTTP/1.1 201 Created\r\n") && good.endsWith("{\"a\":1}"), good);
        assertTrue(torn.startsWith("HTTP/1.1 400 ") && torn.contains("{\"message\":\"invalid JSON: "), torn);
        assertTrue(trailing.startsWith("HTTP/1.1 400 "), trailing);
        assertTrue(deep.startsWith("HTTP/1.1 400 "), deep);
        assertTrue(text.startsWith("HTTP/1.1 400 ") && text.contains("unsupported Content-Type header"), text);
    }

    @Test
    void refusesRequestsThatTwoServersCouldReadDifferently() throws IOException {
        String post = "POST /echo HTTP/1.1\r\nHost: d\r\n";
        for (String head : new String[] {
            post + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            post + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
            post + "Content-Length: +5\r\n\r\nhello",
            post + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
            post + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
            post + "X : a\r\n\r\n",
            post + "X: a\0b\r\n\r\n",
            post + "Host: e\r\n\r\n",
            "POST /echo HTTP/1.1\r\n\r\n",
            "GET /_ping\r\n\r\n",
            "GET _ping HTTP/1.1\r\nHost: d\r\n\r\n",
            "GET /%zz HTTP/1.1\r\nHost: d\r\n\r\n",
        }) {
            String reply = exchange(head + PING);
            assertTrue(reply.startsWith("HTTP/1.1 400 "), head + " -> " + reply);
        }
    }

    @Test
    void limitsTheHead() throws IOException {
        String longLine = exchange("GET /" + "a".repeat(RequestDecoder.MAX_LINE) + " HTTP/1.1\r\nHost: d\r\n\r\n");
        String longHeader =
                exchange("GET /_ping HTTP/1.1\r\nHost: d\r\nX: " + "a".repeat(RequestDecoder.MAX_HEADERS) + "\r\n\r\n");

        assertTrue(longLine.startsWith("HTTP/1.1 414 "), longLine);
        assertTrue(longHeader.startsWith("HTTP/1.1 431 "), longHeader);
    }

    @Test
    void unknownPagesAndVersionsAreToldApart() throws IOException {
        String form = "GET %s HTTP/1.1\r\nHost: d\r\n\r\n";

        assertTrue(exchange(form.formatted("/nothing")).endsWith("{\"message\":\"page not found\"}"));
        assertTrue(
                exchange(form.formatted("/v1.99/_ping")).contains("client version 1.99 is too new. Maximum supported"));
        assertTrue(
                exchange(form.formatted("/v1.23/_ping")).contains("client version 1.23 is too old. Minimum supported"));
        assertTrue(exchange(form.formatted("/v1.24/_ping")).endsWith("OK"));
        assertTrue(exchange(form.formatted("http://docker/v1.24/_ping")).endsWith("OK"));
    }

    @Test
    void cutsAStreamThatFailsInsteadOfEndingItProperly() throws IOException {
        String reply = exchange("GET /broken HTTP/1.1\r\nHost: d\r\n\r\n");

        assertTrue(reply.contains("first"), reply);
        assertFalse(reply.endsWith("0\r\n\r\n"), reply);
    }

    @Test
    void tellsTheRouteThatTheClientHasGone() throws Exception {
        try (var client = new RawClient(socket)) {
            client.send("GET /wait HTTP/1.1\r\nHost: d\r\n\r\n");
            client.readUntil("ready");
        }

        assertTrue(disconnected.await(10, TimeUnit.SECONDS));
    }

    @Test
    void hijackedConnectionCarriesEarlyBytesAndEndsEachDirectionByItself() throws IOException {
        try (var client = new RawClient(socket)) {
            client.send("POST /raw HTTP/1.1\r\nHost: d\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n"
                    + "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}early ");
            String head = client.readUntil("\r\n\r\n");
            client.send("GET /late");
            client.shutSending();
            String rest = client.readAll();

            assertTrue(head.startsWith("HTTP/1.1 101 UPGRADED\r\n"), head);
            assertTrue(head.contains("\r\nUpgrade: tcp\r\n"), head);
            assertTrue(head.contains("\r\nContent-Type: application/vnd.docker.raw-stream\r\n"), head);
            assertEquals("got: early GET /late, bye", rest);
        }
    }

    @Test
    void hijackWithoutUpgradeIsA200OfUnknownLength() throws IOException {
        String reply = exchange("POST /raw HTTP/1.1\r\nHost: d\r\n\r\nabc");

        assertTrue(reply.startsWith("HTTP/1.1 200 OK\r\n"), reply);
        assertFalse(reply.toLowerCase().contains("content-length"), reply);
        assertTrue(reply.endsWith("\r\n\r\ngot: abc, bye"), reply);
    }

    @Test
    void writerToAClientThatDoesNotReadIsHeldBack() throws Exception {
        try (var client = new RawClient(socket)) {
            client.send("GET /count?lines=4000000 HTTP/1.1\r\nHost: d\r\n\r\n");
            client.readUntil("\r\n\r\n");
            Thread.sleep(200);
            int written = linesWritten.get();
            client.readUntil("\r\n0\r\n\r\n");

            assertTrue(written < 400_000, written + " lines of 10 bytes were taken while nobody read");
            assertEquals(4_000_000, linesWritten.get());
        }
    }

    @Test
    void replacesADeadServersSocketButNotAServedOneNorAFile() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        SocketAccess access = new SocketAccess("no-such-group", false);

        var served = assertThrows(AlreadyExistsException.class, () -> server.listen(socket, access));
        var noSocket = assertThrows(AlreadyExistsException.class, () -> server.listen(file, access));
        Path dead = directory.resolve("dead.sock");
        try (var listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            listener.bind(UnixDomainSocketAddress.of(dead));
        }
        server.listen(dead, access);

        assertTrue(served.text().contains("another process serves this socket"));
        assertTrue(noSocket.text().contains("is no socket"));
        assertTrue(exchange(dead, PING).endsWith("OK"));
        assertEquals("rw-rw----", PosixFilePermissions.toString(Files.getPosixFilePermissions(dead)));
    }

    private String exchange(String request) throws IOException {
        return exchange(socket, request);
    }

    private static String exchange(Path path, String request) throws IOException {
        try (var client = new RawClient(path)) {
            client.send(request);
            client.shutSending();
            return client.readAll();
        }
    }

    private static void echo(Exchange exchange) throws IOException {
        int first = exchange.body().read();
        try (OutputStream reply = exchange.stream("application/octet-stream")) {
            reply.write(first);
            exchange.body().transferTo(reply);
        }
    }

    private static void raw(Exchange exchange) throws IOException {
        exchange.json(Map.class);
        RawStream stream = exchange.hijack("application/vnd.docker.raw-stream");
        stream.output().write("got: ".getBytes(ISO_8859_1));
        stream.input().transferTo(stream.output());
        stream.output().write(", bye".getBytes(ISO_8859_1));
    }

    private void count(Exchange exchange) throws IOException {
        long lines = exchange.query().number("lines").orElse(3L);
        try (OutputStream reply = exchange.stream("text/plain")) {
            byte[] block = "123456789\n".repeat(1000).getBytes(ISO_8859_1);
            for (long i = 0; i < lines; i += 1000) {
                reply.write(block, 0, (int) Math.min(block.length, 10 * (lines - i)));
                linesWritten.addAndGet((int) Math.min(1000, lines - i));
            }
        }
    }

    private static void broken(Exchange exchange) throws IOException {
        exchange.stream("text/plain").write("first".getBytes(ISO_8859_1));
        throw new IllegalStateException("broken on purpose");
    }

    private void waitForDisconnect(Exchange exchange) throws IOException {
        exchange.onDisconnect(disconnected::countDown);
        try (OutputStream reply = exchange.stream("text/plain")) {
            reply.write("ready".getBytes(ISO_8859_1));
            disconnected.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
