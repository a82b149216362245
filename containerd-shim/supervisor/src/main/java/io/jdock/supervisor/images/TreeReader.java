package io.jdock.supervisor.images;

import io.jdock.errdefs.NotFoundException;
import io.jdock.linux.tree.Directory;
import io.jdock.oci.image.Digest;
import io.jdock.supervisor.content.ContentStore;
import io.jdock.supervisor.copy.Fingerprint;
import io.jdock.supervisor.copy.SmallFile;
import io.jdock.supervisor.images.TreeFiles.Tree;
import io.jdock.supervisor.received.ReceivedTrees;
import io.jdock.supervisor.snapshots.Snapshots;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Reads what files are copied from. An image is not removed meanwhile. Calls block, on platform threads; interrupting one ends it.
 * Safe for concurrent use.
 */
public final class TreeReader {

    private final ContentStore content;
    private final Snapshots snapshots;
    private final Images images;
    private final ReceivedTrees received;
    private final Pins pins;
    private final LayerStacks stacks;

    /** @param unpackers as for {@link Composer} */
    public TreeReader(
            ContentStore content,
            Snapshots snapshots,
            Images images,
            ReceivedTrees received,
            Pins pins,
            Executor unpackers) {
        this.content = content;
        this.snapshots = snapshots;
        this.images = images;
        this.received = received;
        this.pins = pins;
        this.stacks = new LayerStacks(content, snapshots, unpackers);
    }

    /** What a copy of the files would bring; errors as {@link Fingerprint} and {@link #open} have them. */
    public Digest fingerprint(String namespace, List<TreeFiles> files) {
        try (var transfer = pins.transfer();
                OpenTrees trees = new OpenTrees(this, namespace, transfer)) {
            return Fingerprint.of(trees.sources(files));
        }
    }

    /** The bytes of a regular file; errors as {@link SmallFile} and {@link #open} have them. */
    public byte[] read(String namespace, Tree tree, String path, int limit) {
        try (var transfer = pins.transfer();
                OpenTrees trees = new OpenTrees(this, namespace, transfer)) {
            return SmallFile.read(trees.root(tree), path, limit);
        }
    }

    /**
     * Opens a tree, which stays as it is until the transfer ends.
     *
     * @throws NotFoundException when files that were received are no longer kept, or the image has none
     * @throws io.jdock.errdefs.FailedPreconditionException when the image is not kept
     */
    Directory open(String namespace, Tree tree, Pins.Transfer transfer) {
        return switch (tree) {
            case Tree.Received(String key) -> received.open(key);
            case Tree.OfImage(String id) -> {
                KeptImage image = KeptImage.pin(images, content, namespace, id, transfer);
                String top = stacks.complete(image.contents(), transfer, _ -> {})
                        .orElseThrow(() -> new NotFoundException("the image %s has no files".formatted(id)));
                yield snapshots.openMerged(top);
            }
        };
    }
}
