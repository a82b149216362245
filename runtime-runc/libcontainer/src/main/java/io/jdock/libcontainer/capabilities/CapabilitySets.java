package io.jdock.libcontainer.capabilities;

import io.jdock.linux.Capability;
import io.jdock.oci.runtime.Capabilities;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The five sets of a process, cut down to what we have ourselves: nobody can give more, and "all capabilities" has to mean "all
 * there are". Names that this version does not know are left out with a warning, as a newer caller may know newer ones.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/capabilities.7.html">capabilities(7)</a>
 */
public record CapabilitySets(
        Set<Capability> bounding,
        Set<Capability> effective,
        Set<Capability> permitted,
        Set<Capability> inheritable,
        Set<Capability> ambient) {

    public CapabilitySets {
        bounding = Set.copyOf(bounding);
        effective = Set.copyOf(effective);
        permitted = Set.copyOf(permitted);
        inheritable = Set.copyOf(inheritable);
        ambient = Set.copyOf(ambient);
    }

    /**
     * The sets that a spec asks for.
     *
     * @param wanted null means none at all
     * @param own what this process may give away, see {@link OwnCapabilities}
     */
    public static CapabilitySets of(@Nullable Capabilities wanted, Set<Capability> own) {
        if (wanted == null) {
            return new CapabilitySets(Set.of(), Set.of(), Set.of(), Set.of(), Set.of());
        }
        Set<Capability> permitted = parse(wanted.permitted(), own);
        Set<Capability> inheritable = parse(wanted.inheritable(), own);
        Set<Capability> effective = parse(wanted.effective(), own);
        effective.retainAll(permitted);
        // The kernel raises an ambient capability only if it is both permitted and inheritable.
        Set<Capability> ambient = parse(wanted.ambient(), own);
        ambient.retainAll(permitted);
        ambient.retainAll(inheritable);
        return new CapabilitySets(parse(wanted.bounding(), own), effective, permitted, inheritable, ambient);
    }

    /** All that a running kernel has and the bounding set lacks, by number. */
    public List<Integer> toDrop(int lastCapability) {
        List<Integer> numbers = new ArrayList<>();
        long keep = Capability.mask(bounding);
        for (int i = 0; i <= lastCapability; i++) {
            if ((keep >> i & 1) == 0) {
                numbers.add(i);
            }
        }
        return numbers;
    }

    private static Set<Capability> parse(List<String> names, Set<Capability> own) {
        Set<Capability> set = EnumSet.noneOf(Capability.class);
        for (String name : names) {
            Capability.named(name)
                    .ifPresentOrElse(set::add, () -> Log.LOG.warn("unknown capability \"{}\" is ignored", name));
        }
        set.retainAll(own);
        return set;
    }

    /** Loaded when there is something to log, so that the command line, which starts cold, runs without a logger. */
    private static final class Log {
        private static final Logger LOG = LoggerFactory.getLogger(CapabilitySets.class);
    }
}
