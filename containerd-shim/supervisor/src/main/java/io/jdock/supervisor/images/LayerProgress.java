package io.jdock.supervisor.images;

import io.jdock.oci.image.Descriptor;
import io.jdock.supervisor.images.TransferEvent.Layer;
import io.jdock.supervisor.images.TransferEvent.Listener;
import io.jdock.supervisor.images.TransferEvent.Step;
import java.util.function.LongConsumer;

/** Tells of a layer's download: now and then while it runs, and always of its end. */
final class LayerProgress implements LongConsumer {

    private final Descriptor layer;
    private final Listener listener;
    private final Throttle throttle;

    LayerProgress(Descriptor layer, Listener listener) {
        this.layer = layer;
        this.listener = listener;
        this.throttle = new Throttle(length -> report(Step.DOWNLOADING, length));
    }

    @Override
    public void accept(long length) {
        if (length < layer.size()) {
            throttle.accept(length);
        } else {
            // The digest was computed along the way; what is left to verify is one comparison.
            report(Step.VERIFYING, length);
            report(Step.DOWNLOADED, length);
        }
    }

    private void report(Step step, long length) {
        listener.report(new Layer(layer.digest(), step, length, layer.size()));
    }
}
