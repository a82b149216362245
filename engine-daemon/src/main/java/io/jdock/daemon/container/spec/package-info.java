/**
 * From what a client asked for to the OCI runtime spec that the supervisor executes, with Docker's defaults.
 *
 * <p>Start reading at {@link io.jdock.daemon.container.spec.SpecBuilder}: each section of the spec is made by one class here.
 * Nothing in this package reads the host or changes anything: what depends on the host comes in through {@link
 * io.jdock.daemon.container.spec.HostFacts}, so that every rule can be tested without one. Requests are checked once, at
 * create, by {@link io.jdock.daemon.container.spec.HostConfigCheck}; building a checked container's spec does not fail.
 *
 * <p>May import the records of {@code io.jdock.engine.api} and {@code io.jdock.oci.runtime}, and {@code io.jdock.errdefs}.
 */
@NullMarked
package io.jdock.daemon.container.spec;

import org.jspecify.annotations.NullMarked;
