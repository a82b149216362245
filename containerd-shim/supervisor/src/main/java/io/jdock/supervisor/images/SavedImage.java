package io.jdock.supervisor.images;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.jdock.errdefs.InvalidArgumentException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One item of the {@code manifest.json} that {@code docker save} writes.
 *
 * @param config path of the configuration inside the archive
 * @param repoTags names of the image; may be empty
 * @param layers paths of the layers, bottom first
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record SavedImage(
        @JsonProperty("Config") String config,
        @JsonProperty("RepoTags") List<String> repoTags,
        @JsonProperty("Layers") List<String> layers) {

    SavedImage(@Nullable String config, @Nullable List<String> repoTags, @Nullable List<String> layers) {
        if (config == null || config.isEmpty()) {
            throw new InvalidArgumentException("an image has no Config");
        }
        this.config = config;
        this.repoTags = repoTags == null ? List.of() : List.copyOf(repoTags);
        this.layers = layers == null ? List.of() : List.copyOf(layers);
    }
}
