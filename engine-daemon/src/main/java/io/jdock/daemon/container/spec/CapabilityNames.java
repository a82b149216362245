package io.jdock.daemon.container.spec;

import io.jdock.engine.api.container.SecurityConfig;
import io.jdock.errdefs.InvalidArgumentException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which capabilities a container gets.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/capabilities.7.html">capabilities(7)</a>
 */
final class CapabilityNames {

    /** In the order of their numbers. */
    static final List<String> ALL = List.of(
            "CAP_CHOWN",
            "CAP_DAC_OVERRIDE",
            "CAP_DAC_READ_SEARCH",
            "CAP_FOWNER",
            "CAP_FSETID",
            "CAP_KILL",
            "CAP_SETGID",
            "CAP_SETUID",
            "CAP_SETPCAP",
            "CAP_LINUX_IMMUTABLE",
            "CAP_NET_BIND_SERVICE",
            "CAP_NET_BROADCAST",
            "CAP_NET_ADMIN",
            "CAP_NET_RAW",
            "CAP_IPC_LOCK",
            "CAP_IPC_OWNER",
            "CAP_SYS_MODULE",
            "CAP_SYS_RAWIO",
            "CAP_SYS_CHROOT",
            "CAP_SYS_PTRACE",
            "CAP_SYS_PACCT",
            "CAP_SYS_ADMIN",
            "CAP_SYS_BOOT",
            "CAP_SYS_NICE",
            "CAP_SYS_RESOURCE",
            "CAP_SYS_TIME",
            "CAP_SYS_TTY_CONFIG",
            "CAP_MKNOD",
            "CAP_LEASE",
            "CAP_AUDIT_WRITE",
            "CAP_AUDIT_CONTROL",
            "CAP_SETFCAP",
            "CAP_MAC_OVERRIDE",
            "CAP_MAC_ADMIN",
            "CAP_SYSLOG",
            "CAP_WAKE_ALARM",
            "CAP_BLOCK_SUSPEND",
            "CAP_AUDIT_READ",
            "CAP_PERFMON",
            "CAP_BPF",
            "CAP_CHECKPOINT_RESTORE");

    /** Docker's fourteen, in its order. */
    static final List<String> DEFAULT = List.of(
            "CAP_CHOWN",
            "CAP_DAC_OVERRIDE",
            "CAP_FSETID",
            "CAP_FOWNER",
            "CAP_MKNOD",
            "CAP_NET_RAW",
            "CAP_SETGID",
            "CAP_SETUID",
            "CAP_SETFCAP",
            "CAP_SETPCAP",
            "CAP_NET_BIND_SERVICE",
            "CAP_SYS_CHROOT",
            "CAP_KILL",
            "CAP_AUDIT_WRITE");

    private static final String EVERY = "ALL";

    private CapabilityNames() {}

    /** Drops first, then adds, so that {@code --cap-drop ALL --cap-add X} means X alone. */
    static List<String> granted(SecurityConfig security, Set<String> bounding) {
        if (security.privileged()) {
            return intersect(ALL, bounding);
        }
        Set<String> add = normalize("CapAdd", security.capAdd());
        Set<String> drop = normalize("CapDrop", security.capDrop());
        Set<String> granted = new LinkedHashSet<>();
        if (add.contains(EVERY)) {
            granted.addAll(intersect(ALL, bounding));
        } else if (!drop.contains(EVERY)) {
            granted.addAll(DEFAULT);
        }
        granted.removeAll(drop);
        add.stream().filter(name -> !name.equals(EVERY)).forEach(granted::add);
        return List.copyOf(granted);
    }

    /** @throws InvalidArgumentException in Docker's words, for a name that is no capability */
    static void check(SecurityConfig security) {
        normalize("CapAdd", security.capAdd());
        normalize("CapDrop", security.capDrop());
    }

    private static Set<String> normalize(String field, List<String> names) {
        Set<String> normalized = new LinkedHashSet<>();
        for (String name : names) {
            String upper = name.toUpperCase(Locale.ROOT);
            if (!upper.equals(EVERY) && !upper.startsWith("CAP_")) {
                upper = "CAP_" + upper;
            }
            if (!upper.equals(EVERY) && !ALL.contains(upper)) {
                throw new InvalidArgumentException("invalid %s: unknown capability: \"%s\"".formatted(field, upper));
            }
            normalized.add(upper);
        }
        return normalized;
    }

    private static List<String> intersect(List<String> names, Set<String> bounding) {
        return names.stream().filter(bounding::contains).toList();
    }
}
