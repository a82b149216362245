/**
 * The networks of containers: the default bridge, addresses, published ports, and the three files that name hosts.
 *
 * <p>Start reading at {@link io.jdock.daemon.network.Networks}. An endpoint's life: an address and host ports are reserved, a
 * cable is laid from the bridge into the container's namespace, the rule set learns of it ({@code attach}); it is a record
 * that the caller stores; {@code detach} undoes all of it, in whatever state it finds things. Rules and links live in the
 * kernel and go on working while the daemon is down; a new daemon is given the stored endpoints and makes kernel and
 * reservations agree with them.
 *
 * <p>{@code RuleSet}, {@code AddressPool}, {@code SubnetChoice}, {@link io.jdock.daemon.network.HostsFile} and {@link
 * io.jdock.daemon.network.ResolvConf} are pure. This package may import {@code io.jdock.linux}, {@code io.jdock.errdefs},
 * {@code io.jdock.concurrent} and {@code io.jdock.engine.api}; it knows neither HTTP nor the supervisor.
 */
@NullMarked
package io.jdock.daemon.network;

import org.jspecify.annotations.NullMarked;
