package io.jdock.supervisor.images;

import io.jdock.errdefs.DataLossException;
import io.jdock.linux.DiskFull;
import io.jdock.oci.image.Descriptor;
import io.jdock.oci.image.Digest;
import io.jdock.oci.image.Manifest;
import io.jdock.supervisor.content.BlobInfo;
import io.jdock.supervisor.content.ContentStore;
import io.jdock.supervisor.images.TransferEvent.Layer;
import io.jdock.supervisor.images.TransferEvent.Listener;
import io.jdock.supervisor.images.TransferEvent.Step;
import io.jdock.supervisor.registry.RegistryClient;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is kept without being understood: blobs are stored as they come, whatever they are and however long, and nothing of them
 * is read, unpacked or followed. Safe for concurrent use.
 */
final class Artifacts {

    private final ContentStore content;
    private final Downloads downloads;

    Artifacts(ContentStore content, Downloads downloads) {
        this.content = content;
        this.downloads = downloads;
    }

    /** The blobs that a manifest names: its configuration first, then the layers. */
    static List<Descriptor> blobs(Manifest manifest) {
        List<Descriptor> blobs = new ArrayList<>();
        blobs.add(manifest.config());
        blobs.addAll(manifest.layers());
        return blobs;
    }

    /**
     * Has the blobs of a manifest downloaded as far as they are not here; returns when all are.
     *
     * @throws DataLossException when one is not what the manifest says
     * @throws io.jdock.errdefs.EngineException as {@link RegistryClient} does
     */
    void fetch(RegistryClient client, Manifest manifest, Pins.Transfer transfer, Listener listener) {
        Map<Digest, Descriptor> wanted = new LinkedHashMap<>();
        blobs(manifest).forEach(blob -> wanted.putIfAbsent(blob.digest(), blob));
        wanted.keySet().forEach(transfer::add);
        List<Downloads.Interest> running = new ArrayList<>();
        try {
            wanted.values().forEach(blob -> begin(client, blob, listener).ifPresent(running::add));
            running.forEach(interest -> interest.download().await());
        } catch (RuntimeException e) {
            if (DiskFull.behind(e).isPresent()) {
                wanted.keySet().forEach(downloads::discard);
            }
            throw e;
        } finally {
            running.forEach(Downloads.Interest::close);
        }
        require(content, manifest);
        wanted.values()
                .forEach(blob -> listener.report(new Layer(blob.digest(), Step.COMPLETE, blob.size(), blob.size())));
    }

    private Optional<Downloads.Interest> begin(RegistryClient client, Descriptor blob, Listener listener) {
        if (content.contains(blob.digest())) {
            listener.report(new Layer(blob.digest(), Step.EXISTS, blob.size(), blob.size()));
            return Optional.empty();
        }
        listener.report(new Layer(blob.digest(), Step.WAITING, 0, blob.size()));
        Downloads.Interest interest = downloads.join(blob, client);
        interest.download().listen(new LayerProgress(blob, listener));
        return Optional.of(interest);
    }

    /**
     * Checks that all that a manifest names is here, as long as it says.
     *
     * @return bytes of all blobs, each counted once
     * @throws DataLossException when something is missing or has another length
     */
    static long require(ContentStore content, Manifest manifest) {
        Map<Digest, Long> sizes = new LinkedHashMap<>();
        for (Descriptor blob : blobs(manifest)) {
            long size = content.find(blob.digest())
                    .map(BlobInfo::size)
                    .orElseThrow(
                            () -> new DataLossException("blob %s of the manifest is missing".formatted(blob.digest())));
            if (size != blob.size()) {
                throw new DataLossException(
                        "blob %s has %d bytes, its manifest says %d".formatted(blob.digest(), size, blob.size()));
            }
            sizes.put(blob.digest(), size);
        }
        return sizes.values().stream().mapToLong(Long::longValue).sum();
    }
}
