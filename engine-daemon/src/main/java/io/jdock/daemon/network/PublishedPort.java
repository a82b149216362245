package io.jdock.daemon.network;

/**
 * A port of the host that leads to a port of a container.
 *
 * @param hostIp {@code 0.0.0.0} for every address of the host
 * @param hostPort 1 to 65535
 */
public record PublishedPort(String hostIp, int hostPort, int containerPort, Transport transport) {

    /** {@code 0.0.0.0:8080}. */
    String hostSide() {
        return hostIp + ":" + hostPort;
    }
}
