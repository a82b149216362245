package io.jdock.oci.image;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.jdock.errdefs.InvalidArgumentException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Points at a blob and says beforehand how long it is, so that a reader can stop at the first byte too many.
 *
 * <p>The {@code urls} of foreign layers are not read: blobs come from the registry that was asked, or not at all.
 *
 * @param size in bytes, 0 or more
 * @param platform of a manifest listed in an index; absent elsewhere
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Descriptor(
        String mediaType,
        Digest digest,
        long size,
        Map<String, String> annotations,
        @Nullable Platform platform) {

    public Descriptor(
            @Nullable String mediaType,
            @Nullable Digest digest,
            long size,
            @Nullable Map<String, String> annotations,
            @Nullable Platform platform) {
        if (digest == null) {
            throw new InvalidArgumentException("descriptor of \"%s\" has no digest".formatted(mediaType));
        }
        if (size < 0) {
            throw new InvalidArgumentException("descriptor of %s has size %d".formatted(digest, size));
        }
        this.mediaType = MediaTypes.checked(mediaType);
        this.digest = digest;
        this.size = size;
        this.annotations = annotations == null ? Map.of() : Map.copyOf(annotations);
        this.platform = platform;
    }

    public Descriptor(String mediaType, Digest digest, long size) {
        this(mediaType, digest, size, Map.of(), null);
    }
}
