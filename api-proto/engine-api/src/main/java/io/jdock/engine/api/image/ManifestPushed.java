package io.jdock.engine.api.image;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Tells that of an image for several platforms only the manifest that is there was pushed.
 *
 * @param manifestPushedInsteadOfIndex always true, by which clients know this message
 */
public record ManifestPushed(
        @JsonProperty("manifestPushedInsteadOfIndex") boolean manifestPushedInsteadOfIndex,
        @JsonProperty("originalIndex") ImageDescriptor originalIndex,
        @JsonProperty("selectedManifest") ImageDescriptor selectedManifest) {}
