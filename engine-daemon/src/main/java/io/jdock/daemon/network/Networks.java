package io.jdock.daemon.network;

import io.jdock.errdefs.InternalException;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts containers on the default bridge network and takes them off it. Safe for concurrent use.
 *
 * <p>What it sets up lives in the kernel and outlives the daemon, so {@link #close} leaves links and rules alone; {@link
 * #removeAll} is what removes them. Containers of the modes {@link NetworkMode#HOST} and {@link NetworkMode#NONE} have no
 * endpoint and need nothing from here.
 */
public final class Networks implements AutoCloseable {

    private final NetworkConfig config;
    private @Nullable BridgeNetwork bridge;

    private Networks(NetworkConfig config) {
        this.config = config;
    }

    /**
     * Makes the kernel agree with the stored endpoints of the containers that run, whatever happened to it meanwhile.
     *
     * <p>Without containers and without anything left over from earlier, nothing is touched or loaded yet.
     */
    public static Networks open(NetworkConfig config, Collection<Endpoint> running) {
        Networks networks = new Networks(config);
        if (!running.isEmpty() || isLeftOver(config.bridge())) {
            networks.bridge = BridgeNetwork.open(config, running);
        }
        return networks;
    }

    /** Sets the bridge up, if it is not yet. {@link #attach} does so too; calling this early saves the first container the time. */
    public void prepare() {
        bridge();
    }

    /**
     * Gives a container an address on the bridge, and publishes its ports. On any failure nothing is left behind.
     *
     * @return what the caller must store until {@link #detach}
     * @throws io.jdock.errdefs.InternalException if a port is taken (its text is Docker's), or the kernel refuses
     * @throws io.jdock.errdefs.ResourceExhaustedException if no address is left
     * @throws io.jdock.errdefs.FailedPreconditionException if libnftables is not installed
     */
    public Endpoint attach(EndpointRequest request) {
        return bridge().attach(request);
    }

    /** Undoes {@link #attach}, whatever is left of it; doing it twice, or after the container ended, is fine. */
    public void detach(Endpoint endpoint) {
        bridge().detach(endpoint);
    }

    /**
     * Removes bridge and rules from the kernel, if they are there.
     *
     * @throws io.jdock.errdefs.ConflictException while a container has an endpoint
     */
    public synchronized void removeAll() {
        if (bridge != null || isLeftOver(config.bridge())) {
            bridge().remove();
            close();
        }
    }

    /** Ends this daemon's hold on ports; links and rules stay in force. */
    @Override
    public synchronized void close() {
        if (bridge != null) {
            bridge.close();
            bridge = null;
        }
    }

    private static boolean isLeftOver(String bridge) {
        try {
            return NetworkInterface.getByName(bridge) != null;
        } catch (SocketException e) {
            throw new InternalException("look for bridge %s: %s".formatted(bridge, e.getMessage()), e);
        }
    }

    private synchronized BridgeNetwork bridge() {
        if (bridge == null) {
            bridge = BridgeNetwork.open(config, List.of());
        }
        return bridge;
    }
}
