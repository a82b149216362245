package io.jdock.supervisor.images;

import io.jdock.errdefs.NotFoundException;
import io.jdock.oci.image.Descriptor;
import io.jdock.oci.image.Digest;
import io.jdock.oci.image.Index;
import io.jdock.oci.image.Manifest;
import io.jdock.supervisor.content.ContentStore;
import io.jdock.supervisor.registry.RegistryClient;
import io.jdock.supervisor.registry.ResolvedDocument;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an index has to say of one of its manifests, such as where it was built and what is in it: manifests of no platform, marked
 * by BuildKit's annotations. They are kept with the image, so that a push or an archive gives them on; nothing here reads them.
 */
final class Attestations {

    private static final Logger LOG = LoggerFactory.getLogger(Attestations.class);

    private static final String TYPE = "vnd.docker.reference.type";
    private static final String SUBJECT = "vnd.docker.reference.digest";
    /** BuildKit makes one for each image. */
    private static final int MOST = 16;

    private final ContentStore content;
    private final Artifacts artifacts;

    Attestations(ContentStore content, Artifacts artifacts) {
        this.content = content;
        this.artifacts = artifacts;
    }

    /** Whether an index lists this not as an image but because of another one. */
    static boolean isOne(Descriptor manifest) {
        return manifest.annotations().containsKey(TYPE);
    }

    /** Those about a manifest, as far as anybody needs so many. */
    static List<Descriptor> about(Digest manifest, Index index) {
        return index.manifests().stream()
                .filter(Attestations::isOne)
                .filter(listed ->
                        manifest.toString().equals(listed.annotations().get(SUBJECT)))
                .limit(MOST)
                .toList();
    }

    /**
     * Brings those about a manifest. One that the registry has not does no harm: copies of images often leave them out.
     *
     * @return the digests of what was brought
     * @throws io.jdock.errdefs.EngineException as {@link RegistryClient} does otherwise
     */
    Set<Digest> fetch(RegistryClient client, Digest manifest, Index index, Pins.Transfer transfer) {
        Set<Digest> brought = new LinkedHashSet<>();
        for (Descriptor attestation : about(manifest, index)) {
            try {
                brought.addAll(fetch(client, attestation, transfer));
            } catch (NotFoundException e) {
                LOG.info("attestation {} of {} is left out: {}", attestation.digest(), manifest, e.text());
            }
        }
        return brought;
    }

    private Set<Digest> fetch(RegistryClient client, Descriptor attestation, Pins.Transfer transfer) {
        ResolvedDocument document = client.manifest(attestation);
        Set<Digest> brought = new LinkedHashSet<>();
        if (document.document() instanceof Manifest manifest) {
            artifacts.fetch(client, manifest, transfer, _ -> {});
            Artifacts.blobs(manifest).forEach(blob -> brought.add(blob.digest()));
            transfer.add(attestation.digest());
            content.put(attestation.digest(), document.bytes());
            brought.add(attestation.digest());
        }
        return brought;
    }
}
