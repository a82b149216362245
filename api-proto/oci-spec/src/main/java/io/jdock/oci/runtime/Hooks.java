package io.jdock.oci.runtime;

import java.util.List;

/**
 * Programs run at points of a container's life cycle, each list in order.
 *
 * @param prestart deprecated alias of createRuntime
 * @param createRuntime after the namespaces exist, before pivot_root, in the runtime's namespaces
 * @param createContainer before pivot_root, in the container's namespaces
 * @param startContainer before the process is executed, in the container
 * @param poststart after the process was executed
 * @param poststop after the container was deleted
 */
public record Hooks(
        List<Hook> prestart,
        List<Hook> createRuntime,
        List<Hook> createContainer,
        List<Hook> startContainer,
        List<Hook> poststart,
        List<Hook> poststop) {

    public Hooks {
        prestart = List.copyOf(prestart);
        createRuntime = List.copyOf(createRuntime);
        createContainer = List.copyOf(createContainer);
        startContainer = List.copyOf(startContainer);
        poststart = List.copyOf(poststart);
        poststop = List.copyOf(poststop);
    }

    /** Whether there is nothing to run. */
    public boolean none() {
        return prestart.isEmpty()
                && createRuntime.isEmpty()
                && createContainer.isEmpty()
                && startContainer.isEmpty()
                && poststart.isEmpty()
                && poststop.isEmpty();
    }
}
