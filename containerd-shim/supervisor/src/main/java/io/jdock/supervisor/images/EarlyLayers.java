package io.jdock.supervisor.images;

import io.jdock.oci.image.Digest;
import io.jdock.supervisor.content.BlobWriter;
import io.jdock.supervisor.snapshots.Snapshots;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * What is unpacked while it is written, before it is known whether anybody wants that: which blobs of an archive are layers, and of
 * which image, is mostly said at the archive's end. Closing removes what nobody has taken by then. For one thread.
 */
final class EarlyLayers implements AutoCloseable {

    /** Smaller ones are unpacked in no time when it is known that they are layers. */
    private static final long SMALLEST = 64 << 10;
    /** Twice the layers that an image can have; bounds what a hostile archive makes us begin. */
    private static final int MOST = 256;

    private final Snapshots snapshots;
    private final Executor unpackers;
    private final int most;
    private final List<Unpacking> begun = new ArrayList<>();
    private final Map<Digest, Unpacking> byBlob = new HashMap<>();

    EarlyLayers(Snapshots snapshots, Executor unpackers) {
        this(snapshots, unpackers, MOST);
    }

    private EarlyLayers(Snapshots snapshots, Executor unpackers, int most) {
        this.snapshots = snapshots;
        this.unpackers = unpackers;
        this.most = most;
    }

    /** One that begins nothing. */
    static EarlyLayers none(Snapshots snapshots) {
        return new EarlyLayers(snapshots, Runnable::run, 0);
    }

    /**
     * Begins to unpack what will be written to a blob.
     *
     * @param name for errors
     * @param size in bytes, or how many are there already
     */
    Optional<Unpacking> begin(String name, long size, BlobWriter blob) {
        if (size < SMALLEST || begun.size() >= most) {
            return Optional.empty();
        }
        // Opened now: the file is elsewhere by the time a busy unpacker comes to it.
        InputStream bytes = blob.follow();
        Unpacking unpacking = new Unpacking(name, new LayerSource.Open(bytes), snapshots.extract(), _ -> {});
        begun.add(unpacking);
        unpackers.execute(unpacking);
        return Optional.of(unpacking);
    }

    /** Notes which blob it was. */
    void found(Digest blob, Unpacking unpacking) {
        byBlob.putIfAbsent(blob, unpacking);
    }

    /** The unpacking of a blob, if it was begun; it belongs to the caller from then on. */
    Optional<Unpacking> take(Digest blob) {
        Optional<Unpacking> taken = Optional.ofNullable(byBlob.remove(blob));
        taken.ifPresent(begun::remove);
        return taken;
    }

    @Override
    public void close() {
        begun.forEach(Unpacking::cancel);
        begun.forEach(Unpacking::close);
    }
}
