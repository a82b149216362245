package io.jdock.engine.api.image;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.jdock.engine.api.json.Since;
import org.jspecify.annotations.Nullable;

/**
 * Points at the manifest or index an image name stands for.
 *
 * @param artifactType what kind of artifact it is; null for an image
 */
public record ImageDescriptor(
        @JsonProperty("mediaType") String mediaType,
        @JsonProperty("digest") String digest,
        @JsonProperty("size") long size,

        @Since(48) @JsonProperty("artifactType") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        String artifactType) {

    public ImageDescriptor(String mediaType, String digest, long size) {
        this(mediaType, digest, size, null);
    }
}
