package io.jdock.supervisor.registry;

import io.jdock.errdefs.CanceledException;
import io.jdock.errdefs.DataLossException;
import io.jdock.errdefs.EngineException;
import io.jdock.errdefs.NotFoundException;
import io.jdock.errdefs.UnauthenticatedException;
import io.jdock.errdefs.UnavailableException;
import io.jdock.oci.image.Descriptor;
import io.jdock.oci.image.Digest;
import io.jdock.oci.image.Documents;
import io.jdock.oci.image.ImageReference;
import io.jdock.oci.image.MediaTypes;
import io.jdock.supervisor.content.Ingest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Reads one repository for one pull. Calls block; interrupting the thread ends them with {@link CanceledException}. Safe for
 * concurrent use, so that layers arrive side by side.
 */
public final class RegistryClient {

    private static final String ACCEPT = String.join(
            ", ", MediaTypes.OCI_INDEX, MediaTypes.DOCKER_LIST, MediaTypes.OCI_MANIFEST, MediaTypes.DOCKER_MANIFEST);

    private final ImageReference reference;
    private final List<Endpoint> endpoints;
    private final Manner manner;

    /** The server that knew the reference, and what we have agreed on with it. */
    private record Source(Endpoint endpoint, Exchange exchange) {}

    private volatile Optional<Source> source = Optional.empty();

    public RegistryClient(ImageReference reference, RegistryPolicy policy, Credentials credentials) {
        this(reference, policy, Manner.of(policy, reference.domain(), credentials));
    }

    RegistryClient(ImageReference reference, RegistryPolicy policy, Manner manner) {
        this.reference = reference;
        this.endpoints = policy.endpoints(reference);
        this.manner = manner;
    }

    /**
     * Asks the servers in turn for what the reference names; the first that has it also serves everything after.
     *
     * @throws NotFoundException when a server answered that there is no such image, or none for us
     * @throws UnauthenticatedException when the credentials are wrong or missing
     * @throws UnavailableException when no server could be reached; the text names the URL
     * @throws DataLossException when the document is not what its digest says, or too long
     */
    public ResolvedDocument resolve() {
        List<EngineException> failures = new ArrayList<>();
        for (Endpoint endpoint : endpoints) {
            Source candidate = new Source(endpoint, exchange(endpoint));
            try {
                ResolvedDocument document = fetchDocument(candidate, reference.identifier());
                source = Optional.of(candidate);
                return document;
            } catch (CanceledException e) {
                throw e;
            } catch (EngineException e) {
                failures.add(e);
                if (!endpoint.mirror() && !(e instanceof UnavailableException)) {
                    // The registry itself has spoken; the same host would say the same over the other protocol.
                    break;
                }
            }
        }
        throw mostTelling(failures);
    }

    private Exchange exchange(Endpoint endpoint) {
        // A mirror stands in for the registry but is somebody else.
        return Exchange.forPull(reference, endpoint.mirror() ? manner.anonymous() : manner, endpoint.headers());
    }

    /** That the image is damaged, missing or not for us says more than that yet another server is down. */
    private static EngineException mostTelling(List<EngineException> failures) {
        for (var kind : List.of(DataLossException.class, NotFoundException.class, UnauthenticatedException.class)) {
            for (EngineException failure : failures) {
                if (kind.isInstance(failure)) {
                    return failure;
                }
            }
        }
        return RegistryErrors.ofAll(failures);
    }

    /** A document that another one points at: the manifest chosen from an index. */
    public ResolvedDocument manifest(Descriptor descriptor) {
        ResolvedDocument document =
                fetchDocument(requireSource(), descriptor.digest().toString());
        if (document.bytes().length != descriptor.size()) {
            throw new DataLossException("manifest %s has %d bytes, the index says %d"
                    .formatted(descriptor.digest(), document.bytes().length, descriptor.size()));
        }
        return document;
    }

    private ResolvedDocument fetchDocument(Source from, String identifier) {
        HttpCall call = HttpCall.get(
                from.endpoint().object(reference.path(), "manifests", identifier), Map.of("Accept", ACCEPT));
        try (HttpAnswer answer = from.exchange().send(call)) {
            byte[] bytes = answer.readAll(Documents.MAX_BYTES);
            Digest actual = Digest.of(bytes);
            requireDigest(call, identifier.contains(":") ? identifier : actual.toString(), actual);
            requireDigest(call, answer.header("Docker-Content-Digest").orElse(actual.toString()), actual);
            String type = answer.header("Content-Type").orElse("");
            return new ResolvedDocument(new Descriptor(mediaType(type, bytes, call), actual, bytes.length), bytes);
        } catch (IOException e) {
            throw RegistryErrors.ofFailure(call, e);
        }
    }

    private static void requireDigest(HttpCall call, String expected, Digest actual) {
        if (!expected.equals(actual.toString())) {
            throw new DataLossException(
                    "GET %s: expected %s, received bytes with digest %s".formatted(call.uri(), expected, actual));
        }
    }

    /** The type in the header decides, unless it says nothing; it must not contradict the document. */
    private static String mediaType(String header, byte[] bytes, HttpCall call) {
        int parameters = header.indexOf(';');
        String type = (parameters < 0 ? header : header.substring(0, parameters)).strip();
        String own = Documents.image(bytes, "answer of " + call.uri()).mediaType();
        boolean known = MediaTypes.isIndex(type) || MediaTypes.isManifest(type);
        if (known && !own.isEmpty() && !own.equals(type)) {
            throw new DataLossException(
                    "GET %s: served as %s, but it calls itself %s".formatted(call.uri(), type, own));
        }
        return known || own.isEmpty() ? type : own;
    }

    /**
     * A blob that is small enough to be held: a configuration.
     *
     * @throws DataLossException when the bytes are not those that were announced, or more than any document has
     */
    public byte[] document(Descriptor blob) {
        HttpCall call = HttpCall.get(
                requireSource().endpoint().object(reference.path(), "blobs", blob.digest() + ""), Map.of());
        try (HttpAnswer answer = requireSource().exchange().send(call)) {
            byte[] bytes = answer.readAll(Documents.MAX_BYTES);
            requireDigest(call, blob.digest().toString(), Digest.of(bytes));
            return bytes;
        } catch (IOException e) {
            throw RegistryErrors.ofFailure(call, e);
        }
    }

    /**
     * Receives a blob, from where the ingest stands on, and commits it. A connection that breaks is made again and goes on
     * where it broke. When that fails for good the ingest keeps the bytes so far for a later pull.
     *
     * @param spare used too when the blob is big and one connection is slow
     * @param progress told of the length so far after each piece
     * @throws DataLossException when the bytes are not those that were announced
     */
    public void download(Descriptor blob, Ingest ingest, SpareConnections spare, LongConsumer progress) {
        Source from = requireSource();
        HttpCall call = HttpCall.get(from.endpoint().object(reference.path(), "blobs", blob.digest() + ""), Map.of());
        new BlobDownload(from.exchange(), manner, call, ingest, spare, progress).run();
    }

    private Source requireSource() {
        return source.orElseThrow(() -> new IllegalStateException("resolve comes first"));
    }
}
