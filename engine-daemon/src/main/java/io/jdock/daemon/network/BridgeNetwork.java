package io.jdock.daemon.network;

import io.jdock.concurrent.Threads;
import io.jdock.errdefs.ConflictException;
import io.jdock.errdefs.EngineException;
import io.jdock.errdefs.InternalException;
import io.jdock.linux.ErrnoException;
import io.jdock.linux.netlink.Ipv4Address;
import io.jdock.linux.netlink.Ipv4Prefix;
import io.jdock.linux.nftables.Nftables;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The default bridge network, set up. Changes take turns, but for the removal of cables: the kernel takes tens of milliseconds
 * for one, so that happens in the background. Until it is done the address stays taken; otherwise the bridge could send the
 * next owner's packets into the old cable.
 */
final class BridgeNetwork implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BridgeNetwork.class);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String NAME = "bridge";

    private final String id;
    private final Bridge bridge;
    private final Firewall firewall;
    private final Ipv4Prefix gateway;
    private final AddressPool addresses;
    private final PortReservations ports = new PortReservations();
    private final Map<String, Endpoint> endpoints = new LinkedHashMap<>();
    // A platform thread, as the kernel's slowness would hold up virtual threads.
    private final ExecutorService removals =
            Executors.newSingleThreadExecutor(Threads.daemonFactory("network-removal"));

    private BridgeNetwork(NetworkConfig config, Bridge bridge, Nftables nftables, Ipv4Prefix gateway) {
        this.id = NetworkConfig.hash(NAME + " " + config.bridge());
        this.bridge = bridge;
        this.gateway = gateway;
        this.firewall = new Firewall(nftables, config.bridge(), gateway);
        this.addresses = new AddressPool(gateway);
    }

    /** Sets the network up with what running containers have of it already. */
    static BridgeNetwork open(NetworkConfig config, Collection<Endpoint> running) {
        Nftables nftables = Nftables.open();
        Bridge bridge = Bridge.open(config.bridge(), config.mtu());
        try {
            Ipv4Prefix gateway = chooseGateway(config, bridge, running);
            BridgeNetwork network = new BridgeNetwork(config, bridge, nftables, gateway);
            network.restore(running);
            return network;
        } catch (ErrnoException e) {
            release(nftables, bridge);
            throw new InternalException("set up bridge network %s: %s".formatted(config.bridge(), e.getMessage()), e);
        } catch (EngineException e) {
            release(nftables, bridge);
            throw e;
        }
    }

    synchronized Endpoint attach(EndpointRequest request) {
        if (!bridge.address().equals(Optional.of(gateway))) {
            LOG.warn("bridge {} was changed by somebody else, setting it up anew", bridge);
            setUp();
        }
        Endpoint endpoint = reserve(request);
        endpoints.put(endpoint.id(), endpoint);
        try {
            firewall.permitForwarding();
            firewall.publish(endpoint, endpoints.values());
            bridge.connect(endpoint);
            return endpoint;
        } catch (ErrnoException e) {
            detach(endpoint);
            throw new InternalException(
                    "failed to create endpoint %s on network %s: %s"
                            .formatted(request.containerName(), NAME, e.getMessage()),
                    e);
        } catch (EngineException e) {
            detach(endpoint);
            throw e;
        }
    }

    synchronized void detach(Endpoint endpoint) {
        // One that is not known was detached before; its address and ports may be another's by now.
        boolean known = endpoints.remove(endpoint.id()) != null;
        if (known) {
            firewall.withdraw(endpoint, endpoints.values());
            ports.release(endpoint.ports());
            addresses.announceRelease();
        }
        removals.execute(() -> removeCable(endpoint, known));
    }

    synchronized void remove() {
        if (!endpoints.isEmpty()) {
            throw new ConflictException("remove bridge network: %d containers are on it".formatted(endpoints.size()));
        }
        removals.close();
        firewall.remove();
        bridge.remove();
    }

    @Override
    public synchronized void close() {
        removals.close();
        ports.close();
        firewall.close();
        bridge.close();
    }

    private static void release(Nftables nftables, Bridge bridge) {
        bridge.close();
        nftables.close();
    }

    /** Running containers keep their network; otherwise the configured one, one that is there from before, a free one. */
    private static Ipv4Prefix chooseGateway(NetworkConfig config, Bridge bridge, Collection<Endpoint> running) {
        Optional<Ipv4Prefix> ofContainers = running.stream()
                .map(endpoint -> new Ipv4Prefix(endpoint.gatewayIp(), endpoint.prefixLength()))
                .findFirst();
        return ofContainers
                .or(config::address)
                .or(bridge::address)
                .orElseGet(() -> SubnetChoice.gateway(bridge.otherNetworks()));
    }

    private void restore(Collection<Endpoint> running) {
        KernelSettings.enableForwarding();
        for (Endpoint endpoint : running) {
            endpoints.put(endpoint.id(), endpoint);
            addresses.restore(endpoint.ip());
            endpoint.ports().forEach(ports::restore);
        }
        setUp();
    }

    /** Makes the kernel agree with the endpoints. */
    private void setUp() {
        bridge.ensure(gateway);
        endpoints.values().forEach(this::reconnect);
        bridge.removeCablesExcept(
                endpoints.values().stream().map(Endpoint::hostLink).collect(Collectors.toUnmodifiableSet()));
        firewall.replace(endpoints.values());
        firewall.permitForwarding();
    }

    private void removeCable(Endpoint endpoint, boolean hasAddress) {
        try {
            bridge.disconnect(endpoint);
        } finally {
            if (hasAddress) {
                addresses.release(endpoint.ip());
            }
        }
    }

    /** A container that ends just now is no reason not to start; its own end is handled when it is noticed. */
    private void reconnect(Endpoint endpoint) {
        try {
            bridge.reconnect(endpoint);
        } catch (ErrnoException e) {
            LOG.warn("container {} stays without network: {}", endpoint.containerId(), e.getMessage());
        }
    }

    private Endpoint reserve(EndpointRequest request) {
        String endpointId = randomId();
        List<PublishedPort> published = reservePorts(endpointId, request);
        try {
            return endpoint(endpointId, addresses.reserve(), request, published);
        } catch (EngineException e) {
            ports.release(published);
            throw e;
        }
    }

    private List<PublishedPort> reservePorts(String endpointId, EndpointRequest request) {
        try {
            return ports.reserve(request.ports());
        } catch (PortUnavailableException e) {
            throw new InternalException(
                    "driver failed programming external connectivity on endpoint %s (%s): %s"
                            .formatted(request.containerName(), endpointId, e.text()),
                    e);
        }
    }

    private Endpoint endpoint(
            String endpointId, Ipv4Address address, EndpointRequest request, List<PublishedPort> published) {
        return new Endpoint(
                endpointId,
                request.containerId(),
                id,
                request.namespace().toString(),
                address.toString(),
                gateway.length(),
                gateway.address().toString(),
                Bridge.macOf(address).toString(),
                "veth" + endpointId.substring(0, 7),
                published);
    }

    private static String randomId() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
