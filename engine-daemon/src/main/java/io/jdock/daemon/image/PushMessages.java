package io.jdock.daemon.image;

import io.jdock.engine.api.image.ImageDescriptor;
import io.jdock.engine.api.image.ManifestPushed;
import io.jdock.engine.api.image.ProgressMessage;
import io.jdock.engine.api.image.PushResult;
import io.jdock.oci.image.Descriptor;
import io.jdock.oci.image.ImageReference;
import java.io.IOException;
import java.util.Optional;

/** What a push tells of, in Docker's words. */
final class PushMessages {

    private final ImageReference reference;
    private final ProgressWriter out;

    PushMessages(ImageReference reference, ProgressWriter out) {
        this.reference = reference;
        this.out = out;
    }

    void write(PushStep step) throws IOException {
        switch (step) {
            case PushStep.Layer layer -> out.write(message(layer));
            case PushStep.Pushed pushed -> pushed(pushed);
        }
    }

    private static ProgressMessage message(PushStep.Layer layer) {
        String id = ProgressWriter.shortId(layer.digest());
        return switch (layer.stage()) {
            case PREPARING -> ProgressMessage.status("Preparing", id);
            case WAITING -> ProgressMessage.status("Waiting", id);
            case EXISTS -> ProgressMessage.status("Layer already exists", id);
            case MOUNTED -> ProgressMessage.status("Mounted from " + layer.from(), id);
            case RUNNING -> ProgressMessage.measured("Pushing", id, layer.current(), layer.total());
            case COMPLETE -> ProgressMessage.status("Pushed", id);
        };
    }

    private void pushed(PushStep.Pushed pushed) throws IOException {
        Descriptor target = pushed.target();
        out.write(ProgressMessage.status(
                "%s: digest: %s size: %d".formatted(reference.identifier(), target.digest(), target.size())));
        out.write(ProgressMessage.result(
                new PushResult(reference.identifier(), target.digest().toString(), target.size())));
        Optional<Descriptor> index = pushed.insteadOf();
        if (index.isPresent()) {
            out.write(ProgressMessage.result(new ManifestPushed(true, view(index.get()), view(target))));
        }
    }

    private static ImageDescriptor view(Descriptor descriptor) {
        return new ImageDescriptor(descriptor.mediaType(), descriptor.digest().toString(), descriptor.size());
    }
}
