package io.jdock.daemon.network;

import io.jdock.linux.netlink.Ipv4Address;
import io.jdock.linux.netlink.Ipv4Prefix;
import java.util.List;

/**
 * A running container's place on the bridge network: all that is needed to show it, to rebuild it and to take it away.
 *
 * <p>Made of plain values, so that it can be stored as it is; must be stored as long as the container runs.
 *
 * @param id 64 hexadecimal digits
 * @param namespace path of the container's network namespace
 * @param ipAddress the container's address, such as {@code 172.17.0.2}
 * @param gateway the bridge's address
 * @param hostLink name of the cable's end on the bridge
 */
public record Endpoint(
        String id,
        String containerId,
        String networkId,
        String namespace,
        String ipAddress,
        int prefixLength,
        String gateway,
        String macAddress,
        String hostLink,
        List<PublishedPort> ports) {

    public Endpoint {
        Ipv4Address.parse(gateway);
        new Ipv4Prefix(Ipv4Address.parse(ipAddress), prefixLength);
        ports = List.copyOf(ports);
    }

    Ipv4Address ip() {
        return Ipv4Address.parse(ipAddress);
    }

    Ipv4Address gatewayIp() {
        return Ipv4Address.parse(gateway);
    }
}
