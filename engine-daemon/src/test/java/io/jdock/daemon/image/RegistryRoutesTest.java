package io.jdock.daemon.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.jdock.daemon.event.EventBus;
import io.jdock.daemon.event.Subscription;
import io.jdock.daemon.http.Dispatcher;
import io.jdock.daemon.http.Router;
import io.jdock.daemon.http.netty.EventLoops;
import io.jdock.daemon.http.netty.HttpServer;
import io.jdock.daemon.http.netty.RawClient;
import io.jdock.daemon.http.netty.SocketAccess;
import io.jdock.daemon.image.PushStep.Layer;
import io.jdock.daemon.image.PushStep.Stage;
import io.jdock.errdefs.UnauthenticatedException;
import io.jdock.oci.image.Descriptor;
import io.jdock.oci.image.Digest;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Pushing, logging in and asking registries, as clients see it on the wire; the texts are dockerd's. */
@Timeout(30)
final class RegistryRoutesTest {

    private static final String APP = "127.0.0.1:5000/app";
    private static final String LAYER = "sha256:" + "0123456789ab".repeat(5) + "0123";
    private static final Descriptor MANIFEST =
            new Descriptor("application/vnd.oci.image.manifest.v1+json", Digest.of(new byte[] {1}), 527);
    private static final String NOBODY = header("{}");

    @TempDir
    Path directory;

    private final FakeImageStore store = new FakeImageStore();
    private final FakeRegistries registries = new FakeRegistries();
    private final EventBus events = new EventBus(InstantSource.system());
    private EventLoopGroup eventLoops;
    private HttpServer server;

    @BeforeEach
    void serve() {
        Router router = new Router();
        router.post("/images/{name:.*}/push", new PushRoute(store, registries, events)::push);
        router.get("/images/search", new SearchRoute(registries)::search);
        new RegistryRoutes(registries).addTo(router);
        eventLoops = EventLoops.start(1);
        server = new HttpServer(eventLoops, new Dispatcher(router, "0.1.0", () -> {}));
        server.listen(directory.resolve("api.sock"), new SocketAccess("no-such-group", false));
    }

    @AfterEach
    void stop() {
        server.close();
        eventLoops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private static String header(String json) {
        return "X-Registry-Auth: " + Base64.getUrlEncoder().encodeToString(json.getBytes(UTF_8)) + "\r\n";
    }

    /** Status and body of a reply; the sizes of chunks left out. */
    private String ask(String method, String path, String headers, String body) throws IOException {
        try (RawClient client = new RawClient(directory.resolve("api.sock"))) {
            String type = body.isEmpty() ? "" : "Content-Type: application/json\r\n";
            client.send("%s %s HTTP/1.1\r\nHost: d\r\nConnection: close\r\n%s%sContent-Length: %d\r\n\r\n%s"
                    .formatted(method, path, headers, type, body.length(), body));
            String reply = client.readAll();
            String status = reply.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length());
            return status
                    + "\r\n"
                    + reply.substring(reply.indexOf("\r\n\r\n")).replaceAll("(?m)^[0-9a-f]+\r\n|^\r\n", "");
        }
    }

    private String push(String path) throws IOException {
        return ask("POST", "/v1.46/images/" + path, NOBODY, "");
    }

    @Test
    void tellsOfAPushInDockersWords() throws IOException {
        store.add(APP + ":1", "amd64");
        registries.onPush(
                APP + ":1",
                new Layer(Stage.PREPARING, LAYER, 0, 9, ""),
                new Layer(Stage.WAITING, LAYER, 0, 9, ""),
                new Layer(Stage.RUNNING, LAYER, 5, 9, ""),
                new Layer(Stage.COMPLETE, LAYER, 9, 9, ""),
                new Layer(Stage.EXISTS, LAYER, 9, 9, ""),
                new Layer(Stage.MOUNTED, LAYER, 9, 9, "team/base"),
                new PushStep.Pushed(MANIFEST, Optional.empty()));

        String reply = push(APP + "/push?tag=1");

        assertEquals("""
                200
                {"status":"The push refers to repository [127.0.0.1:5000/app]"}
                {"status":"Preparing","progressDetail":{},"id":"0123456789ab"}
                {"status":"Waiting","progressDetail":{},"id":"0123456789ab"}
                {"status":"Pushing","progressDetail":{"current":5,"total":9},"id":"0123456789ab"}
                {"status":"Pushed","progressDetail":{},"id":"0123456789ab"}
                {"status":"Layer already exists","progressDetail":{},"id":"0123456789ab"}
                {"status":"Mounted from team/base","progressDetail":{},"id":"0123456789ab"}
                {"status":"1: digest: DIGEST size: 527"}
                {"progressDetail":{},"aux":{"Tag":"1","Digest":"DIGEST","Size":527}}
                """.replace("DIGEST", MANIFEST.digest().toString()), reply.replace("\r\n", "\n"));
    }

