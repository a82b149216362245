package io.jdock.daemon.container.spec;

import io.jdock.engine.api.container.Resources;
import io.jdock.engine.api.container.Ulimit;
import io.jdock.errdefs.InvalidArgumentException;
import java.util.BitSet;
import java.util.Set;

/** Refuses limits that contradict each other or the host. */
final class ResourceCheck {

    private static final long MIN_MEMORY = 6L << 20;
    private static final long NANOS_PER_CPU = 1_000_000_000;
    private static final int MAX_CPU_NUMBER = 8192;

    private static final Set<String> ULIMITS = Set.of(
            "as",
            "core",
            "cpu",
            "data",
            "fsize",
            "locks",
            "memlock",
            "msgqueue",
            "nice",
            "nofile",
            "nproc",
            "rss",
            "rtprio",
            "rttime",
            "sigpending",
            "stack");

    private final HostFacts facts;

    ResourceCheck(HostFacts facts) {
        this.facts = facts;
    }

    void check(Resources limits) {
        checkMemory(limits);
        checkSwap(limits);
        checkNanoCpus(limits);
        checkQuota(limits);
        checkCpuset(limits.cpusetCpus());
        limits.ulimits().forEach(ResourceCheck::checkUlimit);
    }

    private static void checkMemory(Resources limits) {
        refuse(limits.memory() != 0 && limits.memory() < MIN_MEMORY, "Minimum memory limit allowed is 6MB");
        long reservation = limits.memoryReservation();
        refuse(reservation != 0 && reservation < MIN_MEMORY, "Minimum memory reservation allowed is 6MB");
        refuse(
                limits.memory() > 0 && limits.memory() < reservation,
                "Minimum memory limit can not be less than memory reservation limit, see usage");
        Long swappiness = limits.memorySwappiness();
        refuse(
                swappiness != null && (swappiness < -1 || swappiness > 100),
                "Invalid value: %s, valid memory swappiness range is 0-100".formatted(swappiness));
    }

    private static void checkSwap(Resources limits) {
        refuse(
                limits.memory() > 0 && limits.memorySwap() > 0 && limits.memorySwap() < limits.memory(),
                "Minimum memoryswap limit should be larger than memory limit, see usage");
        refuse(
                limits.memory() == 0 && limits.memorySwap() > 0,
                "You should always set the Memory limit when using Memoryswap limit, see usage");
        refuse(limits.memorySwap() < -1, "Invalid value %d for MemorySwap".formatted(limits.memorySwap()));
    }

    private void checkNanoCpus(Resources limits) {
        if (limits.nanoCpus() == 0) {
            return;
        }
        refuse(limits.cpuPeriod() > 0, "Conflicting options: Nano CPUs and CPU Period cannot both be set");
        refuse(limits.cpuQuota() > 0, "Conflicting options: Nano CPUs and CPU Quota cannot both be set");
        boolean outside = limits.nanoCpus() < NANOS_PER_CPU / 100 || limits.nanoCpus() > facts.cpus() * NANOS_PER_CPU;
        refuse(
                outside,
                "Range of CPUs is from 0.01 to %d.00, as there are only %1$d CPUs available".formatted(facts.cpus()));
    }

    private static void checkQuota(Resources limits) {
        long period = limits.cpuPeriod();
        refuse(
                period != 0 && (period < 1000 || period > 1_000_000),
                "CPU cfs period can not be less than 1ms (i.e. 1000) or larger than 1s (i.e. 1000000)");
        refuse(limits.cpuQuota() > 0 && limits.cpuQuota() < 1000, "CPU cfs quota can not be less than 1ms (i.e. 1000)");
        refuse(
                limits.cpuShares() < 0,
                "invalid CPU shares (%d): value must be a positive integer".formatted(limits.cpuShares()));
    }

    private void checkCpuset(String text) {
        if (text.isEmpty()) {
            return;
        }
        BitSet asked = cpus(text);
        refuse(
                asked.length() > facts.cpus(),
                "Requested CPUs are not available - requested %s, available: 0-%d".formatted(text, facts.cpus() - 1));
    }

    /** Reads {@code 0-3,5}. */
    private static BitSet cpus(String text) {
        BitSet cpus = new BitSet();
        for (String part : text.split(",", -1)) {
            int dash = part.indexOf('-');
            int first = cpuNumber(text, dash < 0 ? part : part.substring(0, dash));
            int last = dash < 0 ? first : cpuNumber(text, part.substring(dash + 1));
            refuse(last < first, "Invalid value %s for cpuset cpus: invalid format: %1$s".formatted(text));
            cpus.set(first, last + 1);
        }
        return cpus;
    }

    private static int cpuNumber(String text, String digits) {
        int number = -1;
        try {
            number = Integer.parseInt(digits.trim());
        } catch (NumberFormatException _) {
            // Reported below, like a number that is out of range.
        }
        refuse(
                number < 0 || number > MAX_CPU_NUMBER,
                "Invalid value %s for cpuset cpus: invalid format: %1$s".formatted(text));
        return number;
    }

    private static void checkUlimit(Ulimit ulimit) {
        refuse(!ULIMITS.contains(ulimit.name()), "invalid ulimit type: " + ulimit.name());
        boolean softAbove = ulimit.hard() != -1 && (ulimit.soft() == -1 || ulimit.soft() > ulimit.hard());
        refuse(
                softAbove,
                "ulimit soft limit must be less than or equal to hard limit: %d > %d"
                        .formatted(ulimit.soft(), ulimit.hard()));
    }

    private static void refuse(boolean wrong, String message) {
        if (wrong) {
            throw new InvalidArgumentException(message);
        }
    }
}
