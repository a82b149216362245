package io.jdock.daemon.container.create;

import io.jdock.daemon.container.spec.Environment;
import io.jdock.engine.api.container.ContainerConfig;
import io.jdock.engine.api.container.ProcessConfig;
import io.jdock.engine.api.container.StopConfig;
import io.jdock.oci.image.ExecutionConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fills what the client left open with the image's defaults. */
public final class ConfigMerge {

    private ConfigMerge() {}

    /** The client's word wins; environment, labels and ports are united. */
    public static ContainerConfig merge(ContainerConfig asked, ExecutionConfig image) {
        Map<String, String> labels = new LinkedHashMap<>(image.labels());
        labels.putAll(asked.labels());
        Map<String, Map<String, Object>> ports = new LinkedHashMap<>();
        image.exposedPorts().forEach(port -> ports.put(withProtocol(port), Map.of()));
        asked.exposedPorts().keySet().forEach(port -> ports.put(withProtocol(port), Map.of()));
        return new ContainerConfig(
                asked.hostname(),
                asked.domainname(),
                process(asked.process(), image),
                asked.streams(),
                stop(asked.stop(), image),
                asked.image(),
                ports,
                Map.of(),
                labels,
                asked.networkDisabled());
    }

    /**
     * A client that sets an entry point means its own command with it, so the image's command is taken only when the client
     * sets neither.
     */
    private static ProcessConfig process(ProcessConfig asked, ExecutionConfig image) {
        List<String> entrypoint = asked.entrypoint();
        List<String> cmd = asked.cmd();
        if (entrypoint == null || entrypoint.isEmpty()) {
            cmd = cmd.isEmpty() ? image.cmd() : cmd;
            if (entrypoint == null && !image.entrypoint().isEmpty()) {
                entrypoint = image.entrypoint();
            }
        }
        return new ProcessConfig(
                asked.user().isEmpty() ? image.user() : asked.user(),
                Environment.merge(image.env(), asked.env()),
                cmd,
                isReset(entrypoint) ? null : entrypoint,
                asked.workingDir().isEmpty() ? image.workingDir() : asked.workingDir());
    }

    /** {@code --entrypoint ""} arrives as one empty word and means none at all. */
    private static boolean isReset(@Nullable List<String> entrypoint) {
        return entrypoint != null && entrypoint.equals(List.of(""));
    }

    private static StopConfig stop(StopConfig asked, ExecutionConfig image) {
        String signal = asked.signal();
        boolean open = signal == null || signal.isEmpty();
        String imageSignal = image.stopSignal().isEmpty() ? null : image.stopSignal();
        return new StopConfig(
                open ? imageSignal : signal, asked.timeout() == null ? image.stopTimeout() : asked.timeout());
    }

    private static String withProtocol(String port) {
        return port.contains("/") ? port : port + "/tcp";
    }
}
