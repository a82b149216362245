/**
 * Create requests: reading them, refusing what is not honoured, filling in what was left out.
 *
 * <p>Start reading at {@link io.jdock.daemon.container.create.CreateRequest}. A request is parsed ({@code CreateRequest}),
 * merged with the image's configuration ({@code ConfigMerge}), checked ({@code ConfigCheck} and {@code
 * io.jdock.daemon.container.spec.HostConfigCheck}) and completed ({@code HostDefaults}); what comes out is what inspect shows.
 *
 * <p>Pure. May import the records of {@code io.jdock.engine.api} and {@code io.jdock.oci.image}, {@code
 * io.jdock.daemon.container.spec}, {@code io.jdock.daemon.network} and {@code io.jdock.errdefs}.
 */
@NullMarked
package io.jdock.daemon.container.create;

import org.jspecify.annotations.NullMarked;
