package io.jdock.daemon.network;

import io.jdock.engine.api.container.PortBinding;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.errdefs.NotImplementedException;
import io.jdock.linux.netlink.Ipv4Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A wish that a container's port be reachable on the host.
 *
 * @param containerPort 1 to 65535
 * @param hostIp {@link Ipv4Address#ANY} for every address of the host
 * @param hostPorts the first free one is taken
 */
public record PortRequest(int containerPort, Transport transport, Ipv4Address hostIp, PortRange hostPorts) {

    public PortRequest {
        if (containerPort < 1 || containerPort > 65_535) {
            throw new InvalidArgumentException("invalid container port: %d".formatted(containerPort));
        }
    }

    /**
     * Reads {@code HostConfig.PortBindings}: keys such as {@code 80/tcp}, each with its places on the host.
     *
     * <p>A port without places gets any free one, as does an empty list.
     *
     * @throws InvalidArgumentException for malformed ports and addresses
     * @throws NotImplementedException for IPv6 addresses of the host, and SCTP
     */
    public static List<PortRequest> parse(Map<String, ? extends @Nullable List<PortBinding>> bindings) {
        List<PortRequest> requests = new ArrayList<>();
        bindings.forEach((port, places) -> {
            List<PortBinding> wanted = places == null || places.isEmpty() ? List.of(new PortBinding("", "")) : places;
            for (PortBinding place : wanted) {
                requests.add(parse(port, place));
            }
        });
        return List.copyOf(requests);
    }

    static PortRequest parse(String port, PortBinding place) {
        int slash = port.indexOf('/');
        String number = slash < 0 ? port : port.substring(0, slash);
        return new PortRequest(
                PortRange.port(number, port),
                Transport.parse(slash < 0 ? "" : port.substring(slash + 1)),
                hostIp(place.hostIp()),
                PortRange.parse(place.hostPort()));
    }

    private static Ipv4Address hostIp(String text) {
        if (text.isEmpty()) {
            return Ipv4Address.ANY;
        }
        if (text.indexOf(':') >= 0) {
            throw new NotImplementedException("publish a port on %s: IPv6 is not supported".formatted(text));
        }
        try {
            return Ipv4Address.parse(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidArgumentException("invalid HostIp: \"%s\"".formatted(text), e);
        }
    }
}