    @Test
    void pushesAllTagsOfARepositoryWhenNoneIsNamed() throws Exception {
        store.add(APP + ":2", "amd64");
        store.add(APP + ":1", "arm64");
        store.add("127.0.0.1:5000/app2:1", "386");
        try (Subscription told = events.subscribe(_ -> true)) {
            push(APP + "/push");

            assertEquals(List.of(APP + ":1  by nobody", APP + ":2  by nobody"), registries.asked());
            var event = told.next(Duration.ofSeconds(20)).orElseThrow();
            assertEquals(APP + ":1", event.actor().id());
            assertEquals("push", event.action());
            assertEquals(APP, event.actor().attributes().get("name"));
        }
    }

    @Test
    void saysThatOnlyOneManifestWasPushed() throws IOException {
        store.add(APP + ":1", "amd64");
        registries.onPush(
                APP + ":1",
                new PushStep.Pushed(
                        MANIFEST,
                        Optional.of(new Descriptor(
                                "application/vnd.oci.image.index.v1+json", Digest.of(new byte[] {2}), 99))));

        String reply = push(APP + ":1/push");

        assertTrue(reply.contains("\"manifestPushedInsteadOfIndex\":true,\"originalIndex\":{"), reply);
        assertTrue(reply.contains("\"digest\":\"%s\"".formatted(Digest.of(new byte[] {2}))), reply);
    }

    @Test
    void failuresComeAfterTheFirstMessage() throws IOException {
        store.add(APP + ":1", "amd64");
        registries.failWith(new UnauthenticatedException("no basic auth credentials"));

        assertFailure("no basic auth credentials", push(APP + "/push?tag=1"));
        assertFailure(
                "An image does not exist locally with the tag: 127.0.0.1:5000/other",
                push("127.0.0.1:5000/other/push?tag=1"));
        assertFailure("cannot push a digest reference", push(APP + "@" + MANIFEST.digest() + "/push"));
    }

    private static void assertFailure(String text, String reply) {
        assertTrue(reply.startsWith("200\r\n{\"status\":\"The push refers to repository ["), reply);
        assertTrue(
                reply.endsWith("{\"errorDetail\":{\"message\":\"%s\"},\"error\":\"%s\"}\r\n".formatted(text, text)),
                reply);
    }

    @Test
    void whatCannotBeUnderstoodIsAnOrdinaryError() throws IOException {
        assertTrue(push("127.0.0.1:5000/APP/push").startsWith("400"));
        assertTrue(push(APP + "/push?tag=%3A").startsWith("400"));
        assertTrue(push(APP + "/push?tag=1&platform=linux").startsWith("400"));
        assertEquals(List.of(), registries.asked());
    }

    @Test
    void credentialsComeInTheHeaderOrAsInOldTimesInTheBody() throws IOException {
        store.add(APP + ":1", "amd64");
        String me = "{\"username\":\"me\",\"password\":\"secret\"}";
        String path = "/images/" + APP + "/push?tag=1";

        ask("POST", path, header(me), "");
        ask("POST", path, "", me);
        ask("POST", path, "X-Registry-Auth: nonsense\r\n", "");
        String none = ask("POST", path, "", "");

        assertEquals(
                List.of(APP + ":1  by credentials of me", APP + ":1  by credentials of me", APP + ":1  by nobody"),
                registries.asked());
        assertTrue(none.startsWith("400"), none);
        assertTrue(none.contains("missing X-Registry-Auth"), none);
    }

    @Test
    void aPlatformIsJson() throws IOException {
        store.add(APP + ":1", "amd64");

        push(
                APP
                        + "/push?tag=1&platform=%7B%22os%22%3A%22linux%22%2C%22architecture%22%3A%22arm%22%2C%22variant%22%3A%22v6%22%7D");

        assertEquals(List.of(APP + ":1 linux/arm/v6 by nobody"), registries.asked());
    }

    @Test
    void logsIn() throws IOException {
        String known = ask(
                "POST",
                "/auth",
                "",
                "{\"username\":\"me\",\"password\":\"secret\",\"serveraddress\":\"https://index.docker.io/v1/\"}");
        String wrong =
                ask("POST", "/auth", "", "{\"username\":\"me\",\"password\":\"no\",\"serveraddress\":\"host:1\"}");
        String strange = ask("POST", "/auth", "", "{\"serveraddress\":\"no such\"}");

        assertTrue(known.contains("{\"Status\":\"Login Succeeded\",\"IdentityToken\":\"identity\"}"), known);
        assertTrue(wrong.startsWith("401"), wrong);
        assertTrue(wrong.contains("login attempt to https://host:1/v2/ failed with status: 401 Unauthorized"), wrong);
        assertFalse(wrong.contains("\"no\""), wrong);
        assertTrue(strange.startsWith("400"), strange);
        assertTrue(strange.contains("unable to parse server address: "), strange);
        assertEquals(List.of("login at docker.io by me", "login at host:1 by me"), registries.asked());
    }

    private String search(String query) throws IOException {
        return ask("GET", "/v1.50/images/search" + query, NOBODY, "");
    }

