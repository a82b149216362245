package io.jdock.libcontainer.cgroups;

/**
 * How much processor time a cgroup gets, in microseconds.
 *
 * @param quota in each period; -1 for as much as there is
 */
record CpuTime(long quota, long period) {

    static final CpuTime UNLIMITED = new CpuTime(-1, RoundedQuota.USUAL_PERIOD);

    /** What is in force, in files of either version. */
    static CpuTime inForce(CurrentValues now) {
        return now.read("cpu.max")
                .map(UNLIMITED::changedBy)
                .orElseGet(() -> new CpuTime(
                        now.read("cpu.cfs_quota_us").map(Long::parseLong).orElse(UNLIMITED.quota),
                        now.read("cpu.cfs_period_us").map(Long::parseLong).orElse(UNLIMITED.period)));
    }

    /** @param line of {@code cpu.max}, where the period may be left out */
    CpuTime changedBy(String line) {
        String[] words = line.strip().split("\\s+");
        long limit = words[0].equals("max") ? -1 : Long.parseLong(words[0]);
        return new CpuTime(limit, words.length > 1 ? Long.parseLong(words[1]) : period);
    }

    CpuTime withQuota(long other) {
        return new CpuTime(other, period);
    }

    CpuTime withPeriod(long other) {
        return new CpuTime(quota, other);
    }
}
