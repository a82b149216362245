package io.jdock.supervisor.registry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import io.jdock.errdefs.CanceledException;
import io.jdock.errdefs.DataLossException;
import io.jdock.errdefs.UnavailableException;
import io.jdock.oci.image.Digest;
import io.jdock.oci.image.ImageReference;
import io.jdock.supervisor.content.ContentStore;
import io.jdock.supervisor.content.Ingest;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Blobs in pieces, with a plan that calls 256 KiB big and never finds a connection fast unless a test says so. */
@Timeout(60)
final class BlobDownloadTest {

    private static final int PIECE = 64 << 10;
    private static final int SIZE = 16 * PIECE + 123;
    private static final PiecePlan PLAN = new PiecePlan(4 * PIECE, PIECE, PIECE, PIECE, 4, Long.MAX_VALUE);

    @TempDir
    private Path root;

    private final FakeRegistry registry = new FakeRegistry();
    private final byte[] blob = new byte[SIZE];
    private final Spare spare = new Spare(3);
    private ContentStore content;
    private String path;

    /** Counts. */
    private static final class Spare extends Semaphore implements SpareConnections {
        private static final long serialVersionUID = 1;

        Spare(int number) {
            super(number);
        }
    }

    @BeforeEach
    void open() {
        new Random(1).nextBytes(blob);
        content = ContentStore.open(root);
        path = registry.blob("app", blob);
    }

    @AfterEach
    void close() {
        registry.close();
    }

    private void download(PiecePlan plan, SpareConnections connections) {
        Ingest ingest = content.ingest(Digest.of(blob), SIZE);
        try {
            ingest.resume();
            RegistryPolicy policy = RegistryPolicy.of(List.of(), List.of());
            Manner manner = new Manner(
                    policy.insecureHosts(registry.host()),
                    new Way(new HostTls(List.of(), List.of()), Proxies.of(Map.of(), Map.of()), Map.of()),
                    Credentials.ANONYMOUS,
                    new Backoff(3, Duration.ofMillis(1)),
                    Duration.ofSeconds(20),
                    plan);
            ImageReference reference = ImageReference.parse(registry.host() + "/app:1");
            HttpCall call = HttpCall.get(URI.create("http://" + registry.host() + path), Map.of());
            new BlobDownload(Exchange.forPull(reference, manner, Map.of()), manner, call, ingest, connections, _ -> {})
                    .run();
        } catch (DataLossException e) {
            throw e;
        } catch (RuntimeException e) {
            ingest.suspend(e);
            throw e;
        }
    }

    private void assertWhole() throws IOException {
        assertArrayEquals(blob, content.readAll(Digest.of(blob), SIZE));
        assertEquals(List.of(), ingests());
        assertEquals(3, spare.availablePermits());
    }

    private List<Path> ingests() throws IOException {
        try (Stream<Path> files = Files.list(root.resolve("ingest"))) {
            return files.toList();
        }
    }

    private List<String> ranges() {
        return registry.asked().stream().map(asked -> asked.header("Range")).toList();
    }

    private static String range(HttpExchange exchange) {
        String range = exchange.getRequestHeaders().getFirst("Range");
        return range == null ? "" : range;
    }

