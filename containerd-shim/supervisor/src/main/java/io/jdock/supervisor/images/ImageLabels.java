package io.jdock.supervisor.images;

/** Labels that the supervisor puts on image records. */
public final class ImageLabels {

    /**
     * The image ID: the digest of the configuration for the platform that is unpacked. Of an artifact that of its manifest, since
     * many artifacts have the same empty configuration.
     */
    public static final String ID = "jdock.io/image.id";

    /** The digest of that platform's manifest; the record's target is the index when there is one. */
    public static final String MANIFEST = "jdock.io/image.manifest";

    /** The name of the snapshot with all layers; absent for an image without layers. */
    public static final String CHAIN_ID = "jdock.io/image.chain-id";

    /** The ID of the image that it was made of here; absent for one that came whole. */
    public static final String PARENT = "jdock.io/image.parent";

    /**
     * What it was built by, in the builder's terms. Together with the parent it says that the image need not be built again, so it
     * is nothing that an archive or a registry could say: only images that are made here get it.
     */
    public static final String BUILD_KEY = "jdock.io/build.key";

    /** What kind of artifact it is, a media type that may be empty; absent for an image. */
    public static final String ARTIFACT_TYPE = "jdock.io/image.artifact-type";

    /** Bytes of an artifact, all blobs. */
    public static final String ARTIFACT_SIZE = "jdock.io/image.artifact-size";

    private ImageLabels() {}
}
