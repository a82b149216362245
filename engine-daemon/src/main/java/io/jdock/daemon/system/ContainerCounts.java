package io.jdock.daemon.system;

/** How many containers there are, by state. */
public record ContainerCounts(int running, int paused, int stopped) {

    /** Where the figures come from; must not block on a container. */
    @FunctionalInterface
    public interface Source {
        ContainerCounts count();
    }
}
