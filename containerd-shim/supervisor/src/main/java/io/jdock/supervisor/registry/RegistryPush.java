package io.jdock.supervisor.registry;

import io.jdock.errdefs.CanceledException;
import io.jdock.errdefs.DataLossException;
import io.jdock.errdefs.NotFoundException;
import io.jdock.errdefs.PermissionDeniedException;
import io.jdock.errdefs.UnavailableException;
import io.jdock.oci.image.Descriptor;
import io.jdock.oci.image.ImageReference;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Writes one repository for one push: at the registry itself, or at the mirror that an operator wants to have it. Calls block; interrupting the thread ends them with
 * {@link CanceledException}. Safe for concurrent use once {@link #connect} has returned, so that layers leave side by side.
 */
public final class RegistryPush implements AutoCloseable {

    private static final int MAX_ANSWER = 1 << 16;

    private final ImageReference reference;
    private final List<Endpoint> endpoints;
    private final Exchange exchange;
    private final Backoff backoff;

    private Optional<Endpoint> registry = Optional.empty();

    public RegistryPush(ImageReference reference, RegistryPolicy policy, Credentials credentials) {
        this(reference, policy, Manner.of(policy, reference.domain(), credentials));
    }

    RegistryPush(ImageReference reference, RegistryPolicy policy, Manner manner) {
        this.reference = reference;
        this.endpoints = policy.pushEndpoints(reference.domain());
        Endpoint first = endpoints.getFirst();
        // A mirror stands in for the registry but is somebody else.
        this.exchange = Exchange.forPush(reference, first.mirror() ? manner.anonymous() : manner, first.headers());
        this.backoff = manner.backoff();
    }

    /**
     * Finds the registry, which may be there with or without TLS, and proves who we are.
     *
     * @throws UnavailableException when it cannot be reached; the text names the URL
     * @throws io.jdock.errdefs.UnauthenticatedException when the credentials are wrong or missing
     */
    public void connect() {
        List<UnavailableException> failures = new ArrayList<>();
        for (Endpoint endpoint : endpoints) {
            try (HttpAnswer answer = exchange.send(HttpCall.get(endpoint.version(), Map.of()))) {
                answer.readAll(MAX_ANSWER);
                registry = Optional.of(endpoint);
                return;
            } catch (UnavailableException e) {
                failures.add(e);
            } catch (IOException e) {
                throw RegistryErrors.ofFailure(HttpCall.get(endpoint.version(), Map.of()), e);
            }
        }
        throw RegistryErrors.ofAll(failures);
    }

    /** Whether the repository has the blob already. */
    public boolean has(Descriptor blob) {
        HttpCall call = HttpCall.head(
                registry().object(reference.path(), "blobs", blob.digest().toString()), Map.of());
        try (HttpAnswer _ = exchange.send(call)) {
            return true;
        } catch (NotFoundException | PermissionDeniedException _) {
            // Who may write but not read is told nothing; the upload will show whether that is so.
            return false;
        }
    }

    /**
     * Brings a blob to the repository.
     *
     * @param from another repository of this registry that probably has it
     * @param progress told how many of its bytes were sent; may go back when a connection broke
     * @return whether the registry took it from that repository, so that nothing was sent
     * @throws DataLossException when the registry says it stored something else
     */
    public boolean upload(Descriptor blob, BlobSource source, Optional<String> from, LongConsumer progress) {
        return new BlobUpload(exchange, backoff, registry(), reference.path(), blob, source, progress).run(from);
    }

    /**
     * Has the registry take a blob from another of its repositories.
     *
     * @return false when it does not
     */
    public boolean mount(Descriptor blob, String from) {
        BlobSource nothing = _ -> {
            throw new IllegalStateException("a mount sends no bytes");
        };
        return new BlobUpload(exchange, backoff, registry(), reference.path(), blob, nothing, _ -> {}).mounts(from);
    }

    /**
     * Stores an index or a manifest, byte by byte as it is. What it refers to must be there.
     *
     * @param identifier the tag to set, or the document's own digest
     */
    public void putDocument(Descriptor document, byte[] bytes, String identifier) {
        HttpCall call = HttpCall.put(
                        registry().object(reference.path(), "manifests", identifier), new HttpBody.Bytes(bytes))
                .with("Content-Type", document.mediaType());
        try (HttpAnswer answer = exchange.send(call)) {
            answer.readAll(MAX_ANSWER);
            String said = answer.header("Docker-Content-Digest")
                    .orElse(document.digest().toString());
            if (!said.equals(document.digest().toString())) {
                throw new DataLossException(
                        "PUT %s: stored as %s, expected %s".formatted(call.uri(), said, document.digest()));
            }
        } catch (IOException e) {
            throw RegistryErrors.ofFailure(call, e);
        }
    }

    private Endpoint registry() {
        return registry.orElseThrow(() -> new IllegalStateException("connect comes first"));
    }

    /** Ends what still runs. */
    @Override
    public void close() {
        exchange.close();
    }
}
