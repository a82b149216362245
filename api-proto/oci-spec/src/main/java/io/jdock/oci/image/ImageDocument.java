package io.jdock.oci.image;

/** What a tag or a digest of a registry resolves to. */
public sealed interface ImageDocument permits Manifest, Index {

    /** As the document states it; empty when it does not. */
    String mediaType();
}
