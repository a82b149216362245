/**
 * Talks to image registries: the OCI distribution protocol, which is Docker's registry protocol version 2.
 *
 * <p>Start reading at {@link io.jdock.supervisor.registry.RegistryClient}. One is made for each pull and knows that pull's
 * mirrors, credentials and tokens; it resolves a reference to a document and opens blobs, and forgets everything
 * afterwards. {@link io.jdock.supervisor.registry.RegistryPush} is the same for a push, with
 * {@link io.jdock.supervisor.registry.BlobUpload} for each blob. Below them, {@link io.jdock.supervisor.registry.Exchange}
 * adds authorisation, redirects and retries to single HTTP calls.
 *
 * <p>What an operator says of a host is in {@link io.jdock.supervisor.registry.HostsFile} and {@link
 * io.jdock.supervisor.registry.HostTls}; both read it anew for each transfer, so that changes need no restart.
 *
 * <p>Everything a server says is bounded and checked. Credentials go to the host that they are for, or to the token server
 * it names over TLS, and are never logged. What is uploaded goes to the registry itself, or to the mirror that
 * an operator names for it. May import {@code io.jdock.oci.image}, {@code io.jdock.errdefs}, {@code io.jdock.time}, {@code
 * io.jdock.concurrent}, {@code io.jdock.supervisor.content} and jackson only.
 *
 * @see <a href="https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md">OCI distribution specification</a>
 */
@NullMarked
package io.jdock.supervisor.registry;

import org.jspecify.annotations.NullMarked;