    @Test
    void searchesRegistries() throws IOException {
        String found = search("?term=127.0.0.1:5000/busy/box&limit=7");
        search("?term=busybox");
        search("?term=docker.io/library/busybox");

        assertTrue(
                found.contains("[{\"description\":\"small\",\"is_official\":true,\"is_automated\":false,"
                        + "\"name\":\"busybox\",\"star_count\":33},{"),
                found);
        assertEquals(
                List.of(
                        "search 127.0.0.1:5000 for busy/box, 7, by nobody",
                        "search docker.io for busybox, 25, by nobody",
                        "search docker.io for busybox, 25, by nobody"),
                registries.asked());
    }

    @Test
    void filtersWhatIsFound() throws IOException {
        assertEquals(List.of("busybox"), namesIn(search("?term=b&filters=%7B%22is-official%22:%5B%22true%22%5D%7D")));
        assertEquals(List.of("u/busy"), namesIn(search("?term=b&filters=%7B%22is-automated%22:%5B%221%22%5D%7D")));
        assertEquals(
                List.of("busybox", "u/busier"), namesIn(search("?term=b&filters=%7B%22stars%22:%5B%223%22%5D%7D")));
    }

    private static List<String> namesIn(String reply) {
        return Pattern.compile("\"name\":\"([^\"]*)\"")
                .matcher(reply)
                .results()
                .map(it -> it.group(1))
                .toList();
    }

    @Test
    void refusesASearchItCannotMake() throws IOException {
        assertTrue(search("?term=b&limit=101").contains("limit 101 is outside the range of [1, 100]"));
        assertTrue(search("?term=http://b").startsWith("400"));
        assertTrue(search("").startsWith("400"));
        assertTrue(search("?term=b&filters=%7B%22stars%22:%5B%22x%22%5D%7D").contains("invalid filter 'stars=x'"));
        assertEquals(List.of(), registries.asked());
    }

    @Test
    void readsAndWritesManifestLists() throws IOException {
        String source = "127.0.0.1:5000/other@" + MANIFEST.digest();
        String found = ask("GET", "/distribution/" + APP + ":1/manifest?insecure=1", "", "");
        String put = ask(
                "PUT",
                "/distribution/" + APP + ":all/manifest",
                header("{\"username\":\"me\",\"password\":\"secret\"}"),
                "{\"Document\":\"e30=\",\"Sources\":[\"%s\"]}".formatted(source));
        String without = ask("PUT", "/distribution/" + APP + ":all/manifest", "", "{\"Document\":\"e30=\"}");

        assertTrue(found.contains("\"Platforms\":[{\"architecture\":\"amd64\",\"os\":\"linux\"},"), found);
        assertTrue(found.endsWith("\"Document\":\"e30=\"}"), found);
        assertTrue(put.endsWith("{\"Digest\":\"%s\"}".formatted(Digest.of(new byte[] {'{', '}'}))), put);
        assertTrue(without.startsWith("400"), without);
        assertEquals(
                List.of(
                        "document of " + APP + ":1 without TLS",
                        "put 2 bytes of [%s] as %s:all by credentials of me".formatted(source, APP)),
                registries.asked());
    }

    @Test
    void whatIsSecretIsNotLogged() throws IOException {
        store.add(APP + ":1", "amd64");
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        root.addAppender(log);
        String me = "{\"username\":\"me\",\"password\":\"s3cr3t\",\"serveraddress\":\"host:1\"}";
        registries.failWith(new UnauthenticatedException("no"));
        try {
            ask("POST", "/images/" + APP + "/push?tag=1", header(me), "");
            ask("POST", "/images/" + APP + "/push?tag=1", "", me);
            ask("GET", "/distribution/" + APP + "/json", header(me), "");
            ask("POST", "/auth", "", me);
            ask("POST", "/auth", "", me.replace("}", ",\"password\":7}"));
        } finally {
            root.detachAppender(log);
        }

        assertFalse(log.list.isEmpty());
        String secret = header(me).substring("X-Registry-Auth: ".length()).strip();
        for (ILoggingEvent event : log.list) {
            String text = event.getFormattedMessage();
            assertFalse(text.contains("s3cr3t") || text.contains(secret), text);
        }
    }

    @Test
    void tellsWhatARegistryHas() throws IOException {
        String found = ask("GET", "/distribution/" + APP + ":1/json", "", "");
        String missing = ask("GET", "/distribution/" + APP + "/json", "", "");

        assertTrue(
                found.endsWith(
                        "{\"Descriptor\":{\"mediaType\":\"application/vnd.oci.image.index.v1+json\",\"digest\":\"%s\",\"size\":7},"
                                        .formatted(Digest.of(new byte[0]))
                                + "\"Platforms\":[{\"architecture\":\"amd64\",\"os\":\"linux\"},"
                                + "{\"architecture\":\"arm\",\"os\":\"linux\",\"variant\":\"v7\"}]}"),
                found);
        assertTrue(missing.startsWith("404"), missing);
    }
}
