package io.jdock.engine.api.image;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One manifest of an image.
 *
 * @param id its digest
 * @param available whether everything is here that it names
 * @param kind {@code image}, {@code attestation} or {@code unknown}
 * @param imageData of an image alone
 * @param attestationData of an attestation alone
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ImageManifestSummary(
        @JsonProperty("ID") String id,
        ImageDescriptor descriptor,
        boolean available,
        Size size,
        String kind,
        @Nullable ImageData imageData,
        @Nullable AttestationData attestationData) {

    /** Bytes on disk: of the blobs as they came, and of everything. */
    public record Size(long total, long content) {}

    /** What is known of an image; its containers by ID. */
    public record ImageData(ImagePlatform platform, List<String> containers, UnpackedSize size) {}

    /** Bytes on disk of the unpacked layers. */
    public record UnpackedSize(long unpacked) {}

    /** The digest of the manifest that something is said of. */
    public record AttestationData(@JsonProperty("For") String subject) {}
}
