package io.jdock.engine.api.image;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.jdock.engine.api.json.Since;
import io.jdock.engine.api.json.Until;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An image's line in a list.
 *
 * @param id {@code sha256:} and 64 hexadecimal digits
 * @param parentId always empty: images are not built upon records of others
 * @param created UNIX seconds
 * @param size bytes on disk, all layers
 * @param sharedSize bytes also used by other images; -1 when not asked for
 * @param virtualSize what {@code size} was called
 * @param containers how many use it; -1 when not counted
 * @param manifests null when not asked for
 */
public record ImageSummary(
        String id,
        String parentId,
        List<String> repoTags,
        List<String> repoDigests,
        long created,
        long size,
        long sharedSize,
        @Until(43) long virtualSize,
        Map<String, String> labels,
        long containers,

        @Since(47) @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        List<ImageManifestSummary> manifests,

        @Since(48) @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        ImageDescriptor descriptor) {

    /** The same line with the manifests that the image consists of. */
    public ImageSummary with(List<ImageManifestSummary> all) {
        return new ImageSummary(
                id,
                parentId,
                repoTags,
                repoDigests,
                created,
                size,
                sharedSize,
                virtualSize,
                labels,
                containers,
                all,
                descriptor);
    }
}
