package io.jdock.oci.runtime;

import org.jspecify.annotations.Nullable;

/**
 * Processor time; times in microseconds.
 *
 * @param shares relative weight, 2 to 262144
 * @param quota per period; -1 is unlimited
 * @param burst carried over
 * @param period length
 * @param realtimeRuntime real-time tasks
 * @param realtimePeriod real-time tasks
 * @param cpus processors, as in {@code 0-3,5}
 * @param mems memory nodes
 * @param idle 1 for SCHED_IDLE
 */
public record Cpu(
        @Nullable Long shares,
        @Nullable Long quota,
        @Nullable Long burst,
        @Nullable Long period,
        @Nullable Long realtimeRuntime,
        @Nullable Long realtimePeriod,
        @Nullable String cpus,
        @Nullable String mems,
        @Nullable Long idle) {

    /** Starts with everything absent. */
    public static Builder builder() {
        return new Builder();
    }

    /** Starts with what this value says. */
    public Builder toBuilder() {
        Builder copy = new Builder();
        copy.shares = shares;
        copy.quota = quota;
        copy.burst = burst;
        copy.period = period;
        copy.realtimeRuntime = realtimeRuntime;
        copy.realtimePeriod = realtimePeriod;
        copy.cpus = cpus;
        copy.mems = mems;
        copy.idle = idle;
        return copy;
    }

    /** Collects the parts of a {@link Cpu}; what is not set stays absent. */
    public static final class Builder {

        private @Nullable Long shares;
        private @Nullable Long quota;
        private @Nullable Long burst;
        private @Nullable Long period;
        private @Nullable Long realtimeRuntime;
        private @Nullable Long realtimePeriod;
        private @Nullable String cpus;
        private @Nullable String mems;
        private @Nullable Long idle;

        private Builder() {}

        public Builder shares(@Nullable Long value) {
            shares = value;
            return this;
        }

        public Builder quota(@Nullable Long value) {
            quota = value;
            return this;
        }

        public Builder burst(@Nullable Long value) {
            burst = value;
            return this;
        }

        public Builder period(@Nullable Long value) {
            period = value;
            return this;
        }

        public Builder realtimeRuntime(@Nullable Long value) {
            realtimeRuntime = value;
            return this;
        }

        public Builder realtimePeriod(@Nullable Long value) {
            realtimePeriod = value;
            return this;
        }

        public Builder cpus(@Nullable String value) {
            cpus = value;
            return this;
        }

        public Builder mems(@Nullable String value) {
            mems = value;
            return this;
        }

        public Builder idle(@Nullable Long value) {
            idle = value;
            return this;
        }

        public Cpu build() {
            return new Cpu(shares, quota, burst, period, realtimeRuntime, realtimePeriod, cpus, mems, idle);
        }
    }
}
