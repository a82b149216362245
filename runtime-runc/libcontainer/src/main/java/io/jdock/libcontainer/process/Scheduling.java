package io.jdock.libcontainer.process;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.linux.SchedulingPolicy;
import io.jdock.oci.runtime.IoPriority;
import io.jdock.oci.runtime.Scheduler;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads how a process is to be scheduled; the names are those of sched_setattr(2) and ioprio_set(2). */
final class Scheduling {

    /** In the order of their numbers. */
    private static final List<String> POLICIES = List.of(
            "SCHED_OTHER", "SCHED_FIFO", "SCHED_RR", "SCHED_BATCH", "SCHED_ISO", "SCHED_IDLE", "SCHED_DEADLINE");

    /** In the order of their bits. */
    private static final List<String> FLAGS = List.of(
            "SCHED_FLAG_RESET_ON_FORK",
            "SCHED_FLAG_RECLAIM",
            "SCHED_FLAG_DL_OVERRUN",
            "SCHED_FLAG_KEEP_POLICY",
            "SCHED_FLAG_KEEP_PARAMS",
            "SCHED_FLAG_UTIL_CLAMP_MIN",
            "SCHED_FLAG_UTIL_CLAMP_MAX");

    private static final List<String> IO_CLASSES = List.of("IOPRIO_CLASS_RT", "IOPRIO_CLASS_BE", "IOPRIO_CLASS_IDLE");

    private static final int IO_CLASS_SHIFT = 13;
    private static final int LEAST_IO_PRIORITY = 7;

    private Scheduling() {}

    /** @throws InvalidArgumentException for a name that is none, and for a number that the policy has no use for */
    static SchedulingPolicy policy(Scheduler wanted) {
        String name = String.valueOf(wanted.policy());
        int policy = POLICIES.indexOf(name);
        if (policy < 0) {
            throw invalid("policy \"%s\" is unknown".formatted(name));
        }
        requireFitting(wanted);
        long flags = 0;
        for (String flag : wanted.flags()) {
            int bit = FLAGS.indexOf(flag);
            if (bit < 0) {
                throw invalid("flag \"%s\" is unknown".formatted(flag));
            }
            flags |= 1L << bit;
        }
        return new SchedulingPolicy(
                policy,
                flags,
                orZero(wanted.nice()),
                orZero(wanted.priority()),
                orZero(wanted.runtime()),
                orZero(wanted.deadline()),
                orZero(wanted.period()));
    }

    private static void requireFitting(Scheduler wanted) {
        String policy = String.valueOf(wanted.policy());
        int nice = orZero(wanted.nice());
        boolean shares = policy.equals("SCHED_OTHER") || policy.equals("SCHED_BATCH");
        if (shares && (nice < -20 || nice > 19)) {
            throw invalid("nice %d is outside -20 to 19".formatted(nice));
        }
        boolean realTime = policy.equals("SCHED_FIFO") || policy.equals("SCHED_RR");
        if (orZero(wanted.priority()) != 0 && !realTime) {
            throw invalid("priority is for SCHED_FIFO and SCHED_RR, not for " + policy);
        }
        boolean timed = orZero(wanted.runtime()) != 0 || orZero(wanted.deadline()) != 0 || orZero(wanted.period()) != 0;
        if (timed && !policy.equals("SCHED_DEADLINE")) {
            throw invalid("runtime, deadline and period are for SCHED_DEADLINE, not for " + policy);
        }
    }

    /** The number that ioprio_set(2) takes. */
    static int ioPriority(IoPriority wanted) {
        int ioClass = IO_CLASSES.indexOf(String.valueOf(wanted.kind())) + 1;
        if (ioClass == 0) {
            throw new InvalidArgumentException("process.ioPriority: class \"%s\" is unknown".formatted(wanted.kind()));
        }
        int level = orZero(wanted.priority());
        if (level < 0 || level > LEAST_IO_PRIORITY) {
            throw new InvalidArgumentException(
                    "process.ioPriority: priority %d is outside 0 to %d".formatted(level, LEAST_IO_PRIORITY));
        }
        return ioClass << IO_CLASS_SHIFT | level;
    }

    private static int orZero(@Nullable Integer value) {
        return value == null ? 0 : value;
    }

    private static long orZero(@Nullable Long value) {
        return value == null ? 0 : value;
    }

    private static InvalidArgumentException invalid(String what) {
        return new InvalidArgumentException("process.scheduler: " + what);
    }
}
