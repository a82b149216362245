package io.jdock.supervisor.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.libcontainer.cgroups.CgroupDriver;
import java.io.IOException;

/** The {@code config.json} that an OCI runtime reads. */
final class BundleConfig {

    private static final JsonMapper JSON = new JsonMapper();

    private BundleConfig() {}

    /** The path, from the root of each hierarchy if it is a relative one of directories. */
    static String absolute(String cgroupsPath) {
        boolean directories = CgroupDriver.ofPath(cgroupsPath) == CgroupDriver.CGROUPFS;
        return directories && !cgroupsPath.startsWith("/") ? "/" + cgroupsPath : cgroupsPath;
    }

    /**
     * The specification with this cgroup unless it names one itself, from the root of each hierarchy; everything else stays as it
     * is.
     */
    static byte[] withCgroup(byte[] spec, String cgroup) {
        try {
            JsonNode config = JSON.readTree(spec);
            if (!(config.path("linux") instanceof ObjectNode linux)) {
                return spec;
            }
            String named = linux.path("cgroupsPath").asText("");
            String wanted = named.isEmpty() ? cgroup : absolute(named);
            if (wanted.equals(named)) {
                return spec;
            }
            linux.put("cgroupsPath", wanted);
            return JSON.writeValueAsBytes(config);
        } catch (IOException e) {
            throw new InvalidArgumentException("read a runtime spec: " + e.getMessage(), e);
        }
    }
}
