package io.jdock.libcontainer.capabilities;

import io.jdock.errdefs.PermissionDeniedException;
import io.jdock.linux.Capability;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What it takes to make containers. Asked before the first step: half way the kernel would only say that something is not
 * permitted.
 */
public final class RequiredCapabilities {

    private static final Map<Capability, String> PURPOSES = new EnumMap<>(Map.of(
            Capability.SYS_ADMIN, "namespaces and mounts",
            Capability.SETUID, "the user of the process",
            Capability.SETGID, "its groups",
            Capability.SETPCAP, "its capabilities",
            Capability.CHOWN, "the owners of devices and streams",
            Capability.DAC_OVERRIDE, "cgroups and other people's files",
            Capability.SYS_PTRACE, "what is inside a container",
            Capability.KILL, "its end"));

    private RequiredCapabilities() {}

    /** @throws PermissionDeniedException that says what is missing and what for */
    public static void require() {
        require(OwnCapabilities.current().available());
    }

    static void require(Set<Capability> available) {
        String missing = PURPOSES.entrySet().stream()
                .filter(needed -> !available.contains(needed.getKey()))
                .map(needed -> "%s (%s)".formatted(needed.getKey().fullName(), needed.getValue()))
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            throw new PermissionDeniedException("containers are made by root: this process lacks " + missing);
        }
    }
}
