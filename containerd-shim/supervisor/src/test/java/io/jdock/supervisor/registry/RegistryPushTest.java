package io.jdock.supervisor.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.concurrent.Threads;
import io.jdock.errdefs.CanceledException;
import io.jdock.errdefs.DataLossException;
import io.jdock.errdefs.EngineException;
import io.jdock.errdefs.PermissionDeniedException;
import io.jdock.errdefs.UnavailableException;
import io.jdock.oci.image.Descriptor;
import io.jdock.oci.image.Digest;
import io.jdock.oci.image.ImageReference;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Uploads to a registry that keeps to the protocol, and to some that do not. */
@Timeout(60)
final class RegistryPushTest {

    private static final String UPLOADS = "/v2/app/blobs/uploads/";
    private static final String FIRST = UPLOADS + "1";
    private static final byte[] SMALL = "small".getBytes(UTF_8);
    private static final byte[] LARGE = new byte[3 << 20];

    static {
        new Random(1).nextBytes(LARGE);
    }

    private final FakeRegistry registry = new FakeRegistry();
    private final FakeRegistry stranger = new FakeRegistry();
    private final AtomicLong progress = new AtomicLong();
    private RegistryPush push = push(Credentials.ANONYMOUS, Duration.ofSeconds(20));

    private RegistryPush push(Credentials credentials, Duration silence) {
        RegistryPolicy policy = RegistryPolicy.of(List.of(), List.of());
        Manner manner = new Manner(
                policy.insecureHosts(registry.host()),
                new Way(new HostTls(List.of(), List.of()), Proxies.of(Map.of(), Map.of()), Map.of()),
                credentials,
                new Backoff(5, Duration.ofMillis(1)),
                silence,
                PiecePlan.STANDARD);
        ImageReference reference = ImageReference.parse(registry.host() + "/app:1");
        RegistryPush made = new RegistryPush(reference, policy, manner);
        made.connect();
        return made;
    }

    @AfterEach
    void close() {
        push.close();
        registry.close();
        stranger.close();
    }

    private static Descriptor blob(byte[] bytes) {
        return new Descriptor("x", Digest.of(bytes), bytes.length);
    }

    private boolean upload(byte[] bytes) {
        return upload(bytes, Optional.empty());
    }

    private boolean upload(byte[] bytes, Optional<String> from) {
        return push.upload(
                blob(bytes),
                offset -> new ByteArrayInputStream(bytes, (int) offset, bytes.length - (int) offset),
                from,
                progress::set);
    }

    private static String path(byte[] bytes) {
        return "/v2/app/blobs/" + Digest.of(bytes);
    }

    private void assertStored(byte[] bytes) {
        assertArrayEquals(bytes, registry.object(path(bytes)).orElseThrow());
    }

    /** What was asked since the connection was made. */
    private List<String> lines() {
        List<String> all = registry.lines();
        return all.subList(1, all.size());
    }

    @Test
    void sendsASmallBlobWithTheFinalCall() {
        assertFalse(upload(SMALL));

        assertStored(SMALL);
        assertEquals(List.of("POST " + UPLOADS, "PUT " + FIRST), lines());
        assertEquals(SMALL.length, progress.get());
    }

    @Test
    void sendsALargeBlobInOnePieceAndThenEndsTheUpload() {
        upload(LARGE);

        assertStored(LARGE);
        assertEquals(List.of("POST " + UPLOADS, "PATCH " + FIRST, "PUT " + FIRST), lines());
        assertEquals(LARGE.length, progress.get());
    }

    @Test
    void knowsWhatIsThere() {
        registry.blob("app", SMALL);

        assertTrue(push.has(blob(SMALL)));
        assertFalse(push.has(blob(LARGE)));
    }

    @Test
    void goesOnWhereTheConnectionBroke() {
        registry.misbehave("PATCH", FIRST, exchange -> {
            registry.behave("PATCH", FIRST);
            registry.uploads().take(exchange, FIRST, 1_500_000);
            throw new IOException("the line is cut");
        });

        upload(LARGE);

        assertStored(LARGE);
        assertEquals(
                List.of("POST " + UPLOADS, "PATCH " + FIRST, "GET " + FIRST, "PATCH " + FIRST, "PUT " + FIRST),
                lines());
        assertEquals("1500000-" + (LARGE.length - 1), registry.asked().get(4).header("Content-range"));
    }

    @Test
    void beginsAgainWhenTheUploadIsGone() {
        registry.misbehave("PATCH", FIRST, exchange -> {
            registry.uploads().forget();
            throw new IOException("the line is cut");
        });

        upload(LARGE);

        assertStored(LARGE);
        assertEquals(
                List.of("GET " + FIRST, "HEAD " + path(LARGE), "POST " + UPLOADS, "PATCH " + UPLOADS + "2"),
                lines().subList(2, 6));
    }

