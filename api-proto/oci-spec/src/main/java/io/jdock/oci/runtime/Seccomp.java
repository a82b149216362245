package io.jdock.oci.runtime;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A system call filter. Actions are the spec's {@code SCMP_ACT_…} names, architectures {@code SCMP_ARCH_…}.
 *
 * @param defaultAction for calls no rule matches
 * @param defaultErrnoRet errno of a default action that returns one, null for EPERM
 * @param architectures beside the machine's own
 * @param flags {@code SECCOMP_FILTER_FLAG_…}; null for the runtime's choice, which an empty list is not
 * @param listenerPath socket of a notification agent
 * @param listenerMetadata passed to that agent
 * @param syscalls rules, first match per call wins
 */
public record Seccomp(
        String defaultAction,
        @Nullable Integer defaultErrnoRet,
        List<String> architectures,
        @Nullable List<String> flags,
        @Nullable String listenerPath,
        @Nullable String listenerMetadata,
        List<SyscallRule> syscalls) {

    public Seccomp {
        architectures = List.copyOf(architectures);
        flags = flags == null ? null : List.copyOf(flags);
        syscalls = List.copyOf(syscalls);
    }
}
