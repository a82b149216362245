package io.jdock.oci.image;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.jdock.errdefs.InvalidArgumentException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The manifests of one image for several platforms.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/v1.1.1/image-index.md">Image index</a>
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Index(
        int schemaVersion,
        String mediaType,
        @JsonInclude(JsonInclude.Include.ALWAYS) List<Descriptor> manifests,
        Map<String, String> annotations)
        implements ImageDocument {

    private static final int MAX_MANIFESTS = 10_000;

    public Index(
            int schemaVersion,
            @Nullable String mediaType,
            @Nullable List<Descriptor> manifests,
            @Nullable Map<String, String> annotations) {
        if (schemaVersion != 2) {
            throw new InvalidArgumentException("index has schema version %d, want 2".formatted(schemaVersion));
        }
        if (manifests == null || manifests.size() > MAX_MANIFESTS) {
            throw new InvalidArgumentException(
                    manifests == null
                            ? "index has no manifests"
                            : "index has %d manifests, at most %d are supported"
                                    .formatted(manifests.size(), MAX_MANIFESTS));
        }
        this.schemaVersion = schemaVersion;
        this.mediaType = MediaTypes.checked(mediaType);
        this.manifests = List.copyOf(manifests);
        this.annotations = annotations == null ? Map.of() : Map.copyOf(annotations);
    }

    /** An OCI index. */
    public static Index oci(List<Descriptor> manifests) {
        return new Index(2, MediaTypes.OCI_INDEX, manifests, Map.of());
    }

    /**
     * The manifest that suits a machine best: of the wanted platform, else of the nearest one that the machine can run.
     *
     * @param exact whether only the wanted platform itself will do, as when a user named it
     */
    public Optional<Descriptor> choose(Platform wanted, boolean exact) {
        List<Platform> candidates = exact ? List.of(wanted) : wanted.runnable();
        for (Platform candidate : candidates) {
            for (Descriptor manifest : manifests) {
                Platform platform = manifest.platform();
                if (platform != null && platform.same(candidate)) {
                    return Optional.of(manifest);
                }
            }
        }
        return manifests.stream()
                .filter(manifest -> manifest.platform() == null)
                .findFirst();
    }
}
