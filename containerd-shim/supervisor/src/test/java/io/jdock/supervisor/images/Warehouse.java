package io.jdock.supervisor.images;

import io.jdock.oci.image.ImageReference;
import io.jdock.oci.image.Platform;
import io.jdock.supervisor.content.BlobLabels;
import io.jdock.supervisor.content.ContentStore;
import io.jdock.supervisor.events.EventBus;
import io.jdock.supervisor.leases.Leases;
import io.jdock.supervisor.metadata.Metadata;
import io.jdock.supervisor.received.ReceivedTrees;
import io.jdock.supervisor.registry.Credentials;
import io.jdock.supervisor.registry.FakeRegistry;
import io.jdock.supervisor.registry.RegistryPolicy;
import io.jdock.supervisor.snapshots.Snapshot;
import io.jdock.supervisor.snapshots.Snapshots;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/** All that keeps images, put together in a temporary directory. */
final class Warehouse implements AutoCloseable {

    static final String NAMESPACE = "test";

    final ContentStore content;
    final Snapshots snapshots;
    final Images images;
    final GarbageCollector garbage;
    final Puller puller;
    final Loader loader;
    final ReceivedTrees received;
    final TreeReader trees;
    final Composer composer;
    final Pusher pusher;
    final BlobOrigins origins;
    final BlobLabels labels;
    final Leases leases;
    final List<TransferEvent> events = new CopyOnWriteArrayList<>();

    private final Path root;
    private final Metadata metadata;
    private final ExecutorService unpackers = Executors.newFixedThreadPool(2);

    Warehouse(Path root) {
        this(root, Clock.systemUTC());
    }

    Warehouse(Path root, Clock clock) {
        this.root = root;
        EventBus bus = new EventBus(clock);
        metadata = Metadata.open(root.resolve("metadata.db"));
        content = ContentStore.open(root.resolve("content"));
        snapshots = Snapshots.open(root.resolve("snapshots"), metadata, bus, clock);
        images = new Images(metadata, bus, clock);
        Pins pins = new Pins();
        labels = new BlobLabels(metadata, clock);
        origins = new BlobOrigins(labels);
        leases = new Leases(metadata, clock);
        garbage = new GarbageCollector(content, labels, snapshots, images, metadata, leases, pins, bus, clock);
        ImageRecorder recorder = new ImageRecorder(images);
        puller = new Puller(content, snapshots, recorder, origins, new UnfinishedPulls(leases, clock), pins, unpackers);
        pusher = new Pusher(content, origins, images, pins);
        loader = new Loader(content, snapshots, recorder, pins, unpackers);
        received = new ReceivedTrees(snapshots);
        trees = new TreeReader(content, snapshots, images, received, pins, unpackers);
        composer = new Composer(content, snapshots, images, recorder, pins, trees, unpackers);
    }

    /** Serves an image as {@code app:tag}. */
    static void publish(FakeRegistry registry, String tag, TestImage image) {
        registry.manifest("app", tag, "application/vnd.oci.image.manifest.v1+json", image.manifest());
        registry.blob("app", image.config());
        image.layers().forEach(layer -> registry.blob("app", layer));
    }

    void pull(String reference) {
        pull(reference, Credentials.ANONYMOUS, Optional.empty(), List.of());
    }

    void pull(String reference, Credentials credentials, Optional<Platform> platform, List<String> mirrors) {
        ImageReference parsed = ImageReference.parse(reference).withDefaultTag();
        RegistryPolicy policy = RegistryPolicy.of(mirrors, List.of());
        puller.pull(
                new PullOrder(NAMESPACE, parsed, platform, credentials, policy, PullOrder.USUAL_PARALLEL), events::add);
    }

    void push(String reference, Credentials credentials) {
        ImageReference parsed = ImageReference.parse(reference).withDefaultTag();
        RegistryPolicy policy = RegistryPolicy.of(List.of(), List.of());
        pusher.push(
                new PushOrder(NAMESPACE, parsed, Optional.empty(), credentials, policy, PushOrder.USUAL_PARALLEL),
                events::add);
    }

    /** Gives an image another name. */
    void tag(String from, String to) {
        Image image = images.get(NAMESPACE, from);
        images.replace(NAMESPACE, to, image.labels(), image.target());
    }

    void load(InputStream archive) {
        loader.load(NAMESPACE, archive, List.of(), events::add);
    }

    void load(byte[] archive) {
        load(archive, "");
    }

    /** @param platforms separated by commas */
    void load(byte[] archive, String platforms) {
        List<Platform> wanted = Stream.of(platforms.split(","))
                .filter(platform -> !platform.isEmpty())
                .map(Platform::parse)
                .toList();
        loader.load(NAMESPACE, new ByteArrayInputStream(archive), wanted, events::add);
    }

    /** The directory with the files of the topmost layer of an image. */
    Path top(String name) {
        String chain = images.get(NAMESPACE, name).labels().getOrDefault(ImageLabels.CHAIN_ID, "");
        return directory(snapshots.get(chain));
    }

    Path directory(Snapshot snapshot) {
        return root.resolve("snapshots/layers").resolve(snapshot.directory()).resolve("fs");
    }

    /** Where a file of this name is in a layer that is being unpacked. */
    Optional<Path> unrecorded(String file) {
        return leftovers().stream()
                .map(path -> path.resolve("fs").resolve(file))
                .filter(Files::exists)
                .findFirst();
    }

    /** Partial transfers and layer directories without a record. */
    List<Path> leftovers() {
        List<String> known = snapshots.list().stream().map(Snapshot::directory).toList();
        try (Stream<Path> ingests = Files.list(root.resolve("content/ingest"));
                Stream<Path> layers = Files.list(root.resolve("snapshots/layers"))) {
            return Stream.concat(
                            ingests,
                            layers.filter(
                                    path -> !known.contains(path.getFileName().toString())))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        unpackers.shutdown();
        garbage.close();
        metadata.close();
    }
}
