package io.jdock.supervisor.images;

import io.jdock.errdefs.CanceledException;
import io.jdock.oci.image.Descriptor;
import io.jdock.supervisor.content.ContentStore;
import io.jdock.supervisor.images.TransferEvent.Listener;
import io.jdock.supervisor.images.TransferEvent.Upload;
import io.jdock.supervisor.images.TransferEvent.UploadStep;
import io.jdock.supervisor.registry.RegistryPush;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.util.Optional;

/**
 * One blob of a push: sees whether the repository has it, and brings it there if not.
 *
 * @param origin another repository of the registry that probably has it
 * @param listener told how it goes on
 */
record BlobPush(
        ContentStore content, RegistryPush registry, Descriptor blob, Optional<String> origin, Listener listener) {

    /** Runs when there is a slot, and returns when the repository has the blob. */
    void run(Slots slots) {
        try {
            if (!slots.tryAcquire()) {
                report(UploadStep.WAITING, 0, "");
                slots.acquire();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CanceledException("upload %s: canceled".formatted(blob.digest()), e);
        }
        try {
            upload();
        } finally {
            slots.release();
        }
    }

    private void upload() {
        if (registry.has(blob)) {
            report(UploadStep.EXISTS, blob.size(), "");
            return;
        }
        Throttle progress = new Throttle(sent -> report(UploadStep.RUNNING, sent, ""));
        if (registry.upload(blob, this::open, origin, progress)) {
            report(UploadStep.MOUNTED, blob.size(), origin.orElse(""));
        } else {
            report(UploadStep.COMPLETE, blob.size(), "");
        }
    }

    private InputStream open(long offset) throws IOException {
        FileChannel channel = content.read(blob.digest());
        try {
            return Channels.newInputStream(channel.position(offset));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private void report(UploadStep step, long sent, String from) {
        listener.report(new Upload(blob.digest(), step, sent, blob.size(), from));
    }
}
