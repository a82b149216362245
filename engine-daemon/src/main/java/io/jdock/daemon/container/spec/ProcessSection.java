package io.jdock.daemon.container.spec;

import io.jdock.engine.api.container.HostConfig;
import io.jdock.engine.api.container.SecurityConfig;
import io.jdock.engine.api.container.Ulimit;
import io.jdock.oci.runtime.Box;
import io.jdock.oci.runtime.Capabilities;
import io.jdock.oci.runtime.Process;
import io.jdock.oci.runtime.Rlimit;
import io.jdock.oci.runtime.User;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The container's first process. */
final class ProcessSection {

    private final HostFacts facts;

    ProcessSection(HostFacts facts) {
        this.facts = facts;
    }

    Process build(ContainerSpec container) {
        var process = container.config().process();
        var security = container.host().security();
        boolean tty = container.config().streams().tty();
        return Process.builder()
                .terminal(tty)
                .consoleSize(tty ? consoleSize(container.host().consoleSize()) : null)
                .user(user(process.user()))
                .args(arguments(process.entrypoint(), process.cmd()))
                .env(Environment.ofContainer(container.hostname(facts), tty, process.env()))
                .cwd(process.workingDir().isEmpty() ? "/" : process.workingDir())
                .capabilities(capabilities(security))
                .rlimits(rlimits(container.host()))
                .noNewPrivileges(SecurityOptions.parse(security.securityOpt()).noNewPrivileges())
                .oomScoreAdj(security.oomScoreAdj())
                .build();
    }

    /** The text is resolved in the container's own passwd file; nobody is named means user 0, with its groups and home. */
    static User user(String text) {
        return new User(0, 0, null, List.of(), text.isEmpty() ? "0" : text);
    }

    static @Nullable Box consoleSize(List<Integer> heightAndWidth) {
        boolean given = heightAndWidth.size() == 2 && heightAndWidth.getFirst() > 0 && heightAndWidth.getLast() > 0;
        return given ? new Box(heightAndWidth.getFirst(), heightAndWidth.getLast()) : null;
    }

    private static List<String> arguments(@Nullable List<String> entrypoint, List<String> cmd) {
        List<String> arguments = new ArrayList<>();
        if (entrypoint != null) {
            arguments.addAll(entrypoint);
        }
        arguments.addAll(cmd);
        return List.copyOf(arguments);
    }

    /** Nothing is inheritable: a file's inheritable set must not bring back what the container was given up to hold. */
    private Capabilities capabilities(SecurityConfig security) {
        List<String> granted = CapabilityNames.granted(security, facts.boundingCapabilities());
        return new Capabilities(granted, granted, List.of(), granted, List.of());
    }

    static List<Rlimit> rlimits(HostConfig host) {
        List<Rlimit> limits = new ArrayList<>();
        for (Ulimit ulimit : host.resources().ulimits()) {
            String type = "RLIMIT_" + ulimit.name().toUpperCase(Locale.ROOT);
            limits.add(new Rlimit(type, ulimit.hard(), ulimit.soft()));
        }
        return List.copyOf(limits);
    }
}
