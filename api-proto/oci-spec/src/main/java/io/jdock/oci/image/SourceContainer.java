package io.jdock.oci.image;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * The container that an image was committed from, as Docker notes it in the image. Only shown; nothing is decided by it.
 *
 * @param id empty for an image that was not made of a container
 * @param config the container's configuration as whoever made the image wrote it, or absent
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record SourceContainer(
        @JsonProperty("container") String id,
        @JsonProperty("container_config") @Nullable ObjectNode config) {

    /** Of an image that was not made of a container. */
    public static final SourceContainer NONE = new SourceContainer(null, null);

    public SourceContainer(@Nullable String id, @Nullable ObjectNode config) {
        this.id = id == null ? "" : id;
        this.config = config;
    }
}
