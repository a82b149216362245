package io.jdock.supervisor.images;

import io.jdock.concurrent.Threads;
import io.jdock.errdefs.CanceledException;
import io.jdock.errdefs.NotFoundException;
import io.jdock.oci.image.Descriptor;
import io.jdock.oci.image.Documents;
import io.jdock.supervisor.content.ContentStore;
import io.jdock.supervisor.images.TransferEvent.Listener;
import io.jdock.supervisor.registry.RegistryPush;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;

/**
 * Pushes images: brings layers and configurations to the repository side by side, then the documents, and last the tag. A push
 * that fails leaves the tag as it was. Calls block; interrupting the thread ends them. Safe for concurrent use.
 */
public final class Pusher {

    private final ContentStore content;
    private final BlobOrigins origins;
    private final Images images;
    private final Pins pins;
    private final Slots slots = new Slots(PushOrder.USUAL_PARALLEL);

    public Pusher(ContentStore content, BlobOrigins origins, Images images, Pins pins) {
        this.content = content;
        this.origins = origins;
        this.images = images;
        this.pins = pins;
    }

    /**
     * Pushes the image that is recorded under the reference.
     *
     * @throws NotFoundException when there is no such image here, or not what is wanted of it
     * @throws io.jdock.errdefs.EngineException as {@link RegistryPush} and {@link PushPlanner} do
     */
    public void push(PushOrder order, Listener listener) {
        slots.allow(order.parallel());
        String name = order.reference().familiar();
        Image image = images.find(order.namespace(), order.reference().toString())
                .orElseThrow(() -> new NotFoundException("tag does not exist: " + name));
        try (var transfer = pins.transfer();
                RegistryPush registry = new RegistryPush(order.reference(), order.policy(), order.credentials())) {
            PushPlan plan = new PushPlanner(content, name)
                    .plan(image.target(), order.platform(), image.labels().getOrDefault(ImageLabels.MANIFEST, ""));
            plan.digests().forEach(transfer::add);
            plan.layers().forEach(layer -> listener.report(TransferEvent.Upload.preparing(layer)));
            registry.connect();
            uploadAll(order, registry, plan, listener);
            putDocuments(order, registry, plan);
            origins.add(order.reference(), plan.digests());
            listener.report(new TransferEvent.Pushed(order.reference().toString(), plan.target(), plan.insteadOf()));
        }
    }

    private void uploadAll(PushOrder order, RegistryPush registry, PushPlan plan, Listener listener) {
        List<BlobPush> blobs = new ArrayList<>();
        plan.layers().forEach(layer -> blobs.add(blob(order, registry, layer, listener)));
        plan.configs().forEach(config -> blobs.add(blob(order, registry, config, _ -> {})));
        ExecutorService threads = Threads.virtualPerTask("push");
        try {
            var running = new ExecutorCompletionService<Void>(threads);
            blobs.forEach(blob -> running.submit(() -> blob.run(slots), null));
            for (BlobPush _ : blobs) {
                running.take().get();
            }
        } catch (ExecutionException e) {
            throw Failures.unwrap(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CanceledException(
                    "push %s: canceled".formatted(order.reference().familiar()), e);
        } finally {
            // The first failure ends the other uploads; nothing of them is left when this returns.
            threads.shutdownNow();
            threads.close();
        }
    }

    private BlobPush blob(PushOrder order, RegistryPush registry, Descriptor blob, Listener listener) {
        Optional<String> origin = origins.find(order.reference(), blob.digest());
        return new BlobPush(content, registry, blob, origin, listener);
    }

    private void putDocuments(PushOrder order, RegistryPush registry, PushPlan plan) {
        for (Descriptor document : plan.documents()) {
            boolean top = document.equals(plan.target());
            byte[] bytes = content.readAll(document.digest(), Documents.MAX_BYTES);
            String identifier =
                    top ? order.reference().identifier() : document.digest().toString();
            registry.putDocument(document, bytes, identifier);
        }
    }
}
