package io.jdock.supervisor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import io.jdock.api.containerd.containers.v1.Container;
import io.jdock.api.containerd.images.v1.Image;
import io.jdock.api.containerd.images.v1.ListImagesRequest;
import io.jdock.api.supervisor.v1.ConfigureRequest;
import io.jdock.api.supervisor.v1.CopyRequest;
import io.jdock.api.supervisor.v1.FingerprintRequest;
import io.jdock.api.supervisor.v1.NewImage;
import io.jdock.api.supervisor.v1.ReadFileRequest;
import io.jdock.api.supervisor.v1.ReceiveRequest;
import io.jdock.api.supervisor.v1.ReceiveRequest.Kind;
import io.jdock.api.supervisor.v1.ReceiveRequest.Start;
import io.jdock.api.supervisor.v1.ReceiveResponse;
import io.jdock.api.supervisor.v1.TransferProgress;
import io.jdock.api.supervisor.v1.Tree;
import io.jdock.oci.image.Digest;
import io.jdock.oci.image.Documents;
import io.jdock.oci.image.ImageConfig;
import io.jdock.oci.image.RootFs;
import io.jdock.supervisor.registry.FakeRegistry;
import io.jdock.supervisor.tar.TarBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The calls that a builder makes, of a real supervisor. */
@Timeout(120)
final class BuildCallsTest {

    private static final byte[] ARCHIVE = new TarBuilder()
            .file("Dockerfile", "FROM scratch")
            .directory("d/")
            .file("d/f", "content")
            .build();

    @TempDir
    Path directory;

    private Bench bench;
    private Supervisor supervisor;
    private Client client;

    @BeforeEach
    void start() throws Exception {
        bench = Bench.make(directory);
        supervisor = Supervisor.start(bench.options(Duration.ofSeconds(60)));
        client = bench.client(Container.Runtime.getDefaultInstance());
    }

    @AfterEach
    void stop() throws Exception {
        if (client == null) {
            return;
        }
        client.close();
        supervisor.close();
        assertEquals(List.of(), bench.remains());
    }

    private static NewImage image(String buildKey) {
        ImageConfig config = new ImageConfig(
                null, null, "amd64", "linux", null, null, null, new RootFs(List.of()), List.of(), null, null, null);
        return NewImage.newBuilder()
                .setConfig(ByteString.copyFrom(Documents.write(config)))
                .setBuildKey(buildKey)
                .build();
    }

    private static String id(BlockingClientCall<?, TransferProgress> call) throws Exception {
        String id = "";
        for (TransferProgress step = call.read(); step != null; step = call.read()) {
            id = step.getImageId();
        }
        return id;
    }

    private BlockingClientCall<ReceiveRequest, ReceiveResponse> receive(Start start) throws Exception {
        BlockingClientCall<ReceiveRequest, ReceiveResponse> call = client.composer.receive();
        call.write(ReceiveRequest.newBuilder().setStart(start).build());
        return call;
    }

    private static ReceiveRequest piece(byte[] bytes, int from, int to, boolean complete) {
        return ReceiveRequest.newBuilder()
                .setData(ByteString.copyFrom(bytes, from, to - from))
                .setComplete(complete)
                .build();
    }

    private static Start start(Kind kind) {
        return Start.newBuilder().setKind(kind).build();
    }

    /** A call that has brought the archive and goes on. */
    private BlockingClientCall<ReceiveRequest, ReceiveResponse> receiveArchive() throws Exception {
        var call = receive(start(Kind.KIND_ARCHIVE));
        call.write(piece(ARCHIVE, 0, 100, false));
        call.write(piece(ARCHIVE, 100, ARCHIVE.length, false));
        call.write(piece(ARCHIVE, 0, 0, true));
        return call;
    }

    private static Tree received(ReceiveResponse answer) {
        return Tree.newBuilder().setReceived(answer.getKey()).build();
    }

    private String read(Tree tree, String path, int limit) throws Exception {
        return client.composer
                .readFile(ReadFileRequest.newBuilder()
                        .setTree(tree)
                        .setPath(path)
                        .setLimit(limit)
                        .build())
                .getData()
                .toStringUtf8();
    }

    private static CopyRequest copyRequest(Tree tree) {
        return CopyRequest.newBuilder()
                .setImage(image("copied"))
                .addFiles(io.jdock.api.supervisor.v1.Files.newBuilder()
                        .setTree(tree)
                        .addPatterns("d"))
                .setDestination("/to/")
                .build();
    }

    private interface Call {
        void run() throws Exception;
    }

    private static Status.Code failure(Call call) {
        return assertThrows(StatusException.class, call::run).getStatus().getCode();
    }

    private Path layers() {
        return directory.resolve("root/snapshots/layers");
    }

    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    /** Waits until nothing is in a directory. */
    private static void awaitEmpty(Path directory) throws Exception {
        try (WatchService watch = directory.getFileSystem().newWatchService()) {
            directory.register(watch, StandardWatchEventKinds.ENTRY_DELETE);
            while (!list(directory).isEmpty()) {
                WatchKey key = watch.poll(60, TimeUnit.SECONDS);
                assertNotNull(key, () -> directory + " does not become empty");
                key.pollEvents();
                key.reset();
            }
        }
    }

