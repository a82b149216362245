package io.jdock.supervisor.images;

import io.jdock.errdefs.FailedPreconditionException;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.oci.image.Descriptor;
import io.jdock.oci.image.Digest;
import io.jdock.oci.image.Documents;
import io.jdock.oci.image.ImageReference;
import io.jdock.oci.image.Index;
import io.jdock.oci.image.Manifest;
import io.jdock.supervisor.registry.Credentials;
import io.jdock.supervisor.registry.RegistryClient;
import io.jdock.supervisor.registry.RegistryPolicy;
import io.jdock.supervisor.registry.RegistryPush;
import io.jdock.supervisor.registry.ResolvedDocument;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Gives a tag an index that a client has made. What the index lists is in the registry already: manifests of other repositories
 * are brought to that of the tag with all they need, without any byte of a layer passing through here.
 *
 * @param reference the tag
 * @param index the document
 * @param sources the manifests that the index lists, each by its digest in a repository of the same registry
 */
public record IndexPush(
        ImageReference reference,
        byte[] index,
        List<ImageReference> sources,
        RegistryPolicy policy,
        Credentials credentials) {

    public IndexPush {
        sources = List.copyOf(sources);
    }

    /**
     * Does it. Blocks.
     *
     * @return the digest of the index
     * @throws InvalidArgumentException when it is no index, or a source is in another registry
     * @throws FailedPreconditionException when the registry does not share what it has between its repositories
     * @throws io.jdock.errdefs.EngineException as {@link RegistryPush} and {@link RegistryClient} do
     */
    public Digest run() {
        Descriptor descriptor = check();
        try (RegistryPush registry = new RegistryPush(reference, policy, credentials)) {
            registry.connect();
            for (ImageReference source : sources) {
                if (!source.path().equals(reference.path())) {
                    bring(source, registry);
                }
            }
            registry.putDocument(descriptor, index, reference.identifier());
        }
        return descriptor.digest();
    }

    private Descriptor check() {
        if (!(Documents.image(index, "index for " + reference.familiar()) instanceof Index document)) {
            throw new InvalidArgumentException("push %s: the document is no index".formatted(reference.familiar()));
        }
        Set<Digest> brought = new LinkedHashSet<>();
        for (ImageReference source : sources) {
            if (!source.domain().equals(reference.domain())) {
                throw new InvalidArgumentException(
                        "cannot use source images from a different registry than the target image: %s != %s"
                                .formatted(source.domain(), reference.domain()));
            }
            Digest digest = source.digest();
            if (digest == null) {
                throw new InvalidArgumentException("%s has no digest".formatted(source.familiar()));
            }
            brought.add(digest);
        }
        if (!document.manifests().stream().map(Descriptor::digest).allMatch(brought::contains)) {
            throw new InvalidArgumentException("push %s: not for all manifests of the index it is said where they are"
                    .formatted(reference.familiar()));
        }
        return new Descriptor(document.mediaType(), Digest.of(index), index.length);
    }

    private void bring(ImageReference source, RegistryPush registry) {
        ResolvedDocument found = new RegistryClient(source, policy, credentials).resolve();
        if (!(found.document() instanceof Manifest manifest)) {
            throw new InvalidArgumentException("%s is a manifest list".formatted(source.familiar()));
        }
        mount(manifest.config(), source, registry);
        manifest.layers().forEach(layer -> mount(layer, source, registry));
        registry.putDocument(
                found.descriptor(), found.bytes(), found.descriptor().digest().toString());
    }

    private static void mount(Descriptor blob, ImageReference source, RegistryPush registry) {
        if (!registry.has(blob) && !registry.mount(blob, source.path())) {
            throw new FailedPreconditionException("the registry does not mount blob %s from %s: push that image first"
                    .formatted(blob.digest(), source.familiarName()));
        }
    }
}
