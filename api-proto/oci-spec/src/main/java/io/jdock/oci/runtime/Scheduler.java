package io.jdock.oci.runtime;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the kernel schedules a process; see sched_setattr(2).
 *
 * @param policy {@code SCHED_OTHER}, {@code SCHED_FIFO} and the like
 * @param nice -20 to 19
 * @param priority 1 to 99, for the real-time policies
 * @param flags {@code SCHED_FLAG_} names
 * @param runtime with {@code deadline} and {@code period} in nanoseconds, for {@code SCHED_DEADLINE}
 */
public record Scheduler(
        String policy,
        @Nullable Integer nice,
        @Nullable Integer priority,
        List<String> flags,
        @Nullable Long runtime,
        @Nullable Long deadline,
        @Nullable Long period) {

    public Scheduler {
        flags = List.copyOf(flags);
    }
}
