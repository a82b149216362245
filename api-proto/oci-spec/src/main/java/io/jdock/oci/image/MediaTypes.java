package io.jdock.oci.image;

import io.jdock.errdefs.InvalidArgumentException;
import org.jspecify.annotations.Nullable;

/** Media types of the two families, OCI and Docker schema 2, whose documents share their fields. */
public final class MediaTypes {

    public static final String OCI_INDEX = "application/vnd.oci.image.index.v1+json";
    public static final String OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    public static final String OCI_CONFIG = "application/vnd.oci.image.config.v1+json";
    public static final String OCI_LAYER = "application/vnd.oci.image.layer.v1.tar";
    public static final String OCI_LAYER_GZIP = OCI_LAYER + "+gzip";
    public static final String OCI_LAYER_ZSTD = OCI_LAYER + "+zstd";

    public static final String DOCKER_LIST = "application/vnd.docker.distribution.manifest.list.v2+json";
    public static final String DOCKER_MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";
    public static final String DOCKER_CONFIG = "application/vnd.docker.container.image.v1+json";
    public static final String DOCKER_LAYER = "application/vnd.docker.image.rootfs.diff.tar";
    public static final String DOCKER_LAYER_GZIP = DOCKER_LAYER + ".gzip";
    public static final String DOCKER_LAYER_ZSTD = DOCKER_LAYER + ".zstd";

    private static final String OCI_LAYERS = "application/vnd.oci.image.layer.";
    private static final String DOCKER_LAYERS = "application/vnd.docker.image.rootfs.";

    /** Bytes of which nobody has said what they are. */
    public static final String ANY = "application/octet-stream";

    /** RFC 6838 allows 127 characters on each side of the slash. */
    private static final int MAX_LENGTH = 255;

    private MediaTypes() {}

    /** A type as a document gives it, of any family; types end up in records, lists and messages, so there are limits. */
    static String checked(@Nullable String mediaType) {
        if (mediaType == null) {
            return "";
        }
        if (mediaType.length() > MAX_LENGTH) {
            throw new InvalidArgumentException("a media type has %d characters, at most %d are supported"
                    .formatted(mediaType.length(), MAX_LENGTH));
        }
        if (!mediaType.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw new InvalidArgumentException("a media type has characters that no type may have");
        }
        return mediaType;
    }

    /** Whether a document of this type lists manifests per platform. */
    public static boolean isIndex(String mediaType) {
        return mediaType.equals(OCI_INDEX) || mediaType.equals(DOCKER_LIST);
    }

    /** Whether a document of this type describes one image. */
    public static boolean isManifest(String mediaType) {
        return mediaType.equals(OCI_MANIFEST) || mediaType.equals(DOCKER_MANIFEST);
    }

    /** Whether a document of this type is the configuration of a runnable image, not of another kind of artifact. */
    public static boolean isConfig(String mediaType) {
        return mediaType.equals(OCI_CONFIG) || mediaType.equals(DOCKER_CONFIG);
    }

    /** Whether a blob of this type is a layer of an image, though perhaps of a kind that jdock does not read. */
    static boolean isOfImage(String mediaType) {
        return mediaType.startsWith(OCI_LAYERS) || mediaType.startsWith(DOCKER_LAYERS);
    }

    /** Whether a blob of this type is a layer's tar archive, compressed in a way that jdock reads. */
    public static boolean isLayer(String mediaType) {
        return switch (mediaType) {
            case OCI_LAYER, OCI_LAYER_GZIP, OCI_LAYER_ZSTD, DOCKER_LAYER, DOCKER_LAYER_GZIP, DOCKER_LAYER_ZSTD -> true;
            default -> false;
        };
    }
}
