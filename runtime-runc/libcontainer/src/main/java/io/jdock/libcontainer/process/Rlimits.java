package io.jdock.libcontainer.process;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.linux.Errno;
import io.jdock.linux.ErrnoException;
import io.jdock.linux.ResourceLimit;
import io.jdock.oci.runtime.Rlimit;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sets resource limits of a launcher from outside; they stay over its exec. */
final class Rlimits {

    /** Beyond the highest descriptor that a launcher uses. */
    private static final long ROOM = 1024;

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

    /**
     * Sets the limits.
     *
     * @return the limit of descriptors, if it is too low for what the launcher still has to do: it has more room for now
     */
    static Optional<ResourceLimit.Value> apply(int pid, List<ProcessPlan.Rlimit> limits) {
        Optional<ResourceLimit.Value> left = Optional.empty();
        for (ProcessPlan.Rlimit limit : limits) {
            ResourceLimit.Value wanted = new ResourceLimit.Value(limit.soft(), limit.hard());
            ResourceLimit.Value now = limit.limit() == ResourceLimit.NOFILE ? withRoom(wanted) : wanted;
            ResourceLimit.Value given = set(pid, limit.limit(), now);
            if (!now.equals(wanted)) {
                left = Optional.of(lowered(wanted, given.hard()));
            }
        }
        return left;
    }

    private static ResourceLimit.Value withRoom(ResourceLimit.Value wanted) {
        return new ResourceLimit.Value(most(wanted.soft(), ROOM), most(wanted.hard(), ROOM));
    }

    private static ResourceLimit.Value set(int pid, ResourceLimit limit, ResourceLimit.Value wanted) {
        try {
            limit.set(pid, wanted);
            return wanted;
        } catch (ErrnoException e) {
            if (!e.is(Errno.EPERM)) {
                throw e;
            }
            // Without CAP_SYS_RESOURCE nobody gets more than we have ourselves.
            long ceiling = limit.of(pid).hard();
            Log.LOG.warn(
                    "limit {} of process {}: {} is more than this machine gives, {} has to do",
                    limit,
                    pid,
                    Long.toUnsignedString(wanted.hard()),
                    Long.toUnsignedString(ceiling));
            ResourceLimit.Value possible = lowered(wanted, ceiling);
            limit.set(pid, possible);
            return possible;
        }
    }

    private static ResourceLimit.Value lowered(ResourceLimit.Value wanted, long ceiling) {
        return new ResourceLimit.Value(least(wanted.soft(), ceiling), least(wanted.hard(), ceiling));
    }

    private static long most(long a, long b) {
        return Long.compareUnsigned(a, b) > 0 ? a : b;
    }

    private static long least(long a, long b) {
        return Long.compareUnsigned(a, b) < 0 ? a : b;
    }

    /** Loaded when there is something to log, so that the command line, which starts cold, runs without a logger. */
    private static final class Log {
        private static final Logger LOG = LoggerFactory.getLogger(Rlimits.class);
    }
}