    @Test
    void filesAreReceivedLookedAtAndCopied() throws Exception {
        var call = receiveArchive();
        Tree tree = received(call.read());

        assertEquals("FROM scratch", read(tree, "Dockerfile", 100));
        assertEquals(Status.Code.INVALID_ARGUMENT, failure(() -> read(tree, "Dockerfile", 3)));
        assertEquals(Status.Code.INVALID_ARGUMENT, failure(() -> read(tree, "d", 100)));
        assertEquals(Status.Code.NOT_FOUND, failure(() -> read(tree, "none", 100)));
        var files = copyRequest(tree).getFilesList();
        String digest = client.composer
                .fingerprint(FingerprintRequest.newBuilder().addAllFiles(files).build())
                .getDigest();
        assertTrue(digest.startsWith("sha256:"), digest);

        String id = id(client.composer.copy(copyRequest(tree)));

        call.halfClose();
        assertEquals(null, call.read());
        assertEquals("content", read(Tree.newBuilder().setImageId(id).build(), "/to/f", 100));
        assertEquals(Status.Code.NOT_FOUND, failure(() -> read(tree, "Dockerfile", 100)));
        Image record = images().getFirst();
        assertEquals(id, record.getName());
        assertEquals("copied", record.getLabelsOrThrow("jdock.io/build.key"));
        assertEquals(1, list(layers()).size(), "the layer alone");
    }

    @Test
    void anImageWithoutLayersIsConfigured() throws Exception {
        String id = id(client.composer.configure(
                ConfigureRequest.newBuilder().setImage(image("key")).build()));

        Image record = images().getFirst();
        assertEquals(id, record.getName());
        assertEquals("key", record.getLabelsOrThrow("jdock.io/build.key"));
        assertEquals(
                Status.Code.NOT_FOUND,
                failure(() -> read(Tree.newBuilder().setImageId(id).build(), "f", 1)));
    }

    @Test
    void filesGoWithTheClientAtWhateverStage() throws Exception {
        var begun = receive(start(Kind.KIND_ARCHIVE));
        begun.write(piece(ARCHIVE, 0, 1000, false));
        var whole = receiveArchive();
        Tree tree = received(whole.read());
        assertEquals("content", read(tree, "d/f", 100));

        begun.cancel("gone", null);
        whole.cancel("gone", null);

        awaitEmpty(layers());
        assertEquals(Status.Code.NOT_FOUND, failure(() -> read(tree, "d/f", 100)));
    }

    @Test
    void aCopyWhoseClientLeavesEndsWithoutATrace() throws Exception {
        TarBuilder many = new TarBuilder().directory("d/");
        for (int i = 0; i < 5_000; i++) {
            many.file("d/" + i, "x");
        }
        byte[] archive = many.build();
        var call = receive(start(Kind.KIND_ARCHIVE));
        for (int at = 0; at < archive.length; at += 1 << 20) {
            int end = Math.min(at + (1 << 20), archive.length);
            call.write(piece(archive, at, end, end == archive.length));
        }
        Tree tree = received(call.read());
        try (WatchService watch = layers().getFileSystem().newWatchService()) {
            layers().register(watch, StandardWatchEventKinds.ENTRY_CREATE);
            var copy = client.composer.copy(copyRequest(tree));
            assertNotNull(watch.poll(60, TimeUnit.SECONDS), "the copy begins");
            copy.cancel("gone", null);
        }
        call.cancel("gone", null);

        awaitLayersOfImagesAlone();
        assertEquals(List.of(), list(directory.resolve("root/content/ingest")));
    }

    /** Either the copy was done before the client was gone, or there is nothing of it. */
    private void awaitLayersOfImagesAlone() throws Exception {
        Instant limit = Instant.now().plusSeconds(60);
        try (WatchService watch = layers().getFileSystem().newWatchService()) {
            layers().register(watch, StandardWatchEventKinds.ENTRY_DELETE);
            while (list(layers()).size() != images().size()) {
                assertTrue(Instant.now().isBefore(limit), () -> layers() + " has more than the layers of images");
                WatchKey key = watch.poll(1, TimeUnit.SECONDS);
                if (key != null) {
                    key.pollEvents();
                    key.reset();
                }
            }
        }
    }

    private List<Image> images() throws StatusException {
        return client.images.list(ListImagesRequest.getDefaultInstance()).getImagesList();
    }

    @Test
    void filesOfASupervisorThatWasKilledGoWithTheNext() throws Exception {
        client.close();
        supervisor.close();
        Options options = bench.options(Duration.ofSeconds(60));
        SupervisorProcess process = SupervisorProcess.start(options, directory.resolve("log"));
        try {
            client = bench.client(Container.Runtime.getDefaultInstance());
            assertNotNull(receiveArchive().read());
            assertEquals(1, list(layers()).size());
        } finally {
            process.kill();
            client.close();
        }

        supervisor = Supervisor.start(options);

        client = bench.client(Container.Runtime.getDefaultInstance());
        assertEquals(List.of(), list(layers()));
    }