    /** Whether a request is for a piece that comes ahead of its turn, or may. */
    private static boolean isLater(HttpExchange exchange) {
        String range = range(exchange);
        return !range.isEmpty() && !range.startsWith("bytes=0-") && !range.endsWith("-");
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new InterruptedIOException("the registry is closed");
        }
    }

    @Test
    void aBigBlobOverSlowConnectionsComesInPiecesSideBySide() throws IOException {
        CountDownLatch four = new CountDownLatch(4);
        registry.misbehave(path, exchange -> {
            if (isLater(exchange)) {
                four.countDown();
                await(four);
            }
            registry.serve(exchange, path);
        });

        download(PLAN, spare);

        assertWhole();
        assertEquals(17, ranges().size());
        assertTrue(ranges().stream().noneMatch(range -> range.endsWith("-")));
    }

    @Test
    void oneConnectionIsEnoughWhereItIsFast() throws IOException {
        download(new PiecePlan(4 * PIECE, PIECE, PIECE, PIECE, 4, 0), spare);

        assertWhole();
        assertEquals(List.of("bytes=0-65535", "bytes=65536-"), ranges());
    }

    @Test
    void aSmallBlobIsAskedForAtOnce() throws IOException {
        download(new PiecePlan(SIZE + 1, PIECE, PIECE, PIECE, 4, Long.MAX_VALUE), spare);

        assertWhole();
        assertEquals(List.of(""), ranges());
    }

    @Test
    void whatAServerWithoutRangesSendsIsTaken() throws IOException {
        registry.misbehave(path, exchange -> {
            exchange.sendResponseHeaders(200, SIZE);
            exchange.getResponseBody().write(blob);
        });

        download(PLAN, spare);

        assertWhole();
        assertEquals(1, ranges().size());
    }

    @Test
    void aServerThatRefusesRangesIsAskedWithout() throws IOException {
        registry.misbehave(path, exchange -> {
            if (range(exchange).isEmpty()) {
                registry.serve(exchange, path);
            } else {
                FakeRegistry.answer(exchange, 416, "");
            }
        });

        download(PLAN, spare);

        assertWhole();
        assertEquals(List.of("bytes=0-65535", ""), ranges());
    }

    @Test
    void whatIsRefusedOnceIsFetchedByFewerConnections() throws IOException {
        AtomicInteger refused = new AtomicInteger();
        registry.misbehave(path, exchange -> {
            if (range(exchange).startsWith("bytes=131072-") && refused.getAndIncrement() == 0) {
                FakeRegistry.answer(exchange, 429, "");
            } else {
                registry.serve(exchange, path);
            }
        });

        download(PLAN, spare);

        assertWhole();
        assertEquals(18, ranges().size());
        assertTrue(ranges().stream().noneMatch(range -> range.endsWith("-")));
    }

    @Test
    void aServerThatWantsOneConnectionGetsOne() throws IOException {
        registry.misbehave(path, exchange -> {
            if (isLater(exchange)) {
                FakeRegistry.answer(exchange, 503, "");
            } else {
                registry.serve(exchange, path);
            }
        });

        download(PLAN, spare);

        assertWhole();
        assertEquals("bytes=65536-", ranges().getLast());
        assertTrue(ranges().size() <= 2 + 4 + 2, ranges().toString());
    }

    @Test
    void withoutSpareConnectionsNothingIsSideBySide() throws IOException {
        download(PLAN, new Spare(0));

        assertWhole();
        assertEquals(
                List.of("bytes=0-65535", "bytes=65536-131071", "bytes=131072-393215", "bytes=393216-458751"),
                ranges().subList(0, 4));
    }

    /** What a server may do with one piece. */
    enum Trick {
        OTHER_RANGE {
            @Override
            void answer(HttpExchange exchange, byte[] piece) throws IOException {
                send(exchange, "bytes 0-65535/" + SIZE, piece);
            }
        },
        OTHER_TOTAL {
            @Override
            void answer(HttpExchange exchange, byte[] piece) throws IOException {
                send(exchange, "bytes 131072-196607/" + (SIZE + 1), piece);
            }
        },
        NO_RANGE {
            @Override
            void answer(HttpExchange exchange, byte[] piece) throws IOException {
                exchange.sendResponseHeaders(206, piece.length);
                exchange.getResponseBody().write(piece);
            }
        },
        OTHER_VERSION {
            @Override
            void answer(HttpExchange exchange, byte[] piece) throws IOException {
                exchange.getResponseHeaders().set("ETag", "\"new\"");
                send(exchange, "bytes 131072-196607/" + SIZE, new byte[PIECE]);
            }
        },
        OTHER_LENGTH {
            @Override
            void answer(HttpExchange exchange, byte[] piece) throws IOException {
                send(exchange, "bytes 131072-196607/" + SIZE, Arrays.copyOf(piece, PIECE - 1));
            }
        },
        SHORT {
            @Override
            void answer(HttpExchange exchange, byte[] piece) throws IOException {
                exchange.getResponseHeaders().set("Content-Range", "bytes 131072-196607/" + SIZE);
                exchange.sendResponseHeaders(206, 0);
                exchange.getResponseBody().write(piece, 0, PIECE / 2);
            }
        },
        CUT {
            @Override
            void answer(HttpExchange exchange, byte[] piece) throws IOException {
                exchange.getResponseHeaders().set("Content-Range", "bytes 131072-196607/" + SIZE);
                exchange.sendResponseHeaders(206, PIECE);
                exchange.getResponseBody().write(piece, 0, PIECE / 2);
                exchange.getResponseBody().flush();
                throw new IOException("the line is cut");
            }
        },
        ENDLESS {
            @Override
            void answer(HttpExchange exchange, byte[] piece) throws IOException {
                exchange.getResponseHeaders().set("Content-Range", "bytes 131072-196607/" + SIZE);
                exchange.sendResponseHeaders(206, 0);
                while (true) {
                    exchange.getResponseBody().write(piece);
                }
            }
        },
        EVERYTHING {
            @Override
            void answer(HttpExchange exchange, byte[] piece) throws IOException {
                exchange.sendResponseHeaders(200, SIZE);
                exchange.getResponseBody().write(new byte[SIZE]);
            }
        };

        abstract void answer(HttpExchange exchange, byte[] piece) throws IOException;

        static void send(HttpExchange exchange, String range, byte[] body) throws IOException {
            exchange.getResponseHeaders().set("Content-Range", range);
            exchange.sendResponseHeaders(206, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPieceThatIsNotWhatWasAskedForIsFetchedAgain(Trick trick) throws IOException {
        AtomicInteger played = new AtomicInteger();
        byte[] piece = Arrays.copyOfRange(blob, 2 * PIECE, 3 * PIECE);
        registry.misbehave(path, exchange -> {
            if (range(exchange).startsWith("bytes=131072-") && played.getAndIncrement() == 0) {
                trick.answer(exchange, piece);
            } else {
                exchange.getResponseHeaders().set("ETag", "\"old\"");
                registry.serve(exchange, path);
            }
        });

        download(PLAN, spare);

        assertWhole();
        assertTrue(played.get() > 0);
    }

    @Test
    void otherBytesAreFoundOutInTheEndAndNothingStays() throws IOException {
        byte[] tampered = Arrays.copyOfRange(blob, 2 * PIECE, 3 * PIECE);
        tampered[7] ^= 1;
        registry.misbehave(path, exchange -> {
            if (range(exchange).startsWith("bytes=131072-")) {
                Trick.send(exchange, "bytes 131072-196607/" + SIZE, tampered);
            } else {
                registry.serve(exchange, path);
            }
        });

        var error = assertThrows(DataLossException.class, () -> download(PLAN, spare));

        assertTrue(error.text().contains("the received bytes have digest"), error.text());
        assertEquals(List.of(), ingests());
        assertFalse(content.contains(Digest.of(blob)));
    }

    /** What came ahead of its turn is lost with the connection; what came in its turn is not. */
    @Test
    void aDownloadThatBreaksGoesOnAfterWhatCameInTurn() throws IOException {
        registry.misbehave(path, exchange -> {
            String range = range(exchange);
            if (range.startsWith("bytes=0-")
                    || range.startsWith("bytes=65536-1")
                    || range.startsWith("bytes=196608-")) {
                registry.serve(exchange, path);
            } else {
                FakeRegistry.answer(exchange, 503, "");
            }
        });

        assertThrows(UnavailableException.class, () -> download(PLAN, spare));

        List<Path> partial = ingests();
        assertEquals(1, partial.size());
        assertEquals(2 * PIECE, Files.size(partial.getFirst()));
        assertEquals(3, spare.availablePermits());
        int before = ranges().size();
        registry.misbehave(path, exchange -> registry.serve(exchange, path));
        download(PLAN, spare);
        assertWhole();
        assertEquals("bytes=131072-196607", ranges().get(before));
    }

    @Test
    void whatHasToComeAgainIsLessThanATwentieth() {
        PiecePlan plan = PiecePlan.STANDARD;
        for (long size = plan.big(); size < 1L << 40; size = size * 3 / 2) {
            assertTrue((plan.most() - 1) * plan.piece(size) < size / 20, size + " bytes");
        }
    }

    @Test
    void aCancelledDownloadLeavesNoPieces() throws Exception {
        CountDownLatch four = new CountDownLatch(4);
        CountDownLatch never = new CountDownLatch(1);
        Thread downloader = Thread.currentThread();
        registry.misbehave(path, exchange -> {
            if (isLater(exchange)) {
                four.countDown();
                await(four);
                downloader.interrupt();
                await(never);
            }
            registry.serve(exchange, path);
        });

        assertThrows(CanceledException.class, () -> download(PLAN, spare));

        assertTrue(Thread.interrupted());
        never.countDown();
        assertEquals(1, ingests().size());
        assertEquals(PIECE, Files.size(ingests().getFirst()));
        assertEquals(3, spare.availablePermits());
    }
}
