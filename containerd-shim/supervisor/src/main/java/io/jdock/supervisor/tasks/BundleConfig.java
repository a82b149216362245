package io.jdock.supervisor.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jdock.errdefs.InvalidArgumentException;
import java.io.IOException;

/** The {@code config.json} that an OCI runtime reads. */
final class BundleConfig {

    private static final JsonMapper JSON = new JsonMapper();

    private BundleConfig() {}

    /** The specification with this cgroup unless it names one itself; everything else stays as it is. */
    static byte[] withCgroup(byte[] spec, String cgroup) {
        try {
            JsonNode config = JSON.readTree(spec);
            if (!(config.path("linux") instanceof ObjectNode linux)
                    || !linux.path("cgroupsPath").asText("").isEmpty()) {
                return spec;
            }
            linux.put("cgroupsPath", cgroup);
            return JSON.writeValueAsBytes(config);
        } catch (IOException e) {
            throw new InvalidArgumentException("read a runtime spec: " + e.getMessage(), e);
        }
    }
}
