package io.jdock.supervisor.copy;

import io.jdock.linux.tree.Directory;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Which extended attributes of a file belong to it wherever it is. */
final class Attributes {

    /** What holds on the host only that they were set on. */
    private static final Set<String> LOCAL = Set.of("security.selinux", "security.ima", "security.evm");

    private Attributes() {}

    /** Those of the name itself that a copy has too, by name. */
    static Map<String, byte[]> of(Directory parent, String name) {
        Map<String, byte[]> all = parent.attributes(name);
        if (all.isEmpty()) {
            return all;
        }
        Map<String, byte[]> kept = new TreeMap<>(all);
        // What overlayfs reads as its own must never come from a file.
        kept.keySet().removeIf(it -> LOCAL.contains(it) || it.startsWith("trusted.") || it.startsWith("user.overlay."));
        return kept;
    }
}
