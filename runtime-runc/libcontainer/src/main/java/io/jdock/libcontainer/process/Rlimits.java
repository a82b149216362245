package io.jdock.libcontainer.process;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.linux.Errno;
import io.jdock.linux.ErrnoException;
import io.jdock.linux.ResourceLimit;
import io.jdock.oci.runtime.Rlimit;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sets resource limits of a launcher from outside; they stay over its exec. */
final class Rlimits {

    private Rlimits() {}

    static ProcessPlan.Rlimit parse(Rlimit rlimit) {
        ResourceLimit limit = ResourceLimit.named(rlimit.type())
                .orElseThrow(
                        () -> new InvalidArgumentException("unknown resource limit \"%s\"".formatted(rlimit.type())));
        if (Long.compareUnsigned(rlimit.soft(), rlimit.hard()) > 0) {
            throw new InvalidArgumentException("%s: soft limit %s is above hard limit %s"
                    .formatted(
                            rlimit.type(), Long.toUnsignedString(rlimit.soft()), Long.toUnsignedString(rlimit.hard())));
        }
        return new ProcessPlan.Rlimit(limit, rlimit.soft(), rlimit.hard());
    }

    static void apply(int pid, List<ProcessPlan.Rlimit> limits) {
        limits.forEach(limit -> apply(pid, limit));
    }

    private static void apply(int pid, ProcessPlan.Rlimit limit) {
        ResourceLimit.Value wanted = new ResourceLimit.Value(limit.soft(), limit.hard());
        try {
            limit.limit().set(pid, wanted);
        } catch (ErrnoException e) {
            if (!e.is(Errno.EPERM)) {
                throw e;
            }
            // Without CAP_SYS_RESOURCE nobody gets more than we have ourselves.
            long ceiling = limit.limit().of(pid).hard();
            Log.LOG.warn(
                    "limit {} of process {}: {} is more than this machine gives, {} has to do",
                    limit.limit(),
                    pid,
                    Long.toUnsignedString(limit.hard()),
                    Long.toUnsignedString(ceiling));
            limit.limit().set(pid, new ResourceLimit.Value(least(limit.soft(), ceiling), least(limit.hard(), ceiling)));
        }
    }

    private static long least(long a, long b) {
        return Long.compareUnsigned(a, b) < 0 ? a : b;
    }

    /** Loaded when there is something to log, so that the command line, which starts cold, runs without a logger. */
    private static final class Log {
        private static final Logger LOG = LoggerFactory.getLogger(Rlimits.class);
    }
}
