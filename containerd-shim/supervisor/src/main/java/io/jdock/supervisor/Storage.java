package io.jdock.supervisor;

import io.grpc.BindableService;
import io.jdock.concurrent.Threads;
import io.jdock.supervisor.content.BlobLabels;
import io.jdock.supervisor.content.ContentStore;
import io.jdock.supervisor.events.EventBus;
import io.jdock.supervisor.grpc.ComposerService;
import io.jdock.supervisor.grpc.ContentService;
import io.jdock.supervisor.grpc.ImagesService;
import io.jdock.supervisor.grpc.RegistryService;
import io.jdock.supervisor.grpc.SnapshotsService;
import io.jdock.supervisor.images.BlobOrigins;
import io.jdock.supervisor.images.Composer;
import io.jdock.supervisor.images.GarbageCollector;
import io.jdock.supervisor.images.ImageRecorder;
import io.jdock.supervisor.images.Images;
import io.jdock.supervisor.images.Loader;
import io.jdock.supervisor.images.Pins;
import io.jdock.supervisor.images.Puller;
import io.jdock.supervisor.images.Pusher;
import io.jdock.supervisor.images.Saver;
import io.jdock.supervisor.images.TreeReader;
import io.jdock.supervisor.images.UnfinishedPulls;
import io.jdock.supervisor.leases.Leases;
import io.jdock.supervisor.metadata.Metadata;
import io.jdock.supervisor.received.ReceivedTrees;
import io.jdock.supervisor.snapshots.Snapshots;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The parts of the supervisor that keep images and snapshots, put together. */
final class Storage implements AutoCloseable {

    private static final int IDLE_SECONDS = 10;

    private final ContentStore content;
    private final BlobLabels labels;
    private final Snapshots snapshots;
    private final Images images;
    private final GarbageCollector garbage;
    private final RegistryService registry;
    private final ComposerService composer;

    private Storage(
            ContentStore content,
            BlobLabels labels,
            Snapshots snapshots,
            Images images,
            GarbageCollector garbage,
            RegistryService registry,
            ComposerService composer) {
        this.content = content;
        this.labels = labels;
        this.snapshots = snapshots;
        this.images = images;
        this.garbage = garbage;
        this.registry = registry;
        this.composer = composer;
    }

    /** Opens everything below {@code root} and removes what an earlier supervisor left unfinished. */
    static Storage open(Path root, Metadata metadata, Leases leases, EventBus events, Clock clock) {
        ContentStore content = ContentStore.open(root.resolve("content"));
        content.deleteIngests(clock.instant().minus(UnfinishedPulls.KEEP));
        BlobLabels labels = new BlobLabels(metadata, clock);
        Snapshots snapshots = Snapshots.open(root.resolve("snapshots"), metadata, events, clock);
        Images images = new Images(metadata, events, clock);
        Pins pins = new Pins();
        GarbageCollector garbage =
                new GarbageCollector(content, labels, snapshots, images, metadata, leases, pins, events, clock);
        ImageRecorder recorder = new ImageRecorder(images);
        ThreadPoolExecutor unpackers = unpackers();
        BlobOrigins origins = new BlobOrigins(labels);
        RegistryService registry = new RegistryService(
                images,
                new Puller(content, snapshots, recorder, origins, new UnfinishedPulls(leases, clock), pins, unpackers),
                new Loader(content, snapshots, recorder, pins, unpackers),
                new Pusher(content, origins, images, pins),
                new Saver(content, images, pins),
                garbage);
        garbage.start();
        ReceivedTrees received = new ReceivedTrees(snapshots);
        TreeReader trees = new TreeReader(content, snapshots, images, received, pins, unpackers);
        ComposerService composer = new ComposerService(
                new Composer(content, snapshots, images, recorder, pins, trees, unpackers),
                trees,
                received,
                snapshots,
                garbage);
        return new Storage(content, labels, snapshots, images, garbage, registry, composer);
    }

    /** As many threads as unpack side by side; they end when there is nothing to do. */
    private static ThreadPoolExecutor unpackers() {
        int threads = Math.clamp(Runtime.getRuntime().availableProcessors(), 2, 8);
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                threads,
                threads,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Threads.daemonFactory("unpack"));
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    /** Removes what nothing needs any more. */
    GarbageCollector garbage() {
        return garbage;
    }

    List<BindableService> services() {
        return List.of(
                new ContentService(content, labels),
                new SnapshotsService(snapshots, garbage),
                new ImagesService(images, garbage),
                registry,
                composer);
    }

    /** Ends what works by itself, before the database is closed. */
    @Override
    public void close() {
        garbage.close();
    }
}
