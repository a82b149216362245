package io.jdock.oci.runtime;

import java.util.List;

/**
 * What a seccomp agent is told together with the descriptors that it gets.
 *
 * @param ociVersion version of the runtime spec that the document follows
 * @param fds names of the descriptors, in the order in which they are passed
 * @param pid the process that the filter is for, as the runtime sees it
 * @param metadata {@code linux.seccomp.listenerMetadata} of the container's spec; may be empty
 * @param state the container
 */
public record ContainerProcessState(String ociVersion, List<String> fds, int pid, String metadata, State state) {

    /** Name of the descriptor on which the agent gets its notifications. */
    public static final String SECCOMP_FD = "seccompFd";

    public ContainerProcessState {
        fds = List.copyOf(fds);
    }
}
