package io.jdock.libcontainer.process;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.linux.ProcessorSet;
import io.jdock.oci.runtime.MemoryPolicy;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which memory nodes a process takes its memory from.
 *
 * @param mode with flags, as set_mempolicy(2) takes it
 * @see <a href="https://man7.org/linux/man-pages/man2/set_mempolicy.2.html">set_mempolicy(2)</a>
 */
public record NumaPolicy(int mode, Optional<ProcessorSet> nodes) {

    /** In the order of their numbers. */
    private static final List<String> MODES = List.of(
            "MPOL_DEFAULT",
            "MPOL_PREFERRED",
            "MPOL_BIND",
            "MPOL_INTERLEAVE",
            "MPOL_LOCAL",
            "MPOL_PREFERRED_MANY",
            "MPOL_WEIGHTED_INTERLEAVE");

    private static final Map<String, Integer> FLAGS = Map.of(
            "MPOL_F_NUMA_BALANCING", 1 << 13,
            "MPOL_F_RELATIVE_NODES", 1 << 14,
            "MPOL_F_STATIC_NODES", 1 << 15);

    /** @throws InvalidArgumentException for a name that is none, and for nodes where there can be none or have to be some */
    static NumaPolicy of(MemoryPolicy wanted) {
        int mode = MODES.indexOf(wanted.mode());
        if (mode < 0) {
            throw invalid("mode \"%s\" is unknown".formatted(wanted.mode()));
        }
        Optional<ProcessorSet> nodes = Optional.ofNullable(wanted.nodes())
                .filter(list -> !list.isEmpty())
                .map(NumaPolicy::parse);
        switch (wanted.mode()) {
            case "MPOL_DEFAULT", "MPOL_LOCAL" -> {
                if (nodes.isPresent()) {
                    throw invalid("%s takes no nodes".formatted(wanted.mode()));
                }
            }
            case "MPOL_PREFERRED" -> {}
            default -> {
                if (nodes.isEmpty()) {
                    throw invalid("%s takes at least one node".formatted(wanted.mode()));
                }
            }
        }
        return new NumaPolicy(mode | flags(wanted.flags()), nodes);
    }

    private static ProcessorSet parse(String list) {
        try {
            return ProcessorSet.parse(list);
        } catch (IllegalArgumentException e) {
            throw new InvalidArgumentException("linux.memoryPolicy: nodes " + e.getMessage(), e);
        }
    }

    private static int flags(List<String> names) {
        int flags = 0;
        for (String name : names) {
            Integer flag = FLAGS.get(name);
            if (flag == null) {
                throw invalid("flag \"%s\" is unknown".formatted(name));
            }
            flags |= flag;
        }
        return flags;
    }

    private static InvalidArgumentException invalid(String what) {
        return new InvalidArgumentException("linux.memoryPolicy: " + what);
    }
}