    @Test
    void whatIsNotAsAgreedIsRefusedAndLeavesNothing() throws Exception {
        var without = client.composer.receive();
        without.write(piece(ARCHIVE, 0, 10, false));
        assertEquals(Status.Code.INVALID_ARGUMENT, failure(without::read));

        var unknown = receive(Start.getDefaultInstance());
        assertEquals(Status.Code.INVALID_ARGUMENT, failure(unknown::read));

        var cut = receive(start(Kind.KIND_ARCHIVE));
        cut.write(piece(ARCHIVE, 0, ARCHIVE.length, false));
        cut.halfClose();
        assertEquals(Status.Code.INVALID_ARGUMENT, failure(cut::read));

        var nonsense = receive(start(Kind.KIND_ARCHIVE));
        byte[] text = "no archive, but long enough".repeat(100).getBytes(UTF_8);
        nonsense.write(piece(text, 0, text.length, true));
        assertEquals(Status.Code.DATA_LOSS, failure(nonsense::read));

        var named = receive(
                Start.newBuilder().setKind(Kind.KIND_FILE).setName("../f").build());
        assertEquals(Status.Code.INVALID_ARGUMENT, failure(named::read));

        assertEquals(
                Status.Code.INVALID_ARGUMENT,
                failure(() -> client.composer
                        .copy(CopyRequest.newBuilder()
                                .setImage(image(""))
                                .setDestination("relative")
                                .build())
                        .read()));
        awaitEmpty(layers());
    }

    @Test
    void aFileOfTheWebIsNamedByItsAddressAndChecked() throws Exception {
        try (FakeRegistry web = new FakeRegistry()) {
            web.misbehave("/files/it.txt", exchange -> {
                exchange.getResponseHeaders().set("Last-Modified", "Wed, 21 Oct 2015 07:28:00 GMT");
                FakeRegistry.answer(exchange, 200, "content");
            });
            String url = "http://" + web.host() + "/files/it.txt?x=1";
            String checksum = Digest.of("content".getBytes(UTF_8)).toString();
            Start.Builder start = Start.newBuilder().setKind(Kind.KIND_FILE).setUrl(url);
            var call = receive(start.setChecksum(checksum).build());
            call.write(piece(ARCHIVE, 0, 0, true));

            ReceiveResponse answer = call.read();

            assertEquals("it.txt", answer.getName());
            assertEquals("content", read(received(answer), "it.txt", 100));
            Path file = list(layers()).getFirst().resolve("fs/it.txt");
            assertEquals("2015-10-21T07:28:00Z", Files.getLastModifiedTime(file).toString());
            assertEquals(0600, (int) Files.getAttribute(file, "unix:mode") & 07777);

            var other = receive(start.setChecksum("sha256:" + "0".repeat(64)).build());
            other.write(piece(ARCHIVE, 0, 0, true));
            assertEquals(Status.Code.DATA_LOSS, failure(other::read));
            call.halfClose();
            assertEquals(null, call.read());
        }
        awaitEmpty(layers());
    }

    @Test
    void aFileOfTheWebMayHaveNoName() throws Exception {
        try (FakeRegistry web = new FakeRegistry()) {
            web.misbehave("/files/", exchange -> FakeRegistry.answer(exchange, 200, "content"));
            var call = receive(Start.newBuilder()
                    .setKind(Kind.KIND_FILE)
                    .setUrl("http://" + web.host() + "/files/")
                    .build());
            call.write(piece(ARCHIVE, 0, 0, true));

            ReceiveResponse answer = call.read();

            assertEquals("", answer.getName());
            CopyRequest request = CopyRequest.newBuilder()
                    .setImage(image(""))
                    .addFiles(io.jdock.api.supervisor.v1.Files.newBuilder()
                            .setTree(received(answer))
                            .addPatterns("*"))
                    .setDestination("/it")
                    .build();
            String id = id(client.composer.copy(request));
            assertEquals("content", read(Tree.newBuilder().setImageId(id).build(), "it", 100));
            call.cancel("gone", null);
        }
        awaitLayersOfImagesAlone();
    }

    @Test
    void anArchiveOfTheWebIsUnpacked() throws Exception {
        try (FakeRegistry web = new FakeRegistry()) {
            web.misbehave("/context.tar", exchange -> {
                exchange.sendResponseHeaders(200, ARCHIVE.length);
                exchange.getResponseBody().write(ARCHIVE);
                exchange.close();
            });
            var call = receive(Start.newBuilder()
                    .setKind(Kind.KIND_ARCHIVE)
                    .setUrl("http://" + web.host() + "/context.tar")
                    .build());
            call.write(piece(ARCHIVE, 0, 0, true));

            assertEquals("content", read(received(call.read()), "d/f", 100));
            Path received = list(layers()).getFirst();
            assertEquals(List.of(received.resolve("fs")), list(received));
            call.cancel("gone", null);
        }
        awaitEmpty(layers());
    }
}
