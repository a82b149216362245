package io.jdock.engine.api.image;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An index for a tag.
 *
 * @param document its bytes, in base64
 * @param sources where its manifests are: {@code repository@digest}
 */
public record DistributionPut(
        byte @Nullable [] document, @Nullable List<String> sources) {}
