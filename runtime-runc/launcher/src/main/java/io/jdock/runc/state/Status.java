package io.jdock.runc.state;

/** Where a container stands in its life, by the names of the OCI runtime specification. */
public enum Status {
    CREATING("creating"),
    CREATED("created"),
    RUNNING("running"),
    PAUSED("paused"),
    STOPPED("stopped");

    private final String text;

    Status(String text) {
        this.text = text;
    }

    /** Whether it has a process that signals reach. */
    public boolean isAlive() {
        return switch (this) {
            case CREATED, RUNNING, PAUSED -> true;
            case CREATING, STOPPED -> false;
        };
    }

    @Override
    public String toString() {
        return text;
    }
}
