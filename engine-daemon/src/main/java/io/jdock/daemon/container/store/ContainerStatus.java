package io.jdock.daemon.container.store;

import io.jdock.errdefs.ConflictException;
import io.jdock.errdefs.NotModifiedException;

/** Where a container stands in its life. Which moves are legal is decided here and nowhere else. */
public enum ContainerStatus {
    /** The record is there, the file system is being made; not shown to clients. */
    CREATING("created"),
    CREATED("created"),
    /** The task is being made; a daemon that finds this at its start finishes or undoes it. */
    STARTING("created"),
    RUNNING("running"),
    PAUSED("paused"),
    /** Ended, and waiting for its restart policy to start it again. */
    RESTARTING("restarting"),
    EXITED("exited"),
    /** What belongs to it is being removed; the record goes last. */
    REMOVING("removing");

    private final String apiName;

    ContainerStatus(String apiName) {
        this.apiName = apiName;
    }

    /** The word in the API's {@code State.Status}. */
    public String apiName() {
        return apiName;
    }

    /** Whether there is a process. */
    public boolean isAlive() {
        return this == RUNNING || this == PAUSED;
    }

    /** @throws NotModifiedException when it runs already */
    public void requireStartable(String id) {
        switch (this) {
            case CREATED, EXITED, RESTARTING -> {}
            case RUNNING -> throw new NotModifiedException("start container %s: already running".formatted(id));
            case PAUSED -> throw new ConflictException("cannot start a paused container, try unpause instead: " + id);
            case CREATING, STARTING -> throw new ConflictException("container %s is being started".formatted(id));
            case REMOVING ->
                throw new ConflictException("container is marked for removal and cannot be started: " + id);
        }
    }

    /** @throws ConflictException in Docker's words, when there is no process that {@code action} could be done to */
    public void requireAlive(String id) {
        if (!isAlive()) {
            throw new ConflictException("container %s is not running".formatted(id));
        }
    }

    /** As {@link #requireAlive}, and it must not be paused. */
    public void requireRunning(String id) {
        requireAlive(id);
        if (this == PAUSED) {
            throw new ConflictException("container %s is paused, unpause the container before exec".formatted(id));
        }
    }
}
