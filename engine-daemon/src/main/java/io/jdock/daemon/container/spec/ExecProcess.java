package io.jdock.daemon.container.spec;

import io.jdock.engine.api.container.ContainerConfig;
import io.jdock.engine.api.container.HostConfig;
import io.jdock.engine.api.exec.ExecCreateRequest;
import io.jdock.engine.api.exec.ExecStartRequest;
import io.jdock.oci.runtime.Capabilities;
import io.jdock.oci.runtime.Process;
import java.util.List;

/** The process of an exec: what the container's first process may do, with the client's changes. */
public final class ExecProcess {

    private ExecProcess() {}

    public static Process build(
            ContainerConfig container,
            HostConfig host,
            ExecCreateRequest request,
            ExecStartRequest how,
            HostFacts facts) {
        var security = host.security();
        List<String> granted = request.privileged()
                ? CapabilityNames.ALL.stream()
                        .filter(facts.boundingCapabilities()::contains)
                        .toList()
                : CapabilityNames.granted(security, facts.boundingCapabilities());
        List<Integer> size = how.consoleSize().size() == 2 ? how.consoleSize() : request.consoleSize();
        String user = request.user().isEmpty() ? container.process().user() : request.user();
        String directory = request.workingDir().isEmpty() ? container.process().workingDir() : request.workingDir();
        return Process.builder()
                .terminal(request.tty())
                .consoleSize(request.tty() ? ProcessSection.consoleSize(size) : null)
                .user(ProcessSection.user(user))
                .args(request.cmd())
                .env(Environment.ofExec(
                        container.hostname(), request.tty(), container.process().env(), request.env()))
                .cwd(directory.isEmpty() ? "/" : directory)
                .capabilities(new Capabilities(granted, granted, List.of(), granted, List.of()))
                .rlimits(ProcessSection.rlimits(host))
                .noNewPrivileges(SecurityOptions.parse(security.securityOpt()).noNewPrivileges())
                .oomScoreAdj(security.oomScoreAdj())
                .build();
    }
}
