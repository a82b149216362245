package io.jdock.daemon.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jdock.engine.api.container.ContainerConfig;
import io.jdock.engine.api.image.ImageDescriptor;
import io.jdock.engine.api.image.ImageHistoryItem;
import io.jdock.engine.api.image.ImageInspect;
import io.jdock.engine.api.image.ImageManifestSummary;
import io.jdock.engine.api.image.ImageSummary;
import io.jdock.engine.api.json.ApiVersion;
import io.jdock.engine.api.json.EngineJson;
import io.jdock.oci.image.ChainId;
import io.jdock.oci.image.Descriptor;
import io.jdock.oci.image.HistoryEntry;
import io.jdock.oci.image.ImageConfig;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** How images are shown to clients. Pure. */
final class ImageViews {

    private static final String MISSING = "<missing>";
    /** The year 1, in seconds since 1970: clients show it as no time. */
    private static final long NO_TIME = -62_135_596_800L;
    /** Clients expect one of every image. */
    private static final ContainerConfig NO_CONTAINER = EngineJson.read("{}".getBytes(UTF_8), ContainerConfig.class);

    private ImageViews() {}

    /** A line of the list; {@code shared} and {@code containers} are -1 when not counted. */
    static ImageSummary summary(StoredImage image, long size, long shared, long containers, ApiVersion version) {
        boolean placeholders = image.names().isEmpty() && version.below(43);
        return new ImageSummary(
                image.id(),
                image.parent(),
                placeholders ? List.of("<none>:<none>") : image.tags(),
                placeholders ? List.of("<none>@<none>") : image.digests(),
                image.artifactType().isPresent()
                        ? NO_TIME
                        : image.createdOrEpoch().getEpochSecond(),
                size,
                shared,
                size,
                image.config().config().labels(),
                containers,
                null,
                descriptor(image));
    }

    static ImageInspect inspect(StoredImage image, long size, Optional<List<ImageManifestSummary>> manifests) {
        ImageConfig config = image.config();
        return new ImageInspect(
                image.id(),
                descriptor(image),
                manifests.orElse(null),
                image.tags(),
                image.digests(),
                image.parent(),
                config.comment(),
                config.created().isEmpty() ? null : config.created(),
                config.source().id(),
                Objects.requireNonNullElse(config.source().config(), NO_CONTAINER),
                config.dockerVersion(),
                config.author(),
                config.config(),
                config.architecture(),
                config.variant(),
                config.os(),
                config.osVersion(),
                size,
                size,
                new ImageInspect.GraphDriver(Map.of(), "overlayfs"),
                new ImageInspect.RootFs(
                        config.rootfs().type(),
                        config.rootfs().diffIds().stream().map(Object::toString).toList()),
                new ImageInspect.Metadata(image.tagged().toString()));
    }

    /**
     * Newest first.
     *
     * @param steps the image and those that it was made of here, newest first: each is the last entry of its own history
     */
    static List<ImageHistoryItem> history(List<StoredImage> steps, ToLongFunction<ChainId> layerSize) {
        StoredImage image = steps.getFirst();
        Iterator<ChainId> layers = ImageCatalog.layers(image).iterator();
        List<ImageHistoryItem> items = new ArrayList<>();
        for (HistoryEntry entry : image.config().history()) {
            long size = entry.emptyLayer() || !layers.hasNext() ? 0 : layerSize.applyAsLong(layers.next());
            items.add(new ImageHistoryItem(MISSING, unixTime(entry), entry.createdBy(), null, size, entry.comment()));
        }
        Collections.reverse(items);
        for (StoredImage step : steps) {
            int at = image.config().history().size() - step.config().history().size();
            if (at >= 0 && at < items.size()) {
                items.set(at, items.get(at).of(step.id(), step.names().isEmpty() ? null : step.tags()));
            }
        }
        return items;
    }

    private static long unixTime(HistoryEntry entry) {
        try {
            return OffsetDateTime.parse(entry.created()).toEpochSecond();
        } catch (DateTimeParseException e) {
            return 0;
        }
    }

    private static ImageDescriptor descriptor(StoredImage image) {
        Descriptor target = image.target();
        return new ImageDescriptor(
                target.mediaType(),
                target.digest().toString(),
                target.size(),
                image.artifactType().orElse(null));
    }

    static ImageDescriptor descriptor(Descriptor target) {
        return new ImageDescriptor(target.mediaType(), target.digest().toString(), target.size());
    }
}
