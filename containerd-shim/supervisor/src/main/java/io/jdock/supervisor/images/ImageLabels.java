package io.jdock.supervisor.images;

/** Labels that the supervisor puts on image records. */
public final class ImageLabels {

    /** The image ID: the digest of the configuration for the platform that is unpacked. */
    public static final String ID = "jdock.io/image.id";

    /** The digest of that platform's manifest; the record's target is the index when there is one. */
    public static final String MANIFEST = "jdock.io/image.manifest";

    /** The name of the snapshot with all layers; absent for an image without layers. */
    public static final String CHAIN_ID = "jdock.io/image.chain-id";

    /** The ID of the image that it was made of here; absent for one that came whole. */
    public static final String PARENT = "jdock.io/image.parent";

    private ImageLabels() {}
}
