package io.jdock.oci.image;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.jdock.errdefs.InvalidArgumentException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One image for one platform: its configuration and its layers, bottom first.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/v1.1.1/manifest.md">Image manifest</a>
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Manifest(
        int schemaVersion,
        String mediaType,
        Descriptor config,
        @JsonInclude(JsonInclude.Include.ALWAYS) List<Descriptor> layers,
        Map<String, String> annotations)
        implements ImageDocument {

    /** More layers than overlayfs can stack; what claims to have more is not worth downloading. */
    public static final int MAX_LAYERS = 500;

    public Manifest(
            int schemaVersion,
            @Nullable String mediaType,
            @Nullable Descriptor config,
            @Nullable List<Descriptor> layers,
            @Nullable Map<String, String> annotations) {
        if (schemaVersion != 2) {
            throw new InvalidArgumentException("manifest has schema version %d, want 2".formatted(schemaVersion));
        }
        if (config == null || layers == null) {
            throw new InvalidArgumentException("manifest has no %s".formatted(config == null ? "config" : "layers"));
        }
        if (layers.size() > MAX_LAYERS) {
            throw new InvalidArgumentException(
                    "manifest has %d layers, at most %d are supported".formatted(layers.size(), MAX_LAYERS));
        }
        this.schemaVersion = schemaVersion;
        this.mediaType = mediaType == null ? "" : mediaType;
        this.config = config;
        this.layers = List.copyOf(layers);
        this.annotations = annotations == null ? Map.of() : Map.copyOf(annotations);
    }

    /** An OCI manifest. */
    public static Manifest oci(Descriptor config, List<Descriptor> layers) {
        return new Manifest(2, MediaTypes.OCI_MANIFEST, config, layers, Map.of());
    }
}
