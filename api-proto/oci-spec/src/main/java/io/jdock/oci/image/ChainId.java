package io.jdock.oci.image;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.List;

/**
 * Name of a stack of layers, which is also the name of the committed snapshot that holds it.
 *
 * <p>Unlike a {@link DiffId} it says what lies below: equal layers on different bases have different chain IDs.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/v1.1.1/config.md#layer-chainid">Layer ChainID</a>
 */
public record ChainId(Digest digest) {

    /** Reads {@code sha256:<hex>}. */
    public static ChainId parse(String text) {
        return new ChainId(Digest.parse(text));
    }

    /** The stack that consists of this layer alone. */
    public static ChainId of(DiffId base) {
        return new ChainId(base.digest());
    }

    /** This stack with one more layer on top. */
    public ChainId with(DiffId layer) {
        return new ChainId(Digest.of((digest + " " + layer).getBytes(US_ASCII)));
    }

    /** The stack after each layer, bottom first: the last element names the whole. */
    public static List<ChainId> stack(List<DiffId> layers) {
        List<ChainId> chain = new ArrayList<>(layers.size());
        for (DiffId layer : layers) {
            chain.add(chain.isEmpty() ? of(layer) : chain.getLast().with(layer));
        }
        return List.copyOf(chain);
    }

    @Override
    public String toString() {
        return digest.toString();
    }
}
