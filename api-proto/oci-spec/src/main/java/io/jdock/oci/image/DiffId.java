package io.jdock.oci.image;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Name of a layer's content: the digest of its tar archive before compression. */
public record DiffId(Digest digest) {

    /** Reads {@code sha256:<hex>}. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static DiffId parse(String text) {
        return new DiffId(Digest.parse(text));
    }

    @JsonValue
    @Override
    public String toString() {
        return digest.toString();
    }
}
