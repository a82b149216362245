package io.jdock.supervisor.tasks;

import io.jdock.supervisor.containers.ContainerKey;
import io.jdock.supervisor.namespaces.Identifier;

/**
 * Names a process of a task.
 *
 * @param execId empty for the first process
 */
public record ProcessId(ContainerKey container, String execId) {

    public ProcessId {
        if (!execId.isEmpty()) {
            Identifier.check("exec", execId);
        }
    }

    /** The first process of a container. */
    public static ProcessId init(ContainerKey container) {
        return new ProcessId(container, "");
    }

    public boolean isInit() {
        return execId.isEmpty();
    }

    /** The name events and answers use: the container's own for its first process. */
    public String text() {
        return isInit() ? container.id() : execId;
    }

    @Override
    public String toString() {
        return isInit() ? "task " + container : "exec %s of task %s".formatted(execId, container);
    }
}
