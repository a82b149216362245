package io.jdock.oci.runtime;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Class and priorities of a container's packets.
 *
 * @param classID net_cls
 * @param priorities net_prio
 */
public record NetworkClass(@Nullable Long classID, List<InterfacePriority> priorities) {

    public NetworkClass {
        priorities = List.copyOf(priorities);
    }
}
