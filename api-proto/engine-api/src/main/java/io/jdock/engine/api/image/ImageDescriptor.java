package io.jdock.engine.api.image;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Points at the manifest or index an image name stands for. */
public record ImageDescriptor(
        @JsonProperty("mediaType") String mediaType,
        @JsonProperty("digest") String digest,
        @JsonProperty("size") long size) {}
