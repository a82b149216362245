package io.jdock.engine.api.image;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.jdock.engine.api.json.Since;
import io.jdock.engine.api.json.Until;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of an image.
 *
 * @param created RFC 3339 text from the image, or null
 * @param manifests null when not asked for
 * @param container ID of the one that it was committed from, or empty
 * @param containerConfig of that container
 * @param config the image's own document: what its containers get by default
 * @param size bytes on disk, all layers
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ImageInspect(
        String id,
        @Since(48) @Nullable ImageDescriptor descriptor,
        @Since(48) @Nullable List<ImageManifestSummary> manifests,
        List<String> repoTags,
        List<String> repoDigests,
        @Until(51) String parent,
        String comment,
        @Nullable String created,
        @Until(44) String container,
        @Until(44) Object containerConfig,
        @Until(51) String dockerVersion,
        String author,
        Object config,
        String architecture,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String variant,
        String os,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String osVersion,
        long size,
        @Until(43) long virtualSize,
        @Until(51) GraphDriver graphDriver,
        @JsonProperty("RootFS") RootFs rootFs,
        Metadata metadata) {

    /** Where the layers are kept. */
    public record GraphDriver(Map<String, String> data, String name) {}

    /** The layers by content, bottom first. */
    public record RootFs(String type, List<String> layers) {}

    /** What this engine noted; the time in RFC 3339. */
    public record Metadata(String lastTagTime) {}
}
