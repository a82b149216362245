package io.jdock.libcontainer.seccomp;

import io.jdock.oci.runtime.Seccomp;
import io.jdock.oci.runtime.SyscallArg;
import io.jdock.oci.runtime.SyscallRule;
import java.util.List;
import java.util.Objects;

/**
 * A profile as a key: equal to any other that says the same.
 *
 * <p>Spelled out, as what the compiler makes of records takes a cold start milliseconds to link.
 */
record ProfileKey(Seccomp profile) {

    @Override
    public int hashCode() {
        int hash = profile.defaultAction().hashCode();
        for (SyscallRule rule : profile.syscalls()) {
            hash = 31 * hash + rule.names().hashCode();
            hash = 31 * hash + rule.action().hashCode();
        }
        return hash;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ProfileKey(Seccomp that)
                && profile.defaultAction().equals(that.defaultAction())
                && Objects.equals(profile.defaultErrnoRet(), that.defaultErrnoRet())
                && profile.architectures().equals(that.architectures())
                && Objects.equals(profile.flags(), that.flags())
                && Objects.equals(profile.listenerPath(), that.listenerPath())
                && Objects.equals(profile.listenerMetadata(), that.listenerMetadata())
                && sameRules(profile.syscalls(), that.syscalls());
    }

    private static boolean sameRules(List<SyscallRule> some, List<SyscallRule> others) {
        if (some.size() != others.size()) {
            return false;
        }
        for (int i = 0; i < some.size(); i++) {
            SyscallRule one = some.get(i);
            SyscallRule other = others.get(i);
            boolean same = one.names().equals(other.names())
                    && one.action().equals(other.action())
                    && Objects.equals(one.errnoRet(), other.errnoRet())
                    && sameConditions(one.args(), other.args());
            if (!same) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameConditions(List<SyscallArg> some, List<SyscallArg> others) {
        if (some.size() != others.size()) {
            return false;
        }
        for (int i = 0; i < some.size(); i++) {
            SyscallArg one = some.get(i);
            SyscallArg other = others.get(i);
            boolean same = one.index() == other.index()
                    && one.value() == other.value()
                    && one.valueTwo() == other.valueTwo()
                    && one.op().equals(other.op());
            if (!same) {
                return false;
            }
        }
        return true;
    }
}
