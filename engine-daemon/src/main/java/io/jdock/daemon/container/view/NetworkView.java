package io.jdock.daemon.container.view;

import io.jdock.daemon.container.store.Container;
import io.jdock.daemon.network.Endpoint;
import io.jdock.daemon.network.NetworkMode;
import io.jdock.daemon.network.PublishedPort;
import io.jdock.engine.api.container.ContainerSummary.PortSummary;
import io.jdock.engine.api.container.EndpointSettings;
import io.jdock.engine.api.container.NetworkSettings;
import io.jdock.engine.api.container.NetworkSettings.BridgeAddress;
import io.jdock.engine.api.container.PortBinding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A container's networks and ports. */
final class NetworkView {

    private NetworkView() {}

    static NetworkSettings settings(Container container) {
        Optional<Endpoint> endpoint = container.endpoint();
        return new NetworkSettings(
                endpoint.map(Endpoint::id).orElse(""),
                endpoint.map(Endpoint::namespace).orElse(""),
                ports(container),
                networks(container),
                endpoint.map(it -> new BridgeAddress(
                                it.id(), it.gateway(), it.ipAddress(), it.prefixLength(), it.macAddress()))
                        .orElse(BridgeAddress.NONE));
    }

    static Map<String, EndpointSettings> networks(Container container) {
        String name = NetworkMode.parse(container.host().namespaces().network()).networkName();
        EndpointSettings settings = container
                .endpoint()
                .map(it -> EndpointSettings.ipv4(
                        it.networkId(), it.id(), it.macAddress(), it.gateway(), it.ipAddress(), it.prefixLength()))
                .orElseGet(() -> EndpointSettings.ipv4("", "", "", "", "", 0));
        return Map.of(name, settings);
    }

    static List<PortSummary> summary(Container container) {
        List<PortSummary> ports = new ArrayList<>();
        if (!container.state().status().isAlive()) {
            return ports;
        }
        ports(container).forEach((port, places) -> {
            int number = Integer.parseInt(port.substring(0, port.indexOf('/')));
            String type = port.substring(port.indexOf('/') + 1);
            if (places == null) {
                ports.add(new PortSummary(null, number, null, type));
            } else {
                places.forEach(place ->
                        ports.add(new PortSummary(place.hostIp(), number, Integer.valueOf(place.hostPort()), type)));
            }
        });
        return ports;
    }

    /** Where each exposed or published port can be reached while the container runs. */
    private static Map<String, @Nullable List<PortBinding>> ports(Container container) {
        Map<String, @Nullable List<PortBinding>> ports = new LinkedHashMap<>();
        if (container.endpoint().isEmpty()) {
            return ports;
        }
        container.config().exposedPorts().keySet().stream()
                .filter(port -> port.matches("\\d{1,5}/(tcp|udp|sctp)"))
                .forEach(port -> ports.put(port, null));
        for (PublishedPort port : container.endpoint().get().ports()) {
            String key = port.containerPort() + "/" + port.transport();
            List<PortBinding> places = new ArrayList<>();
            List<PortBinding> before = ports.get(key);
            if (before != null) {
                places.addAll(before);
            }
            places.add(new PortBinding(port.hostIp(), Integer.toString(port.hostPort())));
            ports.put(key, places);
        }
        return ports;
    }
}
