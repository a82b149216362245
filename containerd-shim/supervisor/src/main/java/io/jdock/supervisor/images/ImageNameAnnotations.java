package io.jdock.supervisor.images;

/** Annotations that give an entry of an archive's {@code index.json} a name. */
final class ImageNameAnnotations {

    /** The full reference, as containerd and docker write it. */
    static final String FULL = "io.containerd.image.name";

    /** By the image specification whatever the writer likes; mostly the tag alone. */
    static final String OCI = "org.opencontainers.image.ref.name";

    private ImageNameAnnotations() {}
}
