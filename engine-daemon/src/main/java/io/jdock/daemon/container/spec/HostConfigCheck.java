package io.jdock.daemon.container.spec;

import io.jdock.engine.api.container.HostConfig;
import io.jdock.engine.api.container.NamespaceConfig;
import io.jdock.engine.api.container.RestartPolicy;
import io.jdock.errdefs.InvalidArgumentException;
import java.util.Set;

/** Refuses a host configuration that could not be put in force, in the words Docker's clients know. */
public final class HostConfigCheck {

    private static final Set<String> IPC_MODES = Set.of("", "none", "private", "shareable", NamespaceConfig.HOST);
    private static final Set<String> HOST_OR_OWN = Set.of("", NamespaceConfig.HOST);
    private static final Set<String> CGROUP_MODES = Set.of("", "private", NamespaceConfig.HOST);

    private final HostFacts facts;

    public HostConfigCheck(HostFacts facts) {
        this.facts = facts;
    }

    /** @throws InvalidArgumentException naming the first value that is wrong */
    public void check(HostConfig host) {
        new ResourceCheck(facts).check(host.resources());
        CapabilityNames.check(host.security());
        SecurityOptions.parse(host.security().securityOpt());
        UserMounts.parse(host.storage());
        host.resources().deviceCgroupRules().forEach(DeviceCgroupRule::parse);
        checkNamespaces(host.namespaces());
        checkRestart(host);
        SysctlCheck.check(host);
        if (host.storage().shmSize() < 0) {
            throw new InvalidArgumentException("SHM size can not be less than 0");
        }
        int oomScore = host.security().oomScoreAdj();
        if (oomScore < -1000 || oomScore > 1000) {
            throw new InvalidArgumentException(
                    "Invalid value %d, range for oom score adj is [-1000, 1000]".formatted(oomScore));
        }
    }

    private static void checkNamespaces(NamespaceConfig namespaces) {
        require(IPC_MODES, namespaces.ipc(), "IPC");
        require(HOST_OR_OWN, namespaces.pid(), "PID");
        require(HOST_OR_OWN, namespaces.uts(), "UTS");
        require(HOST_OR_OWN, namespaces.user(), "userns");
        require(CGROUP_MODES, namespaces.cgroup(), "cgroup namespace");
    }

    private static void require(Set<String> modes, String mode, String what) {
        if (!modes.contains(mode)) {
            throw new InvalidArgumentException("invalid %s mode: %s".formatted(what, mode));
        }
    }

    private static void checkRestart(HostConfig host) {
        RestartPolicy policy = host.restartPolicy();
        switch (policy.name()) {
            case "", "no", "always", "unless-stopped" -> {
                if (policy.maximumRetryCount() != 0) {
                    throw new InvalidArgumentException(
                            "invalid restart policy: maximum retry count can only be used " + "with 'on-failure'");
                }
            }
            case "on-failure" -> {
                if (policy.maximumRetryCount() < 0) {
                    throw new InvalidArgumentException(
                            "invalid restart policy: maximum retry count cannot be negative");
                }
            }
            default -> throw new InvalidArgumentException("invalid restart policy '%s'".formatted(policy.name()));
        }
        boolean restarts = !policy.name().isEmpty() && !policy.name().equals("no");
        if (host.autoRemove() && restarts) {
            throw new InvalidArgumentException("can't create 'AutoRemove' container with restart policy");
        }
    }
}
