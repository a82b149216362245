package io.jdock.oci.image;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.jdock.errdefs.InvalidArgumentException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One image for one platform: its configuration and its layers, bottom first. Or an artifact, something else that is kept in
 * the same form, whose configuration and layers are any bytes.
 *
 * @param artifactType what an artifact is, or empty
 * @see <a href="https://github.com/opencontainers/image-spec/blob/v1.1.1/manifest.md">Image manifest</a>
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Manifest(
        int schemaVersion,
        String mediaType,
        String artifactType,
        Descriptor config,
        @JsonInclude(JsonInclude.Include.ALWAYS) List<Descriptor> layers,
        Map<String, String> annotations)
        implements ImageDocument {

    /** More layers than overlayfs can stack; what claims to have more is not worth downloading. */
    public static final int MAX_LAYERS = 500;

    public Manifest(
            int schemaVersion,
            @Nullable String mediaType,
            @Nullable String artifactType,
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
        this.mediaType = MediaTypes.checked(mediaType);
        this.artifactType = MediaTypes.checked(artifactType);
        this.config = config;
        this.layers = List.copyOf(layers);
        this.annotations = annotations == null ? Map.of() : Map.copyOf(annotations);
    }

    /** An OCI manifest. */
    public static Manifest oci(Descriptor config, List<Descriptor> layers) {
        return new Manifest(2, MediaTypes.OCI_MANIFEST, "", config, layers, Map.of());
    }

    /** A Docker manifest, schema 2. */
    public static Manifest docker(Descriptor config, List<Descriptor> layers) {
        return new Manifest(2, MediaTypes.DOCKER_MANIFEST, "", config, layers, Map.of());
    }

    /**
     * Whether it is an image, of which containers can be made, and no artifact. Some artifacts, signatures and attestations
     * among them, have the configuration of an image all the same; then their layers tell.
     */
    public boolean isImage() {
        boolean layered =
                layers.isEmpty() || layers.stream().anyMatch(layer -> MediaTypes.isOfImage(layer.mediaType()));
        boolean typed =
                !artifactType.isEmpty() && !layers.stream().allMatch(layer -> MediaTypes.isLayer(layer.mediaType()));
        return hasImageConfig() && layered && !typed;
    }

    /** Registries of 2016 forgot the type of Docker's configurations. */
    private boolean hasImageConfig() {
        return MediaTypes.isConfig(config.mediaType())
                || (mediaType.equals(MediaTypes.DOCKER_MANIFEST)
                        && config.mediaType().equals(MediaTypes.ANY));
    }

    /** What kind of artifact it is: what it says itself, else the type of its configuration. */
    public String kind() {
        return artifactType.isEmpty() ? config.mediaType() : artifactType;
    }
}
