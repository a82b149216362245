package io.jdock.daemon.container.task;

/**
 * Names a process of a container.
 *
 * @param execId empty for the first one
 */
public record ProcessRef(String containerId, String execId) {

    /** The container's first process. */
    public static ProcessRef init(String containerId) {
        return new ProcessRef(containerId, "");
    }
}
