package io.jdock.libcontainer.seccomp;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.oci.runtime.Seccomp;
import java.util.List;

/** The flags of seccomp(2) that a filter is installed with. */
final class FilterFlags {

    private static final long LOG = 1L << 1;

    /** Older kernels slow filtered processes down without it; as with runc it is the default. */
    private static final long SPEC_ALLOW = 1L << 2;

    private static final long NEW_LISTENER = 1L << 3;
    private static final long WAIT_KILLABLE_RECV = 1L << 5;

    private FilterFlags() {}

    /** @param notifies whether some calls are left to a listener */
    static long of(Seccomp profile, boolean notifies) {
        long flags = notifies ? NEW_LISTENER : 0;
        List<String> names = profile.flags();
        if (names == null) {
            return flags | SPEC_ALLOW;
        }
        for (String name : names) {
            flags |= switch (name) {
                // One thread installs the filter, so there is nothing to synchronise.
                case "SECCOMP_FILTER_FLAG_TSYNC" -> 0;
                case "SECCOMP_FILTER_FLAG_LOG" -> LOG;
                case "SECCOMP_FILTER_FLAG_SPEC_ALLOW" -> SPEC_ALLOW;
                case "SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV" -> waitKillable(name, notifies);
                default -> throw new InvalidArgumentException("seccomp: unknown flag \"%s\"".formatted(name));
            };
        }
        return flags;
    }

    private static long waitKillable(String name, boolean notifies) {
        if (!notifies) {
            throw new InvalidArgumentException("seccomp: %s makes no sense without SCMP_ACT_NOTIFY".formatted(name));
        }
        return WAIT_KILLABLE_RECV;
    }
}