    @Test
    void doesNotSendAgainWhatArrivedWhenOnlyTheAnswerWasLost() {
        registry.misbehave("PUT", FIRST, exchange -> {
            registry.uploads().complete(exchange, FIRST);
            throw new IOException("the line is cut");
        });

        upload(SMALL);

        assertStored(SMALL);
        assertEquals(List.of("POST " + UPLOADS, "PUT " + FIRST, "GET " + FIRST, "HEAD " + path(SMALL)), lines());
    }

    @Test
    void outlastsABadTime() {
        AtomicInteger left = new AtomicInteger(3);
        for (String call : List.of("POST " + UPLOADS, "PATCH " + FIRST, "GET " + FIRST, "PUT " + FIRST)) {
            String[] words = call.split(" ");
            registry.misbehave(words[0], words[1], exchange -> {
                if (left.getAndDecrement() > 0) {
                    exchange.getResponseHeaders().set("Retry-After", "0");
                    FakeRegistry.answer(exchange, 503, "");
                } else {
                    registry.serve(exchange, words[1]);
                }
            });
        }

        upload(LARGE);

        assertStored(LARGE);
    }

    @Test
    void givesUpOnAServerThatOnlyFails() {
        registry.misbehave("PATCH", FIRST, exchange -> FakeRegistry.answer(exchange, 502, ""));

        var error = assertThrows(UnavailableException.class, () -> upload(LARGE));

        assertTrue(error.text().endsWith("the server answers with status 502"), error.text());
        assertEquals(5, registry.countOf("PATCH", FIRST));
    }

    @Test
    void givesUpOnAServerThatKeepsNothing() {
        registry.misbehave("PATCH", FIRST, exchange -> {
            exchange.getRequestBody().readAllBytes();
            registry.uploads().tell(exchange, FIRST, 202);
        });

        var error = assertThrows(EngineException.class, () -> upload(LARGE));

        assertTrue(error.text().contains("keeps nothing of what it is sent"), error.text());
    }

    @Test
    void givesUpOnAServerThatKeepsAByteAtATime() {
        registry.misbehave("PATCH", FIRST, exchange -> {
            registry.uploads().take(exchange, FIRST, 2);
            throw new IOException("the line is cut");
        });

        assertThrows(UnavailableException.class, () -> upload(LARGE));

        assertEquals(5, registry.countOf("PATCH", FIRST));
    }

    @Test
    void doesNotBelieveThatMoreArrivedThanWasSent() {
        registry.misbehave("PATCH", FIRST, exchange -> {
            throw new IOException("the line is cut");
        });
        registry.misbehave("GET", FIRST, exchange -> {
            exchange.getResponseHeaders().set("Range", "0-" + (LARGE.length * 2));
            FakeRegistry.answer(exchange, 204, "");
        });

        upload(LARGE);

        assertStored(LARGE);
        assertEquals(2, registry.countOf("POST", UPLOADS));
    }

    @Test
    void refusesAnUploadThatIsToGoToAnotherHost() {
        registry.misbehave("POST", UPLOADS, exchange -> {
            exchange.getResponseHeaders().set("Location", "http://%s%s".formatted(stranger.host(), FIRST));
            FakeRegistry.answer(exchange, 202, "");
        });

        var error = assertThrows(PermissionDeniedException.class, () -> upload(LARGE));

        assertTrue(error.text().contains("the upload is to go to another host"), error.text());
        assertEquals(List.of(), stranger.lines());
    }

    @Test
    void doesNotFollowARedirectToAnotherHost() {
        for (String method : List.of("PATCH", "POST")) {
            String path = method.equals("POST") ? UPLOADS : FIRST;
            registry.misbehave(method, path, exchange -> {
                exchange.getResponseHeaders().set("Location", "http://%s%s".formatted(stranger.host(), path));
                FakeRegistry.answer(exchange, 307, "");
            });

            var error = assertThrows(PermissionDeniedException.class, () -> upload(LARGE));

            assertTrue(error.text().contains("redirected to another host"), error.text());
            assertEquals(List.of(), stranger.lines());
        }
    }

    @Test
    void saysThatTheRegistryRefusesTheDigestAndDoesNotInsist() {
        registry.misbehave("PATCH", FIRST, exchange -> {
            registry.uploads().take(exchange, FIRST, 10);
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Range", "0-" + (LARGE.length - 1));
            FakeRegistry.answer(exchange, 202, "");
        });

        var error = assertThrows(EngineException.class, () -> upload(LARGE));

        assertTrue(error.text().endsWith("digest invalid: provided digest did not match"), error.text());
        assertEquals(1, registry.countOf("PUT", FIRST));
    }

