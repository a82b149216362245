package io.jdock.libcontainer.seccomp;

import io.jdock.oci.runtime.SyscallArg;
import java.util.List;

/**
 * What a filter does with one system call: the first case whose conditions hold decides, otherwise {@code fallback} does.
 *
 * <p>Calls with equal verdicts share a leaf of the decision tree.
 */
record Verdict(List<Case> cases, Action fallback) {

    /**
     * One rule of a spec for one call.
     *
     * @param conditions all must hold
     */
    record Case(List<Condition> conditions, Action action) {}

    /**
     * @param narrow whether the kernel looks at the lower 32 bits of this argument only; then so must the filter, or a caller
     *     could pass one value by the filter and another one to the kernel
     */
    record Condition(SyscallArg argument, boolean narrow) {}

    static Verdict always(Action action) {
        return new Verdict(List.of(), action);
    }
}
