package io.jdock.supervisor.images;

import io.jdock.oci.image.Descriptor;
import io.jdock.oci.image.Digest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What has to be in a repository for a tag to stand for an image, found by reading the image's documents.
 *
 * @param documents each after those it refers to; the last one is what the tag will stand for
 * @param layers in the order of the manifests, each once
 * @param configs each once
 * @param insteadOf the index that the image is here as, when only one of its manifests is pushed
 */
record PushPlan(
        List<Descriptor> documents, List<Descriptor> layers, List<Descriptor> configs, Optional<Descriptor> insteadOf) {

    PushPlan {
        documents = List.copyOf(documents);
        layers = List.copyOf(layers);
        configs = List.copyOf(configs);
    }

    /** What the tag will stand for. */
    Descriptor target() {
        return documents.getLast();
    }

    /** The digests of everything. */
    Set<Digest> digests() {
        Set<Digest> all = new LinkedHashSet<>();
        documents.forEach(document -> all.add(document.digest()));
        layers.forEach(layer -> all.add(layer.digest()));
        configs.forEach(config -> all.add(config.digest()));
        return all;
    }
}
