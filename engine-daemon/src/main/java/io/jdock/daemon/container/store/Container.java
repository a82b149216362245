package io.jdock.daemon.container.store;

import io.jdock.daemon.network.Endpoint;
import io.jdock.engine.api.container.ContainerConfig;
import io.jdock.engine.api.container.HostConfig;
import java.time.Instant;
import java.util.Optional;

/**
 * One container: what was asked for and where it stands. Immutable.
 *
 * @param id 64 hexadecimal digits
 * @param name without a slash
 * @param imageId digest of the image's configuration
 * @param config merged with the image's
 * @param host with all defaults written out
 * @param endpoint its place on the bridge, while it has one
 * @param restartCount how often the restart policy has started it again
 * @param stoppedByUser a stop was asked for, so that the restart policy must not undo it
 * @param job made by the engine itself for a piece of work that somebody waits for; one that a new daemon finds is useless
 */
public record Container(
        String id,
        String name,
        Instant created,
        String imageId,
        ContainerConfig config,
        HostConfig host,
        ContainerState state,
        Optional<Endpoint> endpoint,
        int restartCount,
        boolean stoppedByUser,
        boolean job) {

    private static final int SHORT_ID = 12;

    /** A container that was just asked for. */
    public static Container creating(
            String id, String name, Instant created, String imageId, ContainerConfig config, HostConfig host) {
        return new Container(
                id, name, created, imageId, config, host, ContainerState.CREATING, Optional.empty(), 0, false, false);
    }

    public String shortId() {
        return id.substring(0, SHORT_ID);
    }

    public Container withState(ContainerState next) {
        return new Container(
                id, name, created, imageId, config, host, next, endpoint, restartCount, stoppedByUser, job);
    }

    public Container withName(String next) {
        return new Container(
                id, next, created, imageId, config, host, state, endpoint, restartCount, stoppedByUser, job);
    }

    public Container withEndpoint(Optional<Endpoint> next) {
        return new Container(id, name, created, imageId, config, host, state, next, restartCount, stoppedByUser, job);
    }

    public Container withRestartCount(int next) {
        return new Container(id, name, created, imageId, config, host, state, endpoint, next, stoppedByUser, job);
    }

    public Container withStoppedByUser(boolean next) {
        return new Container(id, name, created, imageId, config, host, state, endpoint, restartCount, next, job);
    }

    public Container withJob(boolean next) {
        return new Container(
                id, name, created, imageId, config, host, state, endpoint, restartCount, stoppedByUser, next);
    }
}
