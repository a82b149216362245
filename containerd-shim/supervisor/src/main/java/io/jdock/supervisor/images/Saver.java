package io.jdock.supervisor.images;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jdock.oci.image.Digest;
import io.jdock.supervisor.content.ContentStore;
import io.jdock.supervisor.tar.TarWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.util.List;

/**
 * Writes images into one archive, which is an OCI layout and what docker's tools read in one. Blobs are written as they came, so
 * that every digest stays. Of an image for several platforms only what is here is written. Equal orders give equal archives.
 * Calls block. Safe for concurrent use.
 */
public final class Saver {

    private static final byte[] LAYOUT = "{\"imageLayoutVersion\":\"1.0.0\"}".getBytes(UTF_8);

    private final ContentStore content;
    private final Images images;
    private final Pins pins;

    public Saver(ContentStore content, Images images, Pins pins) {
        this.content = content;
        this.images = images;
        this.pins = pins;
    }

    /**
     * Writes the archive; nothing is written before all images were found.
     *
     * @throws io.jdock.errdefs.NotFoundException when there is no such record, or a blob of it is missing
     * @throws IOException when {@code out} takes no more
     */
    public void save(String namespace, List<SaveOrder> orders, OutputStream out) throws IOException {
        try (var transfer = pins.transfer()) {
            SavePlan plan = new SavePlan(content, transfer);
            for (SaveOrder order : orders) {
                plan.add(images.get(namespace, order.record()), order);
            }
            plan.blobs().forEach(content::info);
            // The documents come first: who reads the archive as a stream knows then what will come.
            TarWriter archive = new TarWriter(out);
            archive.file("oci-layout", LAYOUT);
            archive.file(Archive.OCI_INDEX, plan.index());
            archive.file(Archive.DOCKER_MANIFEST, plan.dockerManifest());
            archive.file("repositories", plan.repositories());
            archive.directory("blobs/");
            archive.directory("blobs/sha256/");
            for (Digest blob : plan.blobs()) {
                write(blob, archive);
            }
            archive.finish();
        }
    }

    private void write(Digest blob, TarWriter archive) throws IOException {
        try (FileChannel bytes = content.read(blob)) {
            archive.file(SavePlan.path(blob), bytes.size(), Channels.newInputStream(bytes));
        }
    }
}
