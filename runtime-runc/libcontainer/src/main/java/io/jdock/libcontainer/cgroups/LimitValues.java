package io.jdock.libcontainer.cgroups;

import io.jdock.oci.runtime.Pids;
import io.jdock.oci.runtime.Rdma;
import org.jspecify.annotations.Nullable;

/** Limits, which specs count as cgroup version 1 does, in the terms of version 2 or of both. */
final class LimitValues {

    private static final long LEAST_SHARES = 2;
    private static final long MOST_SHARES = 262_144;

    private LimitValues() {}

    /**
     * Processor shares of 2 to 262144 as a weight of 1 to 10000, where the default of the one, 1024, is the default of the
     * other, 100. Values outside count as the nearest inside.
     *
     * @see <a href="https://github.com/opencontainers/runc/blob/main/CHANGELOG.md">what runc does since 1.3.2, and Docker with
     *     it; before, the middle of the scale was 39</a>
     */
    static long weightOf(long shares) {
        double power = log2(Math.clamp(shares, LEAST_SHARES, MOST_SHARES));
        return (long) Math.ceil(Math.pow(10, (power * power + 125 * power) / 612 - 7.0 / 34));
    }

    /** A block device weight of 10 to 1000 as one of 1 to 10000. */
    static long ioWeightOf(int weight) {
        return 1 + (weight - 10L) * 9999 / 990;
    }

    /** systemd cannot limit tasks to 0; for the same limits under either driver 0 becomes 1, as in runc. */
    static @Nullable String pidsMax(@Nullable Pids pids) {
        Long limit = pids == null ? null : pids.limit();
        if (limit == null) {
            return null;
        }
        return limit < 0 ? "max" : Long.toString(Math.max(limit, 1));
    }

    /** A line of {@code rdma.max}. */
    static String rdmaMax(String device, Rdma limit) {
        return device
                + (limit.hcaHandles() == null ? "" : " hca_handle=" + limit.hcaHandles())
                + (limit.hcaObjects() == null ? "" : " hca_object=" + limit.hcaObjects());
    }

    static long orZero(@Nullable Long value) {
        return value == null ? 0 : value;
    }

    static @Nullable Long zeroAsNull(@Nullable Long value) {
        return value == null || value == 0 ? null : value;
    }

    static @Nullable String blankAsNull(@Nullable String value) {
        return value == null || value.isBlank() ? null : value;
    }

    /** Exact for powers of two, so that 1024 becomes 100 and not the next number above. */
    private static double log2(long value) {
        int exponent = Math.getExponent((double) value);
        return exponent + Math.log(Math.scalb((double) value, -exponent)) / Math.log(2);
    }
}
