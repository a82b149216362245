package io.jdock.libcontainer.cgroups;

import io.jdock.oci.runtime.Cpu;
import io.jdock.oci.runtime.Resources;

/**
 * Limits with a quota that systemd can have: it counts in whole per cent of a processor. Rounded up, as in runc, so that cgroups
 * that the container makes below its own can have what was asked for.
 */
final class RoundedQuota {

    static final long SECOND = 1_000_000;
    static final long USUAL_PERIOD = 100_000;

    private static final long PER_CENT = SECOND / 100;

    private RoundedQuota() {}

    static Resources of(Resources limits, CgroupFiles files) {
        Cpu cpu = limits.cpu();
        long quota = cpu == null ? 0 : LimitValues.orZero(cpu.quota());
        if (cpu == null || quota <= 0) {
            return limits;
        }
        long given = LimitValues.orZero(cpu.period());
        long period = given == 0 ? CpuTime.inForce(files.current("cpu")).period() : given;
        long perSecond = perSecond(quota, period);
        long rounded = perSecond % PER_CENT == 0 ? quota : roundUp(perSecond) * period / SECOND;
        return limits.toBuilder().cpu(cpu.toBuilder().quota(rounded).build()).build();
    }

    /** Microseconds of processor time in each second, of a quota in each period. */
    static long perSecond(long quota, long period) {
        return Math.multiplyExact(quota, SECOND) / period;
    }

    static long roundUp(long perSecond) {
        return (perSecond + PER_CENT - 1) / PER_CENT * PER_CENT;
    }
}