    @Test
    void noticesThatSomethingElseWasStored() {
        registry.misbehave("PUT", FIRST, exchange -> {
            exchange.getResponseHeaders()
                    .set("Docker-Content-Digest", Digest.of(LARGE).toString());
            FakeRegistry.answer(exchange, 201, "");
        });

        var error = assertThrows(DataLossException.class, () -> upload(SMALL));

        assertTrue(error.text().contains("stored as " + Digest.of(LARGE)), error.text());
    }

    @Test
    void hearsAnAnswerThatComesBeforeTheBodyIsThrough() {
        registry.misbehave("PATCH", FIRST, exchange -> {
            exchange.getRequestBody().readNBytes(1000);
            exchange.sendResponseHeaders(413, 1);
            exchange.getResponseBody().write('x');
            exchange.getResponseBody().flush();
            // Else the connection would be reset, and the answer may be lost with it.
            exchange.getRequestBody().readAllBytes();
        });

        var error = assertThrows(EngineException.class, () -> upload(LARGE));

        assertTrue(error.text().endsWith("the server answers with status 413"), error.text());
    }

    @Test
    void stopsReadingAnAnswerWithoutEnd() {
        registry.misbehave("PATCH", FIRST, exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(202, 0);
            while (true) {
                exchange.getResponseBody().write(new byte[1 << 16]);
            }
        });

        assertThrows(EngineException.class, () -> upload(LARGE));
    }

    @Test
    void givesUpOnAServerThatTakesNothing() {
        push.close();
        push = push(Credentials.ANONYMOUS, Duration.ofMillis(500));
        CountDownLatch end = new CountDownLatch(1);
        registry.misbehave("PATCH", FIRST, _ -> await(end));
        registry.misbehave("GET", FIRST, exchange -> FakeRegistry.answer(exchange, 404, ""));
        registry.misbehave("POST", UPLOADS, exchange -> {
            exchange.getResponseHeaders().set("Location", FIRST);
            FakeRegistry.answer(exchange, 202, "");
        });
        byte[] huge = new byte[32 << 20];

        var error = assertThrows(UnavailableException.class, () -> upload(huge));

        end.countDown();
        assertTrue(error.text().endsWith("timed out"), error.text());
    }

    private static void await(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void anInterruptEndsAnUpload() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        registry.misbehave("PATCH", FIRST, _ -> {
            begun.countDown();
            await(end);
        });
        AtomicReference<Throwable> outcome = new AtomicReference<>();
        Thread uploader = Threads.startVirtual("uploader", () -> {
            outcome.set(assertThrows(CanceledException.class, () -> upload(LARGE)));
        });

        begun.await();
        uploader.interrupt();
        uploader.join();

        end.countDown();
        assertTrue(outcome.get() instanceof CanceledException, String.valueOf(outcome.get()));
    }

    @Test
    void hasTheRegistryTakeABlobFromAnotherRepository() {
        registry.blob("base", LARGE);

        assertTrue(upload(LARGE, Optional.of("base")));

        assertStored(LARGE);
        assertEquals(List.of("POST " + UPLOADS), lines());
    }

    @Test
    void sendsWhatTheRegistryDoesNotTakeFromAnotherRepository() {
        assertFalse(upload(SMALL, Optional.of("base")));

        assertStored(SMALL);
        assertEquals(List.of("POST " + UPLOADS, "PUT " + FIRST), lines());
    }

    @Test
    void putsADocumentByteByByteUnderItsTag() {
        byte[] bytes = "{ \"a\":  1 }".getBytes(UTF_8);

        push.putDocument(new Descriptor("application/x", Digest.of(bytes), bytes.length), bytes, "1");

        assertArrayEquals(bytes, registry.object("/v2/app/manifests/1").orElseThrow());
        assertEquals("application/x", registry.type("/v2/app/manifests/1"));
    }

    @Test
    void namesARegistryThatIsNotThere() {
        registry.close();
        ImageReference reference = ImageReference.parse(registry.host() + "/app:1");
        try (RegistryPush gone =
                new RegistryPush(reference, RegistryPolicy.of(List.of(), List.of()), Credentials.ANONYMOUS)) {
            var error = assertThrows(UnavailableException.class, gone::connect);

            assertTrue(
                    error.text().startsWith("GET http://%s/v2/: connection refused".formatted(registry.host())),
                    error.text());
        }
    }
}
