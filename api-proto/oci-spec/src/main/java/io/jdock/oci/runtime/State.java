package io.jdock.oci.runtime;

import java.util.Map;

/**
 * What a runtime says of a container: to its caller, to hooks on their standard input and to a seccomp agent.
 *
 * @param ociVersion version of the runtime spec that the document follows
 * @param id the container's name
 * @param status {@code creating}, {@code created}, {@code running}, {@code stopped}, or a word of the runtime's own
 * @param pid the container's first process as the runtime sees it, 0 when there is none
 * @param bundle absolute path of the bundle
 * @param annotations those of the container's spec
 */
public record State(
        String ociVersion, String id, String status, int pid, String bundle, Map<String, String> annotations) {

    public State {
        annotations = Ordered.copyOf(annotations);
    }
}
