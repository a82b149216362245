package io.jdock.oci.runtime;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to do with some system calls.
 *
 * @param names system calls
 * @param action {@code SCMP_ACT_…}
 * @param errnoRet errno, null for EPERM
 * @param args conditions that must all hold
 */
public record SyscallRule(
        List<String> names, String action, @Nullable Integer errnoRet, List<SyscallArg> args) {

    public SyscallRule {
        names = List.copyOf(names);
        args = List.copyOf(args);
    }
}
